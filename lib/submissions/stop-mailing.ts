import type { ClientBase } from "pg";
import { MAILING_LOCK } from "@/lib/submissions/claim";

/** Why a mailing stopped without a person: what is wrong, and worded with its remedy in `mailings.cause.*`. */
export type StopCause =
  "gateway.credentials" | "gateway.no_money" | "gateway.text_refused" | "gateway.rejected_request" | "gateway.flood" | "gateway.refusals";

/** Wait for the claims of a mailing that are under way, and let none begin until commit. */
export async function lockMailing(client: ClientBase, mailingId: number): Promise<void> {
  await client.query("select pg_advisory_xact_lock($1, $2)", [MAILING_LOCK, mailingId]);
}

/**
 * Pause a mailing by itself, with its cause and an audit entry; it does nothing to one that no longer sends.
 * The order of locks everywhere is: mailing's lock, submission rows, counters' lock, mailing's row.
 */
export async function stopMailing(client: ClientBase, mailingId: number, cause: StopCause): Promise<boolean> {
  const { rowCount } = await client.query(
    `update mailing set state = 'paused', pause_cause = $2, pause_reason = null, paused_by_id = null, paused_at = now(), updated_at = now()
     where id = $1 and state = 'sending'`,
    [mailingId, cause],
  );
  if (rowCount !== 1) return false;
  await client.query("insert into audit_entry (operator_id, event, subject, reason) values (null, 'mailing.stopped', $1, $2)", [
    `mailing:${mailingId}`,
    cause,
  ]);
  return true;
}
