import type { Pool } from "pg";
import { insertSelectFloor } from "./floors";
import { PERSONALISED, PLAIN, planAndPause } from "./mailings";
import type { Figure } from "./report";
import type { BenchStack } from "./stack";

/** Mailings that were planned before the two large measurements: their messages are what those are planned onto. */
const BEFORE = 4;
/** Rates of the times for a million: 22 s and 40 s, freezing included. */
const TARGETS = { onto_one: 30_000, plain: 45_000, personalised: 25_000 } as const;

const amount = (count: number) => count.toLocaleString("en-US");

/**
 * Plan mailings to the whole list one onto the other, freezing included: the second, the fifth (plain) and the sixth
 * (personalised) are measured. All of them are paused; the large plain ones come back to be handed over.
 */
export async function benchPlanning(
  stack: BenchStack,
  pool: Pool,
  listId: number,
  wanted: number,
): Promise<{ figures: Figure[]; mailingIds: number[] }> {
  const mailingIds: number[] = [];
  const plan = async (text: string): Promise<number> => {
    await pool.query("checkpoint");
    const name = `Mailing ${mailingIds.length + 1}`;
    const { mailingId, seconds } = await planAndPause({ listId, operatorId: stack.operatorId, name, text });
    await assertPlanned(pool, mailingId, wanted);
    mailingIds.push(mailingId);
    return wanted / seconds;
  };
  await plan(PLAIN);
  const floor = await insertSelectFloor(pool, wanted);
  const figureOf = (kind: string, value: number, target: number, ratio: number): Figure => ({
    what: `planning, ${kind}, onto ${amount((mailingIds.length - 1) * wanted)} messages`,
    unit: "messages/s",
    value,
    target,
    sense: "at_least",
    floor: { what: `INSERT … SELECT onto ${amount(wanted)}`, value: floor, ratio },
  });
  const figures = [figureOf("plain", await plan(PLAIN), TARGETS.onto_one, 0.35)];
  while (mailingIds.length < BEFORE) await plan(PLAIN);
  await pool.query("analyze message, submission, mailing_recipient");
  figures.push(figureOf("plain", await plan(PLAIN), TARGETS.plain, 0.3));
  figures.push(figureOf("personalised", await plan(PERSONALISED), TARGETS.personalised, 0.15));
  return { figures, mailingIds };
}

async function assertPlanned(pool: Pool, mailingId: number, wanted: number): Promise<void> {
  const { rows } = await pool.query<{ messages: number; counted: number }>(
    `select (select count(*) from message where mailing_id = $1) as messages,
       (select sum(count) from mailing_counter where mailing_id = $1) as counted`,
    [mailingId],
  );
  if (rows[0]?.messages !== wanted || rows[0].counted !== wanted) throw new Error(`Planning made ${JSON.stringify(rows[0])} of ${wanted} messages.`);
}
