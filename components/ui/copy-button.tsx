"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { IconButton } from "./icon-button";

const SHOWN_MS = 2_000;

/** Copy a text. With `label` it says what is copied, without it is an icon. */
export function CopyButton({ value, label }: { value: string; label?: string }) {
  const t = useTranslations("common.ui");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void navigator.clipboard.writeText(value).then(() => setCopied(true));
  const icon = copied ? <Check aria-hidden className="text-delivered-fg" /> : <Copy aria-hidden />;
  return (
    <>
      {label ? (
        <Button size="s" variant="quiet" icon={icon} onClick={copy}>
          {label}
        </Button>
      ) : (
        <IconButton size="s" className="-my-1.5" label={t("copy")} icon={icon} onClick={copy} />
      )}
      <span role="status" className="sr-only">
        {copied ? t("copied") : ""}
      </span>
    </>
  );
}
