import type { PoolClient } from "pg";
import { pool } from "@/lib/db";
import { transaction } from "@/lib/transaction";

/** What yesterday's last reading says, in roubles; today goes on from there. */
export const LAST_BALANCE = 400;

const DAYS = 30;
const READINGS_A_DAY = 4;
const CURRENCY = "RUR";
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** In kopecks, as is all that follows. */
const TOP_UP = 4_000_000;
const FULL = 4_600_000;
const REFUND_EVERY = 5;

type Moment = { at: Date; balance: number; charged: number; refunded: number };

/**
 * Write thirty days of balance and ledger that never were: only time could have made them, so these rows are by hand.
 * They belong to no mailing, and each day's charges and refunds are what its readings differ by, top-ups aside.
 */
export async function writeBalanceHistory(now: Date): Promise<void> {
  const moments = pastOf(now);
  await transaction(pool, async (client) => {
    // Older than any reading this installation has taken itself: the history is there already.
    const { rowCount } = await client.query("select from balance_reading where at < $1 limit 1", [new Date(now.getTime() - 2 * DAY_MS)]);
    if (rowCount) return;
    await writeReadings(client, moments);
    await writeLedger(client, moments, "charge", ({ charged }) => charged);
    await writeLedger(client, moments, "refund", ({ refunded }) => -refunded);
  });
}

/** Walked backwards from the last reading, so that it ends where today begins. */
function pastOf(now: Date): Moment[] {
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const moments: Moment[] = [];
  let balance = LAST_BALANCE * 100;
  for (let step = 0; step < DAYS * READINGS_A_DAY; step++) {
    const day = 1 + Math.floor(step / READINGS_A_DAY);
    const hour = 19 - 3 * (step % READINGS_A_DAY);
    const at = new Date(midnight - day * DAY_MS + hour * HOUR_MS + Math.round(chance(step, 3) * HOUR_MS));
    const charged = chargedBefore(step, at);
    const refunded = step % REFUND_EVERY === 0 ? 380 * Math.ceil(chance(step, 1) * 9) : 0;
    moments.push({ at, balance, charged, refunded });
    balance += charged - refunded;
    if (balance > FULL) balance -= TOP_UP;
  }
  return moments.reverse();
}

/** Whole messages at 3.80; little at the week-end, much when a mailing ran. */
function chargedBefore(step: number, at: Date): number {
  const isWeekend = [0, 6].includes(at.getUTCDay());
  const mailing = chance(step, 2) > 0.88 && !isWeekend ? 1_800 : 0;
  return 380 * Math.round((isWeekend ? 60 : 280) * chance(step, 4) + mailing * (0.5 + chance(step, 5) / 2));
}

/** 0 … 1, the same at every run. */
function chance(step: number, salt: number): number {
  let mixed = Math.imul(step * 8 + salt + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32;
}

async function writeReadings(client: PoolClient, moments: readonly Moment[]): Promise<void> {
  await client.query(
    `insert into balance_reading (at, balance, currency, source)
     select at, balance / 100.0, $3, 'answer' from unnest($1::timestamptz[], $2::int[]) as r (at, balance)`,
    [moments.map(({ at }) => at), moments.map(({ balance }) => balance), CURRENCY],
  );
}

async function writeLedger(
  client: PoolClient,
  moments: readonly Moment[],
  kind: "charge" | "refund",
  amountOf: (moment: Moment) => number,
): Promise<void> {
  const entries = moments.filter((moment) => amountOf(moment) !== 0);
  await client.query(
    "insert into ledger_entry (at, amount, kind) select at, amount / 100.0, $3 from unnest($1::timestamptz[], $2::int[]) as r (at, amount)",
    [entries.map(({ at }) => at), entries.map(amountOf), kind],
  );
}
