"use client";

import { useTranslations } from "use-intl";
import { useFormat } from "@/lib/i18n/use-format";
import type { Progress } from "@/lib/mailings/reads";

/**
 * One sentence of why a mailing does not move; null when it does, or when it is not meant to: `useReason()(progress)`. With
 * `isServed` it is empty where it tells a time: the server has written it, and it still holds (`usePresent`).
 */
export function useReason() {
  const t = useTranslations("mailings");
  const format = useFormat();
  return ({ wait, pause }: Pick<Progress, "wait" | "pause">, isServed = false): string | null => {
    if (isServed && (wait?.until || pause?.until)) return "";
    if (wait) return t(`wait.${wait.code}`, { until: wait.until ? format.time(wait.until) : "", count: wait.count ?? 0 });
    if (!pause) return null;
    if (pause.until) return t("banner.until", { when: format.dateTime(pause.until) });
    return pause.cause === "operator" ? pause.reason : t.has(`causeShort.${pause.cause}`) ? t(`causeShort.${pause.cause}`) : null;
  };
}
