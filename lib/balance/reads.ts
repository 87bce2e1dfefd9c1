import { pool } from "@/lib/db";

/** The newest balance we know. `balance` is a decimal string, `at` an ISO instant. */
export type Balance = { balance: string; currency: string | null; at: string };

export async function readBalance(): Promise<Balance | null> {
  const { rows } = await pool.query<{ balance: string; currency: string | null; at: Date }>(
    `select balance::text, coalesce(currency, (select currency from balance_reading where currency is not null order by at desc limit 1)) as currency, at
     from balance_reading order by at desc, id desc limit 1`,
  );
  const row = rows[0];
  return row ? { ...row, at: row.at.toISOString() } : null;
}

/** The last balance of each of these days, oldest first; one index entry a day, however many readings. */
export async function readBalanceHistory(days: number): Promise<{ day: string; balance: string }[]> {
  const { rows } = await pool.query<{ day: string; balance: string }>(
    `select to_char(day, 'YYYY-MM-DD') as day, last.balance::text as balance
     from generate_series(date_trunc('day', now()) - ($1::int - 1) * interval '1 day', now(), interval '1 day') day
     cross join lateral (
       select balance from balance_reading where at >= day and at < day + interval '1 day' order by at desc limit 1
     ) last order by day`,
    [days],
  );
  return rows;
}

/** Charges and refunds of each day, oldest first. */
export async function readSpending(days: number): Promise<{ day: string; amount: string }[]> {
  const { rows } = await pool.query<{ day: string; amount: string }>(
    `select to_char(at, 'YYYY-MM-DD') as day, sum(amount)::text as amount from ledger_entry
     where at > now() - $1 * interval '1 day' group by 1 order by 1`,
    [days],
  );
  return rows;
}

/** Days over which what is spent a day is measured. */
const RUNWAY_DAYS = 30;
const RUNWAY_KEPT_MS = 300_000;
let spent: { amount: number; until: number } | null = null;

/**
 * Whole days that the balance lasts at the pace of the last thirty days; null while nothing was spent. The sum of the ledger
 * is kept for five minutes: it stands on every page.
 */
export async function readRunwayDays(balance: string, now = performance.now()): Promise<number | null> {
  if (!spent || spent.until < now) {
    const { rows } = await pool.query<{ amount: string | null }>({
      name: "spent_lately",
      text: `select sum(amount)::text as amount from ledger_entry where at > now() - ${RUNWAY_DAYS} * interval '1 day'`,
    });
    spent = { amount: Number(rows[0]?.amount ?? 0), until: now + RUNWAY_KEPT_MS };
  }
  return spent.amount > 0 ? Math.max(0, Math.floor(Number(balance) / (spent.amount / RUNWAY_DAYS))) : null;
}
