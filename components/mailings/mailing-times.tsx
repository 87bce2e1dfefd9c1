"use client";

import { useTranslations } from "use-intl";

/** A duration in words: hours and minutes, or seconds below a minute. */
export function Duration({ seconds }: { seconds: number }) {
  const t = useTranslations("mailings.page");
  if (seconds < 60) return t("durationSeconds", { seconds });
  const minutes = Math.ceil(seconds / 60);
  return t("duration", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
