import type { Pool } from "pg";
import { listOf, PLAIN, planAndPause, resume } from "./mailings";
import type { Figure } from "./report";
import { assertNobodyTwice, emptySandbox, received } from "./sandbox";
import type { BenchStack } from "./stack";
import { waitFor } from "./wait-for";

const MOST = 100_000;

/**
 * Hand a mailing over while no callback comes, and wait until every final status is home, by the history but for the few a mass request asks: seconds
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
    await waitFor(
      "all had left",
      () => received(stack),
      (count) => count >= size,
    );
    const lastChangeAt = performance.now();
    await waitFor(
      "it was completed",
      async () => (await pool.query<{ state: string }>("select state from mailing where id = $1", [mailingId])).rows[0],
      (mailing) => mailing?.state === "completed",
    );
    const seconds = (performance.now() - lastChangeAt) / 1000;
    await assertNobodyTwice(stack);
    if ((await received(stack)) !== size) throw new Error(`The sandbox took more than the ${size} messages.`);
    return {
      what: `${size.toLocaleString("en-US")} final without callbacks, by the history`,
      unit: "s",
      value: seconds,
      target: 600,
      sense: "at_most",
    };
  } finally {
    await worker.stop();
  }
}
