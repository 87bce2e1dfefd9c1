import type { Pool } from "pg";
import { learnLookups } from "@/lib/messages/learn-lookups";
import { REACH_MS, urgentBefore } from "@/lib/messages/reach";
import { recordReports, type Report } from "@/lib/messages/record-reports";
import type { MessagePair, StatusAnswer } from "@/lib/smsc/gateway";

/** What is urgent is asked about again after this: with more of it than a request holds, all have their turn. */
const URGENT_AGAIN_MS = 600_000;

type Wanted = { limit: number; olderThanMs: number; now: Date };

/**
 * Open messages of accepted slices that status.php still tells of, and the slices they are of: the urgent first, those
 * claimed longest ago before the others; then the slices asked about longest ago. Of the messages only as many slices
 * are read as fill the request.
 */
export async function listOpenPairs(pool: Pool, { limit, olderThanMs, now }: Wanted): Promise<{ pairs: MessagePair[]; submissionIds: number[] }> {
  const { rows } = await pool.query<MessagePair & { submissionId: number }>({
    name: "pairs_open",
    text: `
      with urgent as (
        select id, attempt, open_count, row_number() over (order by send_before) as place from submission
        where open_count > 0 and state = 'accepted' and send_before > $3 and send_before < $4
          and (polled_at is null or polled_at < now() - ${URGENT_AGAIN_MS} * interval '1 millisecond')
          and settled_at < now() - $2 * interval '1 millisecond'
        order by send_before limit $1
      ),
      others as (
        select id, attempt, open_count, row_number() over (order by polled_at nulls first, id) as place from submission
        where open_count > 0 and state = 'accepted' and (polled_at is null or polled_at < now() - $2 * interval '1 millisecond')
          and settled_at < now() - $2 * interval '1 millisecond' and send_before > $3 and id not in (select id from urgent)
        order by polled_at nulls first, id limit $1
      ),
      row_up as (
        select *, sum(open_count) over (order by rank, place) - open_count as before
        from (select 0 as rank, * from urgent union all select 1, * from others) s
      )
      select s.id as "submissionId", a.gateway_id as "gatewayId", m.msisdn
      from row_up s
      join submission_attempt a on a.submission_id = s.id and a.number = s.attempt
      join message m on m.submission_id = s.id and (m.status is null or m.status < 1) and m.ended_as is null
      where s.before < $1
      order by s.rank, s.place limit $1`,
    values: [limit, olderThanMs, new Date(now.getTime() - REACH_MS), urgentBefore(now)],
  });
  return {
    pairs: rows.map(({ gatewayId, msisdn }) => ({ gatewayId, msisdn })),
    submissionIds: [...new Set(rows.map((row) => row.submissionId))],
  };
}

/** Keep what a status request said of our messages, and what it told of the numbers of HLR checks. */
export async function recordAnswers(pool: Pool, answers: readonly StatusAnswer[]): Promise<void> {
  await learnLookups(pool, answers);
  await recordReports(pool, "status", answers.map(reportOf));
}

/** A status answer as a report. */
export function reportOf({ gatewayId, msisdn, status, err, at, cost, segments }: StatusAnswer): Report {
  return { gatewayId, msisdn, status, err, at, cost, segments };
}

/** Put asked slices at the end of the row; locked in the order in which everybody locks them. */
export async function markPolled(pool: Pool, submissionIds: readonly number[]): Promise<void> {
  await pool.query(
    "update submission set polled_at = now() where id in (select id from submission where id = any ($1::int[]) order by id for update)",
    [submissionIds],
  );
}
