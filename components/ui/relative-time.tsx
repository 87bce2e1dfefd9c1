"use client";

import { TICK_MS, usePresent } from "./use-present";
import { useFormat } from "@/lib/i18n/use-format";

export type RelativeTimeProps = {
  at: string | Date;
  /**
   * `both` says "3 minutes ago · 24 Nov 2026, 14:02 GMT+3"; `relative` keeps the exact time in its title; `precise` has seconds;
   * `moment` has them, too, and neither year nor zone: for rows of a table whose head names the zone.
   */
  form?: "both" | "relative" | "exact" | "precise" | "moment";
};

/** A moment: how long ago it is, and when exactly, with its zone. */
export function RelativeTime({ at, form = "both" }: RelativeTimeProps) {
  const format = useFormat();
  const instant = new Date(at);
  const isSteady = form !== "both" && form !== "relative";
  const present = usePresent(`${instant.getTime()} ${form} ${format.locale} ${format.timeZone}`, isSteady);
  const { text, title } = present === null ? { text: "", title: undefined } : wordsOf(format, instant, form, present);
  return (
    <time dateTime={instant.toISOString()} title={title} className="tabular-nums" suppressHydrationWarning>
      {text}
    </time>
  );
}

function wordsOf(format: ReturnType<typeof useFormat>, instant: Date, form: NonNullable<RelativeTimeProps["form"]>, present: number) {
  if (form === "precise" || form === "moment") return { text: format[form](instant), title: undefined };
  const exact = format.dateTime(instant);
  if (form === "exact") return { text: exact, title: undefined };
  // The steps lag behind the clock: what has just happened is now, not in a few seconds.
  const isNow = Math.abs(instant.getTime() - present) <= TICK_MS;
  const relative = format.relative(instant, isNow ? instant : present);
  return form === "relative" ? { text: relative, title: exact } : { text: `${relative} · ${exact}`, title: undefined };
}
