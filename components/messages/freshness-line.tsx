"use client";

import { useTranslations } from "use-intl";
import { cx } from "@/components/ui/cx";
import { useFormat } from "@/lib/i18n/use-format";
import type { Freshness } from "@/lib/messages/freshness";

/** How fresh the statuses on a page are: by callback, by asking and when that comes next, by the history. Moves with the page's own reads. */
export function FreshnessLine({ freshness, className }: { freshness: Freshness; className?: string }) {
  const t = useTranslations("messages.freshness");
  const format = useFormat();
  const { askedAt, nextAt, callbackAt, historyAt, asOf } = freshness;
  const when = (at: string) => format.relative(at, asOf);
  const parts = [
    callbackAt && t("callback", { when: when(callbackAt) }),
    askedAt && (nextAt ? t("askedNext", { when: when(askedAt), next: when(nextAt) }) : t("asked", { when: when(askedAt) })),
    historyAt && t("history", { when: when(historyAt) }),
  ].filter((part) => part !== null && part !== "");
  return (
    <p className={cx("text-12 text-muted tabular-nums", className)}>
      {parts.length === 0 ? t("never") : t("statuses", { parts: parts.join(" · ") })}
    </p>
  );
}
