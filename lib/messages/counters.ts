import type { ClientBase } from "pg";
import { isFinalStatus, STATUS_CODES } from "@/lib/smsc/status-catalogue";

/** First key of the advisory lock that orders all moves of one mailing's counters; always the last lock a transaction takes. */
const COUNTER_LOCK = 2;

export type CounterBucket = "queued" | "submitting" | "accepted" | "refused" | "unconfirmed" | "skipped" | "status";

export type CounterMove = {
  mailingId: number;
  bucket: CounterBucket;
  /** The gateway's code in the bucket `status`, else 0. */ code?: number;
  delta: number;
};

/**
 * Move a mailing's counters in the transaction that moves its rows.
 *
 * The lock is taken per mailing in ascending order and held until commit, which is the next thing to happen: two
 * transactions that move the same rows in opposite directions would otherwise lock each other out.
 */
export async function moveCounters(client: ClientBase, moves: readonly CounterMove[]): Promise<void> {
  const sums = new Map<string, Required<CounterMove>>();
  for (const { mailingId, bucket, code = 0, delta } of moves) {
    const key = `${mailingId} ${bucket} ${code}`;
    const sum = sums.get(key) ?? { mailingId, bucket, code, delta: 0 };
    sum.delta += delta;
    sums.set(key, sum);
  }
  const changed = [...sums.values()].filter(({ delta }) => delta !== 0);
  if (changed.length === 0) return;
  for (const mailingId of [...new Set(changed.map((sum) => sum.mailingId))].sort((a, b) => a - b)) await lockCounters(client, mailingId);
  await client.query({
    name: "counters_move",
    text: `
      with delta as (select * from unnest($1::int[], $2::text[], $3::int[], $4::int[]) as d (mailing_id, bucket, code, delta)),
      down as (
        update mailing_counter c set count = c.count + d.delta from delta d
        where d.delta < 0 and c.mailing_id = d.mailing_id and c.bucket = d.bucket and c.code = d.code
      )
      insert into mailing_counter (mailing_id, bucket, code, count)
      select mailing_id, bucket, code, delta from delta where delta > 0
      on conflict (mailing_id, bucket, code) do update set count = mailing_counter.count + excluded.count`,
    values: [changed.map((sum) => sum.mailingId), changed.map((sum) => sum.bucket), changed.map((sum) => sum.code), changed.map((sum) => sum.delta)],
  });
}

/** Take the counters' lock of one mailing until commit. */
export async function lockCounters(client: ClientBase, mailingId: number): Promise<void> {
  await client.query({ name: "counters_lock", text: "select pg_advisory_xact_lock($1, $2)", values: [COUNTER_LOCK, mailingId] });
}

const FINAL_CODES = STATUS_CODES.filter(isFinalStatus);

/** Planning has ended and no counter says that something is open; `m` is the mailing, `$1` the final codes. Reads few rows of one key. */
const SETTLED_SQL = `
  m.state in ('sending', 'paused') and m.planned_at is not null
    and not exists (
      select from mailing_counter c where c.mailing_id = m.id and c.count > 0
        and (c.bucket in ('queued', 'submitting', 'accepted', 'unconfirmed')
          or (c.bucket = 'status' and c.code < 20 and c.code <> all ($1::int[]))))`;

/**
 * Complete a mailing when planning has ended and nothing of it is open any more; true when this call did it.
 * One guarded update that reads its few counters: cheap enough to follow every answer and every batch of reports.
 */
export async function completeIfSettled(client: Pick<ClientBase, "query">, mailingId: number): Promise<boolean> {
  const { rowCount } = await client.query({
    name: "mailing_complete",
    text: `update mailing m set state = 'completed', finished_at = now(), updated_at = now() where m.id = $2 and ${SETTLED_SQL}`,
    values: [FINAL_CODES, mailingId],
  });
  return rowCount === 1;
}

/**
 * Complete every mailing of which nothing is open any more: whoever wrote the last outcome may have died before it could.
 * Gives their ids. Looks at running and paused mailings alone, and locks no two rows together.
 */
export async function completeSettled(client: Pick<ClientBase, "query">): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>({
    name: "mailings_settled",
    text: `select m.id from mailing m where ${SETTLED_SQL} order by m.id`,
    values: [FINAL_CODES],
  });
  const completed: number[] = [];
  for (const { id } of rows) if (await completeIfSettled(client, id)) completed.push(id);
  return completed;
}
