"use client";

import { useSyncExternalStore } from "react";
import { useNow } from "use-intl";
import { useFormat } from "@/lib/i18n/use-format";

const TICK_MS = 10_000;

function tick(changed: () => void) {
  const timer = setInterval(changed, TICK_MS);
  return () => clearInterval(timer);
}

/** The present, in steps of ten seconds. The page wakes with the server's own clock, so that both say the same. */
function usePresent(): number {
  const atRequest = useNow().getTime();
  return useSyncExternalStore(
    tick,
    () => Math.floor(Date.now() / TICK_MS) * TICK_MS,
    () => atRequest,
  );
}

export type RelativeTimeProps = {
  at: string | Date;
  /** `both` says "3 minutes ago · 24 Nov 2026, 14:02 GMT+3"; `relative` keeps the exact time in its title; `precise` has seconds. */
  form?: "both" | "relative" | "exact" | "precise";
};

/** A moment: how long ago it is, and when exactly, with its zone. */
export function RelativeTime({ at, form = "both" }: RelativeTimeProps) {
  const format = useFormat();
  const present = usePresent();
  const instant = new Date(at);
  const exact = form === "precise" ? format.precise(instant) : format.dateTime(instant);
  // The steps lag behind the clock: what has just happened is now, not in a few seconds.
  const isNow = Math.abs(instant.getTime() - present) <= TICK_MS;
  const relative = format.relative(instant, isNow ? instant : present);
  return (
    <time dateTime={instant.toISOString()} title={form === "relative" ? exact : undefined} className="tabular-nums">
      {form === "exact" || form === "precise" ? exact : form === "relative" ? relative : `${relative} · ${exact}`}
    </time>
  );
}
