import { setTimeout as delay } from "node:timers/promises";

const LOOK_MS = 20;
const GIVE_UP_MS = 1_200_000;

/** Look until it is enough, and give what was seen then. */
export async function waitFor<T>(what: string, look: () => Promise<T>, isEnough: (seen: T) => boolean): Promise<T> {
  const until = performance.now() + GIVE_UP_MS;
  for (;;) {
    const seen = await look();
    if (isEnough(seen)) return seen;
    if (performance.now() > until) throw new Error(`Waited twenty minutes in vain until ${what}.`);
    await delay(LOOK_MS);
  }
}
