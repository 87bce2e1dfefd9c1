import { pool } from "@/lib/db";
import { err, ok, type Result } from "@/lib/errors";
import { applyAll, askFailureOf, type AskFailure } from "@/lib/messages/ask";
import { keepHistory } from "@/lib/messages/keep-history";
import { moscowDay } from "@/lib/messages/moscow-time";
import type { SentMessage } from "@/lib/smsc/gateway";
import type { GovernedGateway } from "@/lib/smsc/governor";
import { transaction } from "@/lib/transaction";

/** The history reaches six months back. */
const REACH_MS = 180 * 86_400_000;
const ROWS = 100;

/**
 * Ask the gateway's history what was ever sent to a number, and keep what it says: for a number that we know nothing of
 * there may be messages of other programs. Gives how many rows there were, and from which day (Moscow) on was asked.
 */
export async function askHistory({
  msisdn,
  gateway,
  now,
}: {
  msisdn: string;
  gateway: GovernedGateway;
  now: Date;
}): Promise<Result<{ rows: number; sinceOn: string }, AskFailure>> {
  const sinceOn = moscowDay(new Date(now.getTime() - REACH_MS));
  let sent: SentMessage[];
  try {
    sent = await gateway.history.messages({ msisdns: [msisdn], fromOn: sinceOn, count: ROWS });
  } catch (error) {
    return err(askFailureOf(error));
  }
  await transaction(pool, (client) => keepHistory(client, sent));
  await applyAll();
  return ok({ rows: sent.length, sinceOn });
}
