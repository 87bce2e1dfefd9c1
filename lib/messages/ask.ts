import { pool } from "@/lib/db";
import { err, ok, type Result } from "@/lib/errors";
import { applyReports } from "@/lib/messages/apply-reports";
import { recordAnswers } from "@/lib/messages/poll-statuses";
import { GatewayError } from "@/lib/smsc/errors";
import { GovernorRefusal, type GovernedGateway } from "@/lib/smsc/governor";

export type AskFailure =
  | { code: "message.not_found" }
  | { code: "message.nothing_to_ask" }
  | { code: "message.asked_too_often"; seconds: number }
  | { code: "message.gateway_barred"; cause: string; seconds: number | null }
  | { code: "message.gateway_failed"; outcome: string; gatewayCode: number | null };

/**
 * Ask the gateway for one message's status and apply the answer at once. "Not found" of a lost answer is left to the
 * reconciling, which asks for the whole slice twice; of any other message it is kept like every report.
 */
export async function askStatus({
  messageId,
  gateway,
}: {
  messageId: number;
  gateway: GovernedGateway;
}): Promise<Result<{ status: number }, AskFailure>> {
  const { rows } = await pool.query<{ gatewayId: number | null; msisdn: string; state: string | null }>(
    `select a.gateway_id as "gatewayId", m.msisdn, s.state
     from message m left join submission s on s.id = m.submission_id
       left join submission_attempt a on a.submission_id = s.id and a.number = s.attempt
     where m.id = $1`,
    [messageId],
  );
  const message = rows[0];
  if (!message) return err({ code: "message.not_found" });
  if (message.gatewayId === null) return err({ code: "message.nothing_to_ask" });
  try {
    const answer = await gateway.status({ gatewayId: message.gatewayId, msisdn: message.msisdn });
    if (answer.status !== -3 || message.state === "accepted") {
      await recordAnswers(pool, [answer]);
      await applyAll();
    }
    return ok({ status: answer.status });
  } catch (error) {
    return err(askFailureOf(error));
  }
}

/** Apply what has just been recorded. The worker may be taking the very same report: then it is as good as applied. */
export async function applyAll(): Promise<void> {
  for (let rounds = 0; rounds < 20 && (await applyReports(pool)) > 0; rounds++);
}

/** Why the gateway was not asked, or did not answer; throws what is neither. */
export function askFailureOf(error: unknown): AskFailure {
  if (error instanceof GovernorRefusal) {
    const seconds = error.until && Math.max(1, Math.ceil((error.until.getTime() - Date.now()) / 1000));
    if (error.reason === "budget" && seconds !== null) return { code: "message.asked_too_often", seconds };
    return { code: "message.gateway_barred", cause: error.what, seconds };
  }
  if (error instanceof GatewayError) return { code: "message.gateway_failed", outcome: error.outcome, gatewayCode: error.gatewayCode };
  throw error;
}
