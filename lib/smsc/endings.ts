import type { Pool } from "pg";
import { log } from "@/lib/log";

const LINGER_MS = 10;

/** A request that is over, as `gateway_finish` reads it. */
type Ended = { slot: number | null; holder: string; keys: readonly string[]; ends: readonly string[]; left: boolean };

/**
 * Requests that are over travel with the next one that asks to be admitted, or by themselves a moment later: a statement
 * of their own would cost as much as the admission. One that is never told holds its place until it runs out.
 */
export function createEndings(pool: Pool, windowMs: number) {
  let waiting: Ended[] = [];
  let timer: NodeJS.Timeout | undefined;

  async function carry<T>(tell: (done: readonly Ended[] | null) => Promise<T>): Promise<T> {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = [];
    try {
      return await tell(batch.length > 0 ? batch : null);
    } catch (error) {
      waiting.unshift(...batch);
      throw error;
    }
  }

  async function flush(): Promise<void> {
    if (waiting.length === 0) return;
    await carry((done) => pool.query({ name: "gateway_finish", text: "select gateway_finish($1, $2)", values: [JSON.stringify(done), windowMs] }));
  }

  return {
    add: (ended: Ended) => {
      waiting.push(ended);
      timer ??= setTimeout(() => {
        flush().catch((error: unknown) => log.warn({ event: "governor.not_noted", err: error }, "how requests ended could not be written"));
      }, LINGER_MS);
    },
    carry,
    flush,
  };
}
