"use client";

import { Download, FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState, type DragEvent } from "react";
import { useTranslations } from "use-intl";
import { useUpload, type Upload } from "@/components/imports/use-upload";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { cx } from "@/components/ui/cx";
import { Progress } from "@/components/ui/progress";
import { useFailure } from "@/lib/i18n/use-failure";
import { useFormat } from "@/lib/i18n/use-format";

/** Take a file of `limit` at most (in words) by drop or by choice, send it, and go on to the page that shows how it is read. */
export function UploadZone({ limit }: { limit: string }) {
  const t = useTranslations("imports.upload");
  const { sentence } = useFailure();
  const router = useRouter();
  const { upload, start, stop } = useUpload((importId) => router.push(`/contacts/imports/${importId}`));
  return (
    <div className="flex flex-col gap-3">
      {upload.state === "refused" && (
        <Banner tone="failed" title={upload.name}>
          {sentence(upload.error)}
        </Banner>
      )}
      {upload.state === "sending" ? <Sending upload={upload} onStop={stop} /> : <DropZone limit={limit} onFile={start} />}
      <p className="sr-only" role="status">
        {upload.state === "sending" && t("sending", { name: upload.name })}
      </p>
    </div>
  );
}

const ZONE = "flex min-h-42 flex-col items-center justify-center gap-3 rounded-m border border-dashed px-6 py-6 text-center transition-colors";

function DropZone({ limit, onFile }: { limit: string; onFile: (file: File) => void }) {
  const t = useTranslations("imports.upload");
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  }

  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={cx(ZONE, isOver ? "border-accent bg-accent-soft" : "border-control-line bg-sunken")}
    >
      <FileUp aria-hidden className="size-6 stroke-[1.5] text-faint" />
      <div>
        <p className="text-14 font-medium max-sm:hidden">{t("title")}</p>
        <p className="mt-0.5 text-12 text-muted">{t("help", { size: limit })}</p>
      </div>
      <div className="flex flex-wrap justify-center gap-2">
        <Button variant="primary" onClick={() => input.current?.click()}>
          {t("choose")}
        </Button>
        <a href="/api/imports/sample.csv" download className={buttonClass("quiet", "m")}>
          <Download aria-hidden />
          {t("sample")}
        </a>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        aria-label={t("file")}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file, mended, may be chosen again.
          event.target.value = "";
          if (file) onFile(file);
        }}
      />
    </div>
  );
}

function Sending({ upload, onStop }: { upload: Extract<Upload, { state: "sending" }>; onStop: () => void }) {
  const t = useTranslations("imports.upload");
  const format = useFormat();
  const { name, sent, size } = upload;
  const isSent = sent >= size;
  const text = isSent ? t("looking") : t("sent", { percent: format.percent(sent / size, 0), sent: format.bytes(sent), size: format.bytes(size) });
  return (
    <div className={cx(ZONE, "border-line-strong bg-sunken")}>
      <div className="w-full max-w-120">
        <Progress label={name} value={isSent ? null : sent} max={size} text={text} />
      </div>
      <Button onClick={onStop}>{t("stop")}</Button>
    </div>
  );
}
