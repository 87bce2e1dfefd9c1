import { setTimeout as delay } from "node:timers/promises";

const LOOK_MS = 40;
const WITHIN_MS = 120_000;

/** Look until it is so; throws when it does not become so, as when no worker runs. */
export async function waitUntil(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const until = performance.now() + WITHIN_MS;
  while (!(await isSo())) {
    if (performance.now() > until) throw new Error(`Waited ${WITHIN_MS / 1000} s in vain until ${what}. Does the worker run?`);
    await delay(LOOK_MS);
  }
}
