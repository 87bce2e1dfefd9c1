import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import { emptySandbox, listOf } from "./hand-over";
import { PLAIN, planAndPause, resume } from "./mailings";
import type { Figure } from "./report";
import type { BenchStack } from "./stack";

const MOST = 100_000;
const LOOK_MS = 250;
const GIVE_UP_MS = 1_200_000;

type Ledger = { accepted: number; repeats: number; breaches: Record<string, number> };

/**
 * Hand a mailing over while no callback comes, and wait until the history has brought every final status home: seconds
 * from the sandbox's last change, with the rhythm and the limits of earnest. It settles a message as soon as it takes it.
 */
export async function benchHistory(stack: BenchStack, pool: Pool, listId: number, rows: number): Promise<Figure> {
  const size = Math.min(MOST, rows);
  await emptySandbox(stack);
  const list = await listOf(pool, listId, size);
  const { mailingId } = await planAndPause({ ...list, operatorId: stack.operatorId, name: "By history", text: PLAIN });
  const worker = await stack.startWorker();
  try {
    await resume(mailingId);
    const { messages } = await until(
      () => stack.control<{ messages: number }>("health"),
      (health) => health.messages >= size,
    );
    const lastChangeAt = performance.now();
    await until(
      async () => (await pool.query<{ state: string }>("select state from mailing where id = $1", [mailingId])).rows[0],
      (mailing) => mailing?.state === "completed",
    );
    const seconds = (performance.now() - lastChangeAt) / 1000;
    const { repeats, breaches } = await stack.control<Ledger>("ledger");
    if (messages !== size || repeats > 0 || Object.keys(breaches).length > 0)
      throw new Error(`The sandbox took ${messages} messages, ${repeats} of them twice; broken rules: ${JSON.stringify(breaches)}.`);
    return { what: `${size.toLocaleString("en-US")} final by the history alone`, unit: "s", value: seconds, target: 600, sense: "at_most" };
  } finally {
    await worker.stop();
  }
}

async function until<T>(read: () => Promise<T>, isEnough: (value: T) => boolean): Promise<T> {
  const givenUpAt = performance.now() + GIVE_UP_MS;
  for (;;) {
    const value = await read();
    if (isEnough(value)) return value;
    if (performance.now() > givenUpAt) throw new Error("It was not over after twenty minutes.");
    await delay(LOOK_MS);
  }
}
