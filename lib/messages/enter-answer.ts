import { pool } from "@/lib/db";
import { err, ok, type Result } from "@/lib/errors";
import { applyAll } from "@/lib/messages/ask";
import { recordReports } from "@/lib/messages/record-reports";
import type { SupportAnswer } from "@/lib/messages/answers";
import { transaction } from "@/lib/transaction";

type Entered = { messageId: number; status: SupportAnswer; operatorId: number; address: string | null };

/**
 * Enter what the gateway's support service says became of a message that ended without a final status: a report like any
 * other, of the source `support`, with its audit entry in one transaction. It has no time of the gateway's own, so any
 * report that has one and says the same kind of end outranks it. Fails when the message has its status meanwhile.
 */
export async function enterAnswer({ messageId, status, operatorId, address }: Entered): Promise<Result<{ status: number }>> {
  const isEntered = await transaction(pool, async (client) => {
    const { rows } = await client.query<{ gatewayId: number; msisdn: string; endedAs: string }>(
      `select a.gateway_id as "gatewayId", m.msisdn, m.ended_as as "endedAs"
       from message m join submission s on s.id = m.submission_id join submission_attempt a on a.submission_id = s.id and a.number = s.attempt
       where m.id = $1 and m.ended_as is not null for update of m`,
      [messageId],
    );
    const message = rows[0];
    if (!message) return false;
    const { gatewayId, msisdn, endedAs } = message;
    await recordReports(client, "support", [{ gatewayId, msisdn, status, err: null, at: null, cost: null, segments: null }]);
    await client.query("insert into audit_entry (operator_id, event, subject, before, after, address) values ($1, $2, $3, $4, $5, $6)", [
      ...[operatorId, "message.answer_entered", `message:${messageId}`],
      ...[{ endedAs }, { status }, address],
    ]);
    return true;
  });
  if (!isEntered) return err({ code: "message.has_ended_otherwise" });
  await applyAll();
  return ok({ status });
}
