"use client";

import { useTranslations } from "use-intl";
import { splitIntoSegments } from "@/lib/sms/segments";

/** The text of a message, with a mark where each of its segments ends. */
export function MessageText({ text, hasLeft }: { text: string | null; hasLeft: boolean }) {
  const t = useTranslations("messages.page");
  const segments = splitIntoSegments(text ?? "");
  return (
    <section aria-labelledby="text">
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <h2 id="text" className="text-16 font-strong">
          {t(hasLeft ? "textHeading" : "textHeadingPlanned")}
        </h2>
        {segments.length > 0 && <p className="text-12 text-muted">{t("segmentsOf", { count: segments.length })}</p>}
      </div>
      <p className="rounded-m bg-sunken px-3 py-2 text-14 wrap-anywhere whitespace-pre-wrap">
        {segments.map((segment, index) => (
          <span key={index}>
            {segment}
            {segments.length > 1 && (
              <span
                role="img"
                aria-label={t("segmentEnd", { number: index + 1, count: segments.length })}
                title={t("segmentEnd", { number: index + 1, count: segments.length })}
                className="mx-0.5 rounded-s border border-line-strong px-1 text-12 text-muted tabular-nums select-none"
              >
                {index + 1}
              </span>
            )}
          </span>
        ))}
      </p>
    </section>
  );
}
