import type { ClientBase } from "pg";
import type { EndingName } from "@/lib/messages/lifecycle";
import { isFinalStatus, STATUS_CODES } from "@/lib/smsc/status-catalogue";

/** Connections that write to one stripe wait for each other's commits; so many stripes keep all lanes of a few workers apart. */
const STRIPES = 32;
/** The stripe of a connection, in SQL. */
export const STRIPE_SQL = `pg_backend_pid() % ${STRIPES}`;

export type CounterBucket = "queued" | "submitting" | "accepted" | "refused" | "unconfirmed" | "skipped" | EndingName | "status";

export type CounterMove = {
  mailingId: number;
  bucket: CounterBucket;
  /** The gateway's code in the bucket `status`, else 0. */ code?: number;
  delta: number;
};

/**
 * Move mailings' counters in the transaction that moves their rows; once in a transaction.
 *
 * Written are rows of the connection's own stripe, in one order: nobody waits for another connection's commit, which on
 * one row a counter would let a mailing's slices be written one after the other, each with a flush to disk.
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
  await client.query({
    name: "counters_move",
    text: `
      insert into mailing_counter_stripe as c (mailing_id, stripe, bucket, code, count)
      select mailing_id, ${STRIPE_SQL}, bucket, code, delta
      from unnest($1::int[], $2::text[], $3::int[], $4::int[]) as d (mailing_id, bucket, code, delta)
      order by mailing_id, bucket, code
      on conflict (mailing_id, bucket, code, stripe) do update set count = c.count + excluded.count`,
    values: [changed.map((sum) => sum.mailingId), changed.map((sum) => sum.bucket), changed.map((sum) => sum.code), changed.map((sum) => sum.delta)],
  });
}

/** Add to what a mailing was charged and to its segments; a refund is below zero. Money is a decimal string. */
export async function addCharge(client: ClientBase, mailingId: number, { cost, segments }: { cost: string | null; segments: number }): Promise<void> {
  await client.query({
    name: "charge_add",
    text: `
      insert into mailing_charge_stripe as c (mailing_id, stripe, cost, segment_count)
      values ($1, ${STRIPE_SQL}, coalesce($2::numeric, 0), $3)
      on conflict (mailing_id, stripe) do update set cost = c.cost + excluded.cost, segment_count = c.segment_count + excluded.segment_count`,
    values: [mailingId, cost, segments],
  });
}

/** The gateway's final codes, for statements that must tell what is open. */
export const FINAL_CODES = STATUS_CODES.filter(isFinalStatus);

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
