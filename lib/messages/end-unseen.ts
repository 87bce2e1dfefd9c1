import type { Pool, PoolClient } from "pg";
import { completeIfSettled, FINAL_CODES, moveCounters, type CounterMove } from "@/lib/messages/counters";
import type { EndingName } from "@/lib/messages/lifecycle";
import { archivedBefore, lastMove, REACH_MS } from "@/lib/messages/reach";
import { readStatusSettings } from "@/lib/smsc/settings";
import { FIRST_FAILURE } from "@/lib/smsc/status-catalogue";
import { transaction } from "@/lib/transaction";

/** Messages that end in one transaction. */
const BATCH = 5_000;
const DAY_MS = 86_400_000;

/** Open, of a slice the gateway took; `m` the message, `s` its submission, `$1` the final codes. */
const OPEN_SQL = `
  s.open_count > 0 and s.state = 'accepted' and m.ended_as is null
    and (m.status is null or (m.status < ${FIRST_FAILURE} and m.status <> all ($1::int[])))`;

/**
 * End what nobody will report a final status of any more, so that its mailing can complete. Two ways:
 *
 * `unseen`: it has left status.php's reach (a day old; or claimed before 18:00, and since the next 03:00 of Moscow no
 * request knew it any more), and a whole sweep of the history that began after that did not list it either.
 * `no_final`: the gateway still tells of it, but it is open for more days than settings allow.
 *
 * Neither is a failure. Whatever is reported later undoes it. Gives how many messages ended.
 */
export async function endUnseen(pool: Pool, { now }: { now: Date }): Promise<number> {
  const { finalWithinDays } = await readStatusSettings(pool);
  const givenUp = { sql: "s.send_before < $3", values: [new Date(now.getTime() - finalWithinDays * DAY_MS)] };
  const late = await endAll(pool, "no_final", now, givenUp);
  const sweep = await findSweep(pool);
  if (!sweep) return late;
  const unseen = await endAll(pool, "unseen", now, unlistedBy(sweep.startedAt, sweep.sinceAt));
  await pool.query("update history_sweep set concluded_at = now() where id = $1", [sweep.id]);
  return late + unseen;
}

type Condition = { sql: string; values: unknown[] };

/** Out of status.php's reach when the sweep began, within its range, and known to nobody since the last move to the archive. */
function unlistedBy(startedAt: Date, sinceAt: Date): Condition {
  return {
    sql: `
      s.send_before > $3 and (m.seen_at is null or m.seen_at < $4)
        and (s.send_before < $5 or (s.send_before < $6 and s.polled_at > $4))`,
    values: [sinceAt, lastMove(startedAt), new Date(startedAt.getTime() - REACH_MS), archivedBefore(startedAt)],
  };
}

/** The last whole sweep, when nothing was concluded from it yet and all it brought is applied. */
async function findSweep(pool: Pool): Promise<{ id: number; startedAt: Date; sinceAt: Date } | undefined> {
  const { rows } = await pool.query<{ id: number; startedAt: Date; sinceAt: Date }>({
    name: "sweep_to_conclude",
    text: `
      select id, started_at as "startedAt", since_at as "sinceAt" from (
        select * from history_sweep where finished_at is not null order by id desc limit 1
      ) last
      where concluded_at is null
        and not exists (select from (select learnt_at from report_inbox order by id limit 1) oldest where oldest.learnt_at <= last.finished_at)`,
  });
  return rows[0];
}

async function endAll(pool: Pool, endedAs: EndingName, now: Date, condition: Condition): Promise<number> {
  let sum = 0;
  for (let hasMore = true; hasMore;) {
    const { found, ended, mailingIds } = await transaction(pool, (client) => endSome(client, endedAs, now, condition), { tries: 5 });
    for (const mailingId of mailingIds) await completeIfSettled(pool, mailingId);
    sum += ended;
    hasMore = found === BATCH;
  }
  return sum;
}

type Ended = { submissionId: number; mailingId: number | null; status: number | null };

async function endSome(client: PoolClient, endedAs: EndingName, now: Date, { sql, values }: Condition) {
  const { rows: found } = await client.query<{ id: number; submissionId: number }>(
    `select m.id, m.submission_id as "submissionId" from submission s join message m on m.submission_id = s.id
     where ${OPEN_SQL} and ${sql} limit $2`,
    [FINAL_CODES, BATCH, ...values],
  );
  if (found.length === 0) return { found: 0, ended: 0, mailingIds: [] };
  // Appliers lock the same rows in the same order; what they reported meanwhile is looked at again.
  await client.query("select from submission where id = any ($1::int[]) order by id for update", [
    [...new Set(found.map(({ submissionId }) => submissionId))],
  ]);
  const { rows } = await client.query<Ended>(
    `update message m set ended_as = $2, ended_at = $3 from submission s
     where m.id = any ($4::bigint[]) and s.id = m.submission_id and ${OPEN_SQL}
     returning m.submission_id as "submissionId", m.mailing_id as "mailingId", m.status`,
    [FINAL_CODES, endedAs, now, found.map(({ id }) => id)],
  );
  await lessOpen(client, rows);
  await moveCounters(
    client,
    rows.flatMap((row) => movesOf(row, endedAs)),
  );
  return { found: found.length, ended: rows.length, mailingIds: [...new Set(rows.flatMap(({ mailingId }) => mailingId ?? []))] };
}

async function lessOpen(client: PoolClient, ended: readonly Ended[]): Promise<void> {
  await client.query(
    `update submission s set open_count = s.open_count - e.open, silent_count = s.silent_count - e.silent
     from (
       select id, count(*)::int as open, (count(*) filter (where is_silent))::int as silent
       from unnest($1::int[], $2::bool[]) as r (id, is_silent) group by id
     ) e where s.id = e.id`,
    [ended.map(({ submissionId }) => submissionId), ended.map(({ status }) => status === null)],
  );
}

function movesOf({ mailingId, status }: Ended, endedAs: EndingName): CounterMove[] {
  if (mailingId === null) return [];
  const from: CounterMove = status === null ? { mailingId, bucket: "accepted", delta: -1 } : { mailingId, bucket: "status", code: status, delta: -1 };
  return [from, { mailingId, bucket: endedAs, delta: 1 }];
}
