import type { Pool } from "pg";
import { recordReports, type Report } from "@/lib/messages/record-reports";
import type { MessagePair, StatusAnswer } from "@/lib/smsc/gateway";

/** Open messages of accepted slices, the slices asked about longest ago first; and the slices they are of. */
export async function listOpenPairs(pool: Pool, limit: number, olderThanMs: number): Promise<{ pairs: MessagePair[]; submissionIds: number[] }> {
  const { rows } = await pool.query<MessagePair & { submissionId: number }>(
    `select s.id as "submissionId", a.gateway_id as "gatewayId", m.msisdn
     from (
       select id, attempt from submission
       where open_count > 0 and state = 'accepted' and (polled_at is null or polled_at < now() - $2 * interval '1 millisecond')
         and settled_at < now() - $2 * interval '1 millisecond'
       order by polled_at nulls first, id limit $1
     ) s
     join submission_attempt a on a.submission_id = s.id and a.number = s.attempt
     join message m on m.submission_id = s.id and (m.status is null or m.status < 1)
     limit $1`,
    [limit, olderThanMs],
  );
  return {
    pairs: rows.map(({ gatewayId, msisdn }) => ({ gatewayId, msisdn })),
    submissionIds: [...new Set(rows.map((row) => row.submissionId))],
  };
}

/** Keep what a status request said of our messages. */
export async function recordAnswers(pool: Pool, answers: readonly StatusAnswer[]): Promise<void> {
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
