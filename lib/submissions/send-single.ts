import type { PoolClient } from "pg";
import { pool } from "@/lib/db";
import { err, ok, type Result } from "@/lib/errors";
import { GatewayError } from "@/lib/smsc/errors";
import { GovernorRefusal, type GovernedGateway } from "@/lib/smsc/governor";
import { recordRefused, recordUnknown, type Try } from "@/lib/submissions/record-outcome";
import { accept } from "@/lib/submissions/submit";
import { TIMING } from "@/lib/submissions/timing";
import { transaction } from "@/lib/transaction";

export type SingleMessage = {
  kind: "single" | "test";
  /** Digits, normalised. */
  msisdn: string;
  text: string;
  sender: string | null;
  operatorId: number;
  address?: string | null;
  gateway: GovernedGateway;
};

export type SingleFailure =
  | { code: "message.suppressed" }
  | { code: "message.identical"; seconds: number }
  | { code: "message.gateway_barred"; cause: string; seconds: number | null };

type Written = { messageId: number; submissionId: number; gatewayId: number };

/**
 * Send one message now. It bypasses the queue, never the governor and never the suppression list.
 *
 * The message and the id of its request are committed before the request leaves. How it ended is read from the message
 * itself: refused, accepted, or unconfirmed when the answer was lost, and then settled like any other, never resent.
 */
export async function sendSingle(message: SingleMessage): Promise<Result<{ messageId: number }, SingleFailure>> {
  const { gateway, msisdn, text, sender } = message;
  const seconds = await gateway.reserveSend({ msisdns: [msisdn], text, sender });
  if (seconds > 0) return err({ code: "message.identical", seconds });
  const mustLeaveBefore = performance.now() + TIMING.sendWithinMs;
  const written = await transaction(pool, (client) => write(client, message));
  if (!written) return err({ code: "message.suppressed" });

  const start = performance.now();
  const tried = (): Try => ({ ...written, mailingId: null, attempt: 1, durationMs: performance.now() - start });
  try {
    const answer = await gateway.send({ gatewayId: written.gatewayId, sender, mustLeaveBefore, msisdns: [msisdn], text });
    await accept(tried(), answer);
  } catch (error) {
    if (error instanceof GovernorRefusal) {
      await recordRefused(tried(), null);
      return err({ code: "message.gateway_barred", cause: error.what, seconds: secondsUntil(error.until) });
    }
    if (!(error instanceof GatewayError)) throw error;
    if (error.outcome === "unknown") await recordUnknown(tried());
    else await recordRefused(tried(), error.gatewayCode);
  }
  return ok({ messageId: written.messageId });
}

function secondsUntil(until: Date | null): number | null {
  return until && Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1000));
}

/** One transaction: contact, submission under way, its try, the message, who did it. Null when the number is suppressed. */
async function write(client: PoolClient, { kind, msisdn, text, sender, operatorId, address }: SingleMessage): Promise<Written | null> {
  const { rowCount: suppressed } = await client.query("select from suppression where msisdn = $1", [msisdn]);
  if (suppressed) return null;
  await client.query("insert into contact (msisdn) values ($1) on conflict do nothing", [msisdn]);
  const { rows } = await client.query<Written>(
    `with carrier as (
       insert into submission (state, size, silent_count, open_count, attempt, send_before, lease_until)
       values ('submitting', 1, 1, 1, 1, now() + $5 * interval '1 millisecond', now() + $6 * interval '1 millisecond') returning id
     ), attempt as (
       insert into submission_attempt (gateway_id, submission_id, number) select nextval('gateway_id_seq'), id, 1 from carrier
       returning gateway_id, submission_id
     )
     insert into message (kind, submission_id, msisdn, text, sender, created_by_id)
     select $1::message_kind, carrier.id, $2, $3, $4, $7 from carrier
     returning id as "messageId", submission_id as "submissionId", (select gateway_id from attempt) as "gatewayId"`,
    [kind, msisdn, text, sender, TIMING.sendWithinMs, TIMING.leaseMs, operatorId],
  );
  const written = rows[0];
  if (!written) throw new Error("The message was not written.");
  await client.query("insert into audit_entry (operator_id, event, subject, address) values ($1, $2, $3, $4)", [
    operatorId,
    `message.sent_${kind}`,
    `message:${written.messageId}`,
    address ?? null,
  ]);
  return written;
}
