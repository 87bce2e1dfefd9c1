"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { getJson } from "@/lib/http";
import { LOCALES, type Locale } from "@/lib/i18n/config";

type Props = {
  messageId: number;
  /** Whom the text is for; what is written to the gateway's support is a question. */ reader?: "customer" | "support";
};

/** Copy what became of a message for the customer, in the customer's language, which need not be the reader's; or the question to support. */
export function CopyExplanation({ messageId, reader = "customer" }: Props) {
  const t = useTranslations("messages.explanation");
  const support = useTranslations("messages.support.copy");
  const toast = useToast();
  const [copied, setCopied] = useState<Locale | null>(null);

  async function copy(locale: Locale) {
    try {
      const { text } = await getJson<{ text: string }>(`/api/messages/${messageId}/explanation?locale=${locale}&for=${reader}`, ["text"]);
      await navigator.clipboard.writeText(text);
      setCopied(locale);
    } catch {
      toast.failed(t("failed"));
    }
  }

  return (
    <div className="mt-3 -ml-2 flex flex-wrap items-center gap-1">
      {LOCALES.map((locale) => (
        <Button
          key={locale}
          size="s"
          variant="quiet"
          icon={copied === locale ? <Check aria-hidden className="text-delivered-fg" /> : <Copy aria-hidden />}
          onClick={() => void copy(locale)}
        >
          {reader === "support" ? support(locale) : t(locale)}
        </Button>
      ))}
      <span role="status" className="sr-only">
        {copied === null ? "" : t("copied")}
      </span>
    </div>
  );
}
