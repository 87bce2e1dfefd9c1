"use client";

import { useTranslations } from "use-intl";
import { countSegments } from "@/lib/sms/segments";

/** What a text takes, while it is being written: segments, alphabet, what is left, and which characters make it dear. */
export function SegmentMeter({ text }: { text: string }) {
  const t = useTranslations("messages.sendOne");
  const { segments, alphabet, unitsLeft, forcing } = countSegments(text);
  return (
    <span aria-live="polite">
      <span className="tabular-nums">{t("segments", { segments, alphabet, left: unitsLeft })}</span>
      {forcing.length > 0 && forcing.length <= 12 && <span className="block">{t("forcing", { characters: forcing.join(" ") })}</span>}
    </span>
  );
}
