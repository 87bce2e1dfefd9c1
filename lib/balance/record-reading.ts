import type { ClientBase, Pool } from "pg";

/** A balance as the gateway said it. */
export type Reading = {
  /** Decimal string. */
  balance: string;
  /** Three letters; null when the answer did not name it. */
  currency: string | null;
  source: "answer" | "asked";
  at?: Date;
};

/** Answers of sends bring a balance each; between two that are kept lie at least two seconds. */
const KEEP_EVERY_SECONDS = 2;

/** Keep a balance. Of those that come with answers, one every two seconds is enough. */
export async function recordReading(on: Pool | ClientBase, { balance, currency, source, at }: Reading): Promise<void> {
  await on.query({
    name: "balance_record",
    text: `
      insert into balance_reading (at, balance, currency, source)
      select coalesce($4::timestamptz, now()), $1::numeric, coalesce($2::text, (select currency from balance_reading where currency is not null order by at desc limit 1)), $3::text
      where $3::text <> 'answer' or not exists (select from balance_reading where at > now() - $5 * interval '1 second')`,
    values: [balance, currency, source, at ?? null, KEEP_EVERY_SECONDS],
  });
}
