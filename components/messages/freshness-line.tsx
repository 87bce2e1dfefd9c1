"use client";

import { useTranslations } from "use-intl";
import { cx } from "@/components/ui/cx";
import { usePresent } from "@/components/ui/use-present";
import type { Format } from "@/lib/i18n/format";
import { useFormat } from "@/lib/i18n/use-format";
import type { Freshness } from "@/lib/messages/freshness";

/** How fresh the statuses on a page are: by callback, by asking and when that comes next, by the history. Moves with the page's own reads. */
export function FreshnessLine({ freshness, className }: { freshness: Freshness; className?: string }) {
  const t = useTranslations("messages.freshness");
  const format = useFormat();
  const present = usePresent(`${JSON.stringify(freshness)} ${format.locale} ${format.timeZone}`, true);
  return (
    <p className={cx("text-12 text-muted tabular-nums", className)} suppressHydrationWarning>
      {present === null ? "" : sentenceOf(freshness, format, t)}
    </p>
  );
}

function sentenceOf(
  { askedAt, nextAt, callbackAt, historyAt, asOf }: Freshness,
  format: Format,
  t: (key: string, values?: Record<string, string>) => string,
) {
  const when = (at: string) => format.relative(at, asOf);
  const parts = [
    callbackAt && t("callback", { when: when(callbackAt) }),
    askedAt && (nextAt ? t("askedNext", { when: when(askedAt), next: when(nextAt) }) : t("asked", { when: when(askedAt) })),
    historyAt && t("history", { when: when(historyAt) }),
  ].filter((part) => part !== null && part !== "");
  return parts.length === 0 ? t("never") : t("statuses", { parts: parts.join(" · ") });
}
