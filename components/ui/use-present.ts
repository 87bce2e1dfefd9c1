"use client";

import { useState, useSyncExternalStore } from "react";
import { useNow } from "use-intl";

export const TICK_MS = 10_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let hasTicked = false;

/** One clock for all moments of a page. */
function tick(changed: () => void) {
  listeners.add(changed);
  timer ??= setInterval(() => {
    hasTicked = true;
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(changed);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const never = () => () => {};

/** Which words came with the page. */
function createServed() {
  let served: string | null = null;
  return { keep: (what: string) => void (served = what), is: (what: string) => served === what };
}

/**
 * The present, in steps of ten seconds; null while the words that came with the page still hold: `what` says which they are,
 * `isSteady` that time alone does not change them. They stay in a text element that has no words and `suppressHydrationWarning`.
 * Making them again while the page wakes would cost it the browser's formats for dates, 40 ms on a plain computer.
 */
export function usePresent(what: string, isSteady: boolean): number | null {
  const atRequest = useNow().getTime();
  const [served] = useState(createServed);
  return useSyncExternalStore(
    isSteady ? never : tick,
    () => (served.is(what) && !hasTicked ? null : Math.floor(Date.now() / TICK_MS) * TICK_MS),
    () => {
      if (typeof window === "undefined") return atRequest;
      served.keep(what);
      return null;
    },
  );
}
