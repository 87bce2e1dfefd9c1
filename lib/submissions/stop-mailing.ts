import type { ClientBase, Pool } from "pg";
import type { MailingStateName } from "@/lib/messages/lifecycle";
import { UNPAID } from "@/lib/messages/failure-runs";
import { enqueueOn } from "@/lib/queue/queue";
import { MAILING_LOCK } from "@/lib/submissions/claim";
import { transaction } from "@/lib/transaction";

/** Why a mailing stopped without a person: what is wrong, and worded with its remedy in `mailings.cause.*`. */
export type StopCause =
  | "gateway.credentials"
  | "gateway.no_money"
  | "gateway.blocked"
  | "gateway.text_refused"
  | "gateway.rejected_request"
  | "gateway.flood"
  | "gateway.refusals"
  | "carrier.failures"
  | "overdue"
  | "restored";

/** Messages to one range of numbers that fail in a row, none delivered between them, before a mailing stops. */
export const FAILURES_THAT_STOP = 50;

/** Messages that were not paid for in a row: one alone may be the number's own affair. */
export const UNPAID_THAT_STOP = 5;

/** Wait for the claims of a mailing that are under way, and let none begin until commit. */
export async function lockMailing(client: ClientBase, mailingId: number): Promise<void> {
  await client.query("select pg_advisory_xact_lock($1, $2)", [MAILING_LOCK, mailingId]);
}

type Stop = {
  /** What the cause is about. */
  detail?: string | null;
  /** It goes on by itself then; null = a person resumes it. */
  resumeAt?: Date | null;
  /** Where it may come from. */
  from?: readonly MailingStateName[];
};

/**
 * Pause a mailing by itself, with its cause and an audit entry; it does nothing to one that no longer sends.
 * The order of locks everywhere is: mailing's lock, submission rows, counters, the lock of runs, mailing's row.
 */
export async function stopMailing(client: ClientBase, mailingId: number, cause: StopCause, stop: Stop = {}): Promise<boolean> {
  const { detail, resumeAt, from = ["sending"] } = stop;
  const { rowCount } = await client.query(
    `update mailing set state = 'paused', pause_cause = $2, pause_detail = $3, pause_reason = null, paused_by_id = null, paused_at = clock_timestamp(),
       resume_at = $4, floods_in_row = 0, updated_at = now()
     where id = $1 and state = any ($5::mailing_state[])`,
    [mailingId, cause, detail ?? null, resumeAt ?? null, from],
  );
  if (rowCount !== 1) return false;
  await client.query("insert into audit_entry (operator_id, event, subject, reason) values (null, 'mailing.stopped', $1, $2)", [
    `mailing:${mailingId}`,
    cause,
  ]);
  if (resumeAt) await enqueueOn(client, "mailing.resume", { mailingId }, { runAt: resumeAt, key: `resume:${mailingId}` });
  return true;
}

/**
 * Stop mailings whose reports say that going on makes no sense: a run of messages that were not paid for (24), or of failures
 * at one carrier. Only where something still waits to be sent. Gives the mailings it stopped; safe to repeat.
 */
export async function stopFailing(pool: Pool): Promise<number[]> {
  const { rows } = await pool.query<{ mailingId: number; what: string }>(
    `select distinct on (f.mailing_id) f.mailing_id as "mailingId", f.what from mailing_failure_run f join mailing m on m.id = f.mailing_id
     where m.state = 'sending' and f.in_row >= case when f.what = $1 then $3::int else $2::int end
       and exists (select from mailing_counter c where c.mailing_id = m.id and c.bucket = 'queued' and c.count > 0)
     order by f.mailing_id, f.what = $1 desc, f.in_row desc`,
    [UNPAID, FAILURES_THAT_STOP, UNPAID_THAT_STOP],
  );
  const stopped: number[] = [];
  for (const { mailingId, what } of rows) {
    const done = await transaction(pool, async (client) => {
      await lockMailing(client, mailingId);
      return what === UNPAID
        ? stopMailing(client, mailingId, "gateway.no_money")
        : stopMailing(client, mailingId, "carrier.failures", { detail: what });
    });
    if (done) stopped.push(mailingId);
  }
  return stopped;
}
