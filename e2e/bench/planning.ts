import type { Pool } from "pg";
import { db } from "@/lib/db";
import { launchMailing, pauseMailing } from "@/lib/mailings/commands";
import { planMailing } from "@/lib/mailings/plan-mailing";
import { insertSelectFloor } from "./floors";
import type { Figure } from "./report";

/** Plan one mailing to the whole list, then a second one onto its messages; the second is measured, freezing included. */
export async function benchPlanning(pool: Pool, listId: number, wanted: number) {
  await plan(listId, "First mailing");
  const floor = await insertSelectFloor(pool, wanted);
  await pool.query("checkpoint");
  const startedAt = performance.now();
  const mailingId = await plan(listId, "Second mailing");
  const perSecond = wanted / ((performance.now() - startedAt) / 1000);

  const { rows } = await pool.query<{ messages: number; counted: number }>(
    `select (select count(*) from message where mailing_id = $1) as messages,
       (select sum(count) from mailing_counter where mailing_id = $1) as counted`,
    [mailingId],
  );
  if (rows[0]?.messages !== wanted || rows[0].counted !== wanted)
    throw new Error(`Planning made ${JSON.stringify(rows[0])} of ${wanted} messages.`);
  const figure: Figure = {
    what: `planning, onto ${wanted.toLocaleString("en-US")} messages`,
    unit: "messages/s",
    value: perSecond,
    target: 30_000,
    sense: "at_least",
    floor: { what: "INSERT … SELECT", value: floor, ratio: 0.3 },
  };
  return { figure, mailingId };
}
