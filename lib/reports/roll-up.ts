import type { Pool, PoolClient } from "pg";
import { scaled } from "@/lib/time-scale";
import { transaction } from "@/lib/transaction";

/** Digits of a number that tell its carrier: carriers hold numbers by ranges. */
export const RANGE_DIGITS = 5;
/** The status of a message that the gateway has said nothing of. */
export const NO_STATUS = -100;

const RHYTHM = {
  /** Between two looks at one mailing that still moves, or has ended since the last. */
  movingMs: scaled(30_000, 500),
  /** Between two looks at one that has ended: a late report may still lift it. */
  endedMs: scaled(600_000, 1_000),
  /** A roll-up rests so many times as long as it took: it costs two percent of a core at most. */
  restTimes: 50,
} as const;

/** When statuses came is told in at most so many steps, each of one of these lengths in seconds. */
const STEPS = { most: 60, seconds: [10, 60, 300, 900, 3_600, 10_800, 43_200, 86_400, 604_800] } as const;

/** After its end a mailing is looked at for so long; the gateway reports for a few days at most. */
const LATE_DAYS = 5;
/** How far back a mailing that was never rolled up is looked for. */
const REACH_DAYS = 32;
const AT_ONCE = 20;
/** First key of the advisory lock under which a mailing is rolled up. */
const ROLL_UP_LOCK = 3;

/**
 * Roll up what became of messages, of the mailings that are due: by range of numbers, status and error number. Gives how
 * many were written anew. Nothing is summed up where reports are applied, so that taking them in stays as fast as it is;
 * what the reports on delivery show is therefore half a minute old at most, more for a mailing of a million.
 */
export async function rollUpOutcomes(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: number }>({
    name: "roll_ups_due",
    text: `
      select g.id from mailing g left join mailing_roll_up r on r.mailing_id = g.id
      where g.planned_at is not null and (
        (r.mailing_id is null and g.launched_at > now() - ${REACH_DAYS} * interval '1 day')
        or (r.at < now() - greatest(${RHYTHM.restTimes} * r.took_ms, case when g.state in ('sending', 'paused') or r.at < g.finished_at then $1::int else $2::int end) * interval '1 millisecond'
          and (g.state in ('sending', 'paused') or coalesce(g.finished_at, g.updated_at) > now() - ${LATE_DAYS} * interval '1 day')))
      order by r.at nulls first, g.id limit ${AT_ONCE}`,
    values: [RHYTHM.movingMs, RHYTHM.endedMs],
  });
  let written = 0;
  for (const { id } of rows) if (await transaction(pool, (client) => rollUp(client, id))) written += 1;
  return written;
}

/** Roll one mailing up in the caller's transaction; false when nothing has changed, or somebody else is at it. */
export async function rollUp(client: PoolClient, mailingId: number): Promise<boolean> {
  const startedAt = performance.now();
  const { rows } = await client.query<{ isMine: boolean }>(`select pg_try_advisory_xact_lock($1, $2) as "isMine"`, [ROLL_UP_LOCK, mailingId]);
  if (!rows[0]?.isMine) return false;
  // Read before the rows are: what changes in between is seen as a change the next time.
  const mark = await readMark(client, mailingId);
  const { rowCount } = await client.query("update mailing_roll_up set at = now() where mailing_id = $1 and mark = $2", [mailingId, mark]);
  if (rowCount === 1) return false;
  const stepSeconds = await writeOutcomes(client, mailingId);
  await noteFastFailures(client, mailingId);
  await client.query(
    `insert into mailing_roll_up (mailing_id, mark, took_ms, step_seconds) values ($1, $2, $3, $4)
     on conflict (mailing_id) do update set mark = excluded.mark, took_ms = excluded.took_ms, step_seconds = excluded.step_seconds, at = now()`,
    [mailingId, mark, Math.round(performance.now() - startedAt), stepSeconds],
  );
  return true;
}

/**
 * Write outcomes and delivery steps anew, in one pass over the mailing's messages. Gives the seconds of a step: as short as the time
 * between its first and its last status allows; null while it has none.
 */
async function writeOutcomes(client: PoolClient, mailingId: number): Promise<number | null> {
  await client.query("delete from mailing_outcome where mailing_id = $1", [mailingId]);
  await client.query("delete from delivery_step where mailing_id = $1", [mailingId]);
  const { rows } = await client.query<{ seconds: number | null }>({
    name: "roll_up_outcomes",
    text: `
      with finest as (
        select case when coalesce(finished_at, now()) - launched_at <= make_interval(secs => ${STEPS.most * STEPS.seconds[0]}) then ${STEPS.seconds[0]} else ${STEPS.seconds[1]} end as seconds
        from mailing where id = $1
      ),
      told as materialized (
        select left(msisdn, ${RANGE_DIGITS}) as range, coalesce(status, ${NO_STATUS}) as status, case when status is null then 0 else coalesce(err, 0) end as err,
          case when status is not null then date_bin(make_interval(secs => finest.seconds), coalesce(status_at, learnt_at), to_timestamp(0)) end as at, count(*) as count
        from message, finest
        where mailing_id = $1 and skip_reason is null group by 1, 2, 3, 4
      ),
      step as (
        select min(s.seconds) as seconds from unnest($2::int[]) s (seconds), finest, (select min(at) as first, max(at) as last from told) t
        where s.seconds >= finest.seconds and extract(epoch from date_bin(make_interval(secs => s.seconds), t.last, to_timestamp(0)) - date_bin(make_interval(secs => s.seconds), t.first, to_timestamp(0)))
          < ${STEPS.most} * s.seconds
      ),
      outcomes as (
        insert into mailing_outcome (mailing_id, range, status, err, count) select $1, range, status, err, sum(count) from told group by range, status, err
      ),
      steps as (
        insert into delivery_step (mailing_id, at, status, count)
        select $1, date_bin(make_interval(secs => step.seconds), at, to_timestamp(0)), status, sum(count) from told, step where at is not null group by 2, 3
      )
      select seconds from step`,
    values: [mailingId, STEPS.seconds],
  });
  return rows[0]?.seconds ?? null;
}

async function readMark(client: PoolClient, mailingId: number): Promise<string> {
  const { rows } = await client.query<{ mark: string }>({
    name: "roll_up_mark",
    text: `
      select md5(coalesce(string_agg(part, ',' order by part), '')) as mark from (
        select bucket || ' ' || code || ' ' || count as part from mailing_counter where mailing_id = $1
        union all select 'failure ' || status || ' ' || err || ' ' || count from mailing_failure where mailing_id = $1
      ) parts`,
    values: [mailingId],
  });
  return rows[0]?.mark ?? "";
}

/** An answer so soon says that there is no such subscriber; a phone that is off fails hours later. Source: SMSC FAQ, undelivered messages. */
const FAST_SECONDS = 60;

/** Note which messages failed at once, and forget those that a later report has lifted. */
async function noteFastFailures(client: PoolClient, mailingId: number): Promise<void> {
  const failed = `m.status in (22, 25) or (m.status = 20 and m.status_at < a.claimed_at + ${FAST_SECONDS} * interval '1 second')`;
  await client.query("delete from fast_failure f using message m where f.mailing_id = $1 and m.id = f.message_id and m.status not in (20, 22, 25)", [
    mailingId,
  ]);
  await client.query({
    name: "roll_up_fast",
    text: `
      insert into fast_failure (message_id, mailing_id, msisdn, at)
      select m.id, m.mailing_id, m.msisdn, coalesce(m.status_at, m.learnt_at, now())
      from message m join submission s on s.id = m.submission_id join submission_attempt a on a.submission_id = s.id and a.number = s.attempt
      where m.mailing_id = $1 and m.status in (20, 22, 25) and (${failed})
      on conflict do nothing`,
    values: [mailingId],
  });
}
