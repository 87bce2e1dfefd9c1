import type { ClientBase } from "pg";
import { pool } from "@/lib/db";
import { log } from "@/lib/log";
import { moveCounters, type CounterBucket } from "@/lib/messages/counters";
import { moveFailures, type FailureMove } from "@/lib/messages/failure-counts";
import { transaction } from "@/lib/transaction";

/** A counter that did not say what the rows say. */
export type CounterDifference = { bucket: CounterBucket; code: number; counted: number; found: number };

/**
 * Count a mailing's messages from their rows and compare with its counters; a difference is logged and mended.
 *
 * Both are read by one statement, so whoever moves rows and counters in one transaction is seen with both or neither;
 * moves that commit later are relative to what is mended here. Reads every message of the mailing: not for a page.
 */
export async function recountMailing(mailingId: number): Promise<CounterDifference[]> {
  const differences = await transaction(pool, async (client) => {
    const { rows } = await client.query<CounterDifference>(
      `with found as (
         select case when m.ended_as is not null then m.ended_as when m.status is not null then 'status' when m.skip_reason is not null then 'skipped' else s.state::text end as bucket,
           case when m.ended_as is null then coalesce(m.status, 0) else 0 end::int as code, count(*) as count
         from message m left join submission s on s.id = m.submission_id where m.mailing_id = $1 group by 1, 2
       ), counted as (select bucket, code::int, count from mailing_counter where mailing_id = $1)
       select bucket, code, coalesce(c.count, 0)::int as counted, coalesce(f.count, 0)::int as found
       from found f full join counted c using (bucket, code) where coalesce(c.count, 0) <> coalesce(f.count, 0) order by 1, 2`,
      [mailingId],
    );
    await moveCounters(
      client,
      rows.map(({ bucket, code, counted, found }) => ({ mailingId, bucket, code, delta: found - counted })),
    );
    await moveFailures(client, await failureDifferences(client, mailingId));
    return rows;
  });
  if (differences.length > 0) log.error({ event: "counters.differed", mailingId, differences }, "counters did not say what the rows say");
  return differences;
}

/** By how much the failures by cause are to be moved to say what the rows say. */
async function failureDifferences(client: ClientBase, mailingId: number): Promise<FailureMove[]> {
  const { rows } = await client.query<FailureMove>(
    `with found as (
       select status::int, coalesce(err, 0)::int as err, count(*) as count from message
       where mailing_id = $1 and (status >= 20 or status = 3) and ended_as is null group by 1, 2
     ), counted as (select status::int, err::int, count from mailing_failure where mailing_id = $1)
     select $1::int as "mailingId", status, err, (coalesce(f.count, 0) - coalesce(c.count, 0))::int as delta
     from found f full join counted c using (status, err) where coalesce(c.count, 0) <> coalesce(f.count, 0)`,
    [mailingId],
  );
  if (rows.length > 0) log.error({ event: "failures.differed", mailingId, differences: rows }, "failures by cause did not say what the rows say");
  return rows;
}
