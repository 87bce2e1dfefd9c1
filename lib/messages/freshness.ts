import { pool } from "@/lib/db";
import { scaled } from "@/lib/time-scale";

/** How fresh statuses are; ISO times by the database's clock, null for what has not happened yet. */
export type Freshness = {
  /** The last mass request for statuses, and the earliest moment of the next. */
  askedAt: string | null;
  nextAt: string | null;
  callbackAt: string | null;
  /** The end of the last whole sweep of the history. */
  historyAt: string | null;
  asOf: string;
};

/** The allowance of mass requests is free again so long after one. */
const MASS_EVERY_MS = scaled(60_000);

type Raw = { [Name in keyof Freshness]: Date | null };

/** Read when statuses last came home, by each of the three ways, and when they are asked for next. Three rows, each by its key. */
export async function readFreshness(): Promise<Freshness> {
  const { rows } = await pool.query<Raw>({
    name: "freshness",
    text: `
      select b.forget_at - $1 * interval '1 millisecond' as "askedAt", b.forget_at as "nextAt", c.last_accepted_at as "callbackAt",
        (select finished_at from history_sweep where finished_at is not null order by id desc limit 1) as "historyAt", clock_timestamp() as "asOf"
      from callback_count c left join gateway_budget b on b.key = 'status:mass' where c.id = 1`,
    values: [MASS_EVERY_MS],
  });
  const iso = (at: Date | null | undefined) => at?.toISOString() ?? null;
  const { askedAt, nextAt, callbackAt, historyAt, asOf } = rows[0] ?? {};
  // Requests are booked ahead: what is still to come was not asked yet, and is the next.
  const booked = askedAt && asOf ? Math.max(0, Math.ceil((askedAt.getTime() - asOf.getTime()) / MASS_EVERY_MS)) * MASS_EVERY_MS : 0;
  const earlier = (at: Date | null | undefined) => at && new Date(at.getTime() - booked);
  return {
    askedAt: iso(earlier(askedAt)),
    nextAt: nextAt && asOf && nextAt > asOf ? iso(earlier(nextAt)) : null,
    callbackAt: iso(callbackAt),
    historyAt: iso(historyAt),
    asOf: iso(asOf) ?? new Date().toISOString(),
  };
}
