import type { Pool } from "pg";
import { db } from "@/lib/db";
import { launchMailing, saveDraft } from "@/lib/mailings/commands";
import { planMailing } from "@/lib/mailings/plan-mailing";
import { pauseMailing, resumeMailing } from "@/lib/mailings/steering";
import { mustSucceed } from "./report";

/** Everybody gets the same text. */
export const PLAIN = "Sample: our shop is open on Sunday as well.";
/** Each gets their own. */
export const PERSONALISED = "Sample: {{name|friend}}, our shop in {{city}} is open on Sunday as well.";

type Order = { listId: number; operatorId: number; name: string; text: string };

/** Compose and launch a mailing to a list. It names itself in its text: the same to the same people again waits for a minute. */
export async function launch({ listId, operatorId, name, text }: Order): Promise<number> {
  const input = { mailingId: null, name, text: `${text} ${name}.`, sender: null, listIds: [listId], pasted: "", speedPerMinute: null };
  return db.$transaction(async (tx) => {
    const { mailingId } = mustSucceed(await saveDraft(tx, input, operatorId));
    mustSucceed(await launchMailing(tx, { mailingId, scheduledAt: null, operatorId, quote: { cost: null, segments: null }, now: new Date() }));
    return mailingId;
  });
}

/** Launch and plan, what the worker's job does being done in this process; then pause, so that only what is measured leaves. Gives the seconds of launch and planning. */
export async function planAndPause(order: Order): Promise<{ mailingId: number; seconds: number }> {
  const startedAt = performance.now();
  const mailingId = await launch(order);
  await planMailing({ mailingId });
  const seconds = (performance.now() - startedAt) / 1000;
  await pause(mailingId, order.operatorId);
  return { mailingId, seconds };
}

export async function pause(mailingId: number, operatorId: number): Promise<void> {
  mustSucceed(await db.$transaction((tx) => pauseMailing(tx, { mailingId, reason: "", operatorId, now: new Date() })));
}

export async function resume(mailingId: number): Promise<void> {
  mustSucceed(await db.$transaction((tx) => resumeMailing(tx, { mailingId, now: new Date() })));
}

/** A list of so many contacts of another one. */
export async function listOf(pool: Pool, listId: number, size: number): Promise<{ listId: number }> {
  const { rows } = await pool.query<{ id: number }>(
    `with made as (insert into mailing_list (name, member_count) values ('Benchmark of ' || $2::int || ' ' || gen_random_uuid(), $2) returning id),
       filled as (insert into list_member (list_id, contact_id)
         select made.id, m.contact_id from made, (select contact_id from list_member where list_id = $1 order by contact_id limit $2) m)
     select id from made`,
    [listId, size],
  );
  if (!rows[0]) throw new Error("No list was made.");
  return { listId: rows[0].id };
}
