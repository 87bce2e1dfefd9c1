"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { DELIMITER_WORD } from "@/components/imports/layout-fields";
import { Duration } from "@/components/mailings/mailing-times";
import { Count } from "@/components/ui/count";
import { useFormat } from "@/lib/i18n/use-format";
import { isSettled } from "@/lib/imports/lifecycle";
import type { ImportDetails } from "@/lib/imports/reads";
import type { ImportProgress } from "@/lib/imports/answers";
import type { Layout } from "@/lib/imports/schema";

/** Shorter than this tells no rate. */
const RATE_AFTER_MS = 1_000;

/** Rows, pace and time; and once it is over, where they went and how the file was read. */
export function ImportFacts({ details, progress }: { details: ImportDetails; progress: ImportProgress }) {
  const t = useTranslations("imports");
  const { state, rowCount, bytesRead, fileSize, elapsedMs } = progress;
  const isOver = isSettled(state);
  const isRated = elapsedMs !== null && elapsedMs >= RATE_AFTER_MS;
  const leftMs = isRated && bytesRead > 0 ? (elapsedMs * Math.max(0, fileSize - bytesRead)) / bytesRead : null;
  return (
    <dl className="mt-5 flex flex-wrap gap-x-8 gap-y-3 border-t border-line pt-3 text-13 [&_dd]:mt-0.5 [&_dt]:text-12 [&_dt]:text-muted">
      <Fact name={t("run.rows")}>
        <Count value={rowCount} />
      </Fact>
      {isOver ? (
        <Fact name={t("run.took")}>{elapsedMs === null ? t("run.none") : <Duration seconds={Math.max(1, Math.round(elapsedMs / 1000))} />}</Fact>
      ) : (
        <Fact name={t("run.left")}>{leftMs === null ? t("run.none") : <Duration seconds={Math.ceil(leftMs / 1000)} />}</Fact>
      )}
      {isRated && (
        <Fact name={t("run.rate")}>
          <Count value={Math.round((rowCount * 1000) / elapsedMs)} />
        </Fact>
      )}
      {isOver && (
        <Fact name={t("result.list")}>
          {details.list ? (
            <Link href={`/lists/${details.list.id}`} className="text-accent hover:underline">
              {details.list.name}
            </Link>
          ) : (
            t("result.noList")
          )}
        </Fact>
      )}
      {details.layout && (
        <Fact name={t("result.read")}>
          <ReadAs layout={details.layout} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt>{name}</dt>
      <dd className="tabular-nums wrap-anywhere">{children}</dd>
    </div>
  );
}

function ReadAs({ layout: { encoding, delimiter, hasHeader } }: { layout: Layout }) {
  const t = useTranslations("imports");
  const format = useFormat();
  const words = [
    t(`wizard.encodings.${encoding}`),
    t(`wizard.delimiters.${DELIMITER_WORD[delimiter]}`).toLocaleLowerCase(format.locale),
    t(hasHeader ? "result.headings" : "result.noHeadings"),
  ];
  return words.join(" · ");
}
