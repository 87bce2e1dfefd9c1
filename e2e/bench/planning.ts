import type { Pool } from "pg";
import { db } from "@/lib/db";
import { launchMailing, saveDraft } from "@/lib/mailings/commands";
import { pauseMailing } from "@/lib/mailings/steering";
import { planMailing } from "@/lib/mailings/plan-mailing";
import { insertSelectFloor } from "./floors";
import { mustSucceed, type Figure } from "./report";
import type { BenchStack } from "./stack";

const TEXT = "Sample: our shop is open on Sunday as well.";

/** Plan one mailing to the whole list, then a second one onto its messages; the second is measured, freezing included. */
export async function benchPlanning(stack: BenchStack, pool: Pool, listId: number, wanted: number) {
  const to = { listId, operatorId: stack.operatorId };
  await pause(await plan({ ...to, name: "First mailing" }), to.operatorId);
  const floor = await insertSelectFloor(pool, wanted);
  await pool.query("checkpoint");
  const startedAt = performance.now();
  const mailingId = await plan({ ...to, name: "Second mailing" });
  const perSecond = wanted / ((performance.now() - startedAt) / 1000);
  await pause(mailingId, to.operatorId);

  const { rows } = await pool.query<{ messages: number; counted: number }>(
    `select (select count(*) from message where mailing_id = $1) as messages,
       (select sum(count) from mailing_counter where mailing_id = $1) as counted`,
    [mailingId],
  );
  if (rows[0]?.messages !== wanted || rows[0].counted !== wanted) throw new Error(`Planning made ${JSON.stringify(rows[0])} of ${wanted} messages.`);
  const figure: Figure = {
    what: `planning, onto ${wanted.toLocaleString("en-US")} messages`,
    unit: "messages/s",
    value: perSecond,
    target: 30_000,
    sense: "at_least",
    floor: { what: "INSERT … SELECT", value: floor, ratio: 0.35 },
  };
  return { figure, mailingId };
}

type Order = { listId: number; operatorId: number; name: string };

/** Compose, launch and plan; what the worker's job does is done in this process. */
async function plan({ listId, operatorId, name }: Order): Promise<number> {
  const input = { mailingId: null, name, text: TEXT, sender: null, listIds: [listId], pasted: "", speedPerMinute: null };
  const mailingId = await db.$transaction(async (tx) => {
    const saved = mustSucceed(await saveDraft(tx, input, operatorId));
    mustSucceed(
      await launchMailing(tx, { mailingId: saved.mailingId, scheduledAt: null, operatorId, quote: { cost: null, segments: null }, now: new Date() }),
    );
    return saved.mailingId;
  });
  await planMailing({ mailingId });
  return mailingId;
}

/** So that a worker that is started later sends only what is measured. */
async function pause(mailingId: number, operatorId: number): Promise<void> {
  mustSucceed(await db.$transaction((tx) => pauseMailing(tx, { mailingId, reason: "", operatorId, now: new Date() })));
}
