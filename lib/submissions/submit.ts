import { pool } from "@/lib/db";
import { recordReading } from "@/lib/balance/record-reading";
import { GatewayError } from "@/lib/smsc/errors";
import type { SendAnswer } from "@/lib/smsc/gateway";
import type { SendLane } from "@/lib/smsc/governor";
import type { ClaimedSubmission } from "@/lib/submissions/claim";
import { recordAccepted, recordNotTaken, recordRefused, recordUnknown, type Try } from "@/lib/submissions/record-outcome";
import type { StopCause } from "@/lib/submissions/stop-mailing";
import { TIMING } from "@/lib/submissions/timing";

/** Refusals of single slices in a row, of all mailings: beyond them something larger is wrong. */
const REFUSALS_THAT_STOP = 20;
/** "Identical request" in a row before a mailing stops. */
const FLOODS_THAT_STOP = 5;
const UNREACHABLE_PAUSE_MS = 2_000;

/** How a slice ended, for the lane that carried it. */
export type Ended = "accepted" | "refused" | "given_back" | "unknown";

/**
 * Hand a claimed slice over and write what came of it. The claim has committed before, with the id this request goes
 * under; nothing is ever repeated here. Throws only when the outcome could not be written: the lease then decides.
 */
export async function submitClaimed(lane: Pick<SendLane, "send">, claimed: ClaimedSubmission): Promise<Ended> {
  const start = performance.now();
  const tried = (): Try => ({ ...claimed, durationMs: performance.now() - start });
  try {
    const { gatewayId, sender, content, mustLeaveBefore } = claimed;
    const answer = await lane.send({ gatewayId, sender, mustLeaveBefore, ...content });
    await accept(tried(), answer);
    return "accepted";
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return recordFailure(tried(), claimed.mailingId, error);
  }
}

/** Write an acceptance, and the balance that came with it. */
export async function accept(tried: Try, answer: SendAnswer): Promise<void> {
  await recordAccepted(tried, answer);
  await clearRefusals();
  if (answer.balance !== null) await recordReading(pool, { balance: answer.balance, currency: null, source: "answer" });
}

async function recordFailure(tried: Try, mailingId: number, { outcome, gatewayCode }: GatewayError): Promise<Ended> {
  if (outcome === "unknown") {
    await recordUnknown(tried);
    return "unknown";
  }
  if (outcome === "not_sent") {
    await recordNotTaken(tried, { outcome, gatewayCode: null, delayMs: UNREACHABLE_PAUSE_MS, cause: null });
    return "given_back";
  }
  if (gatewayCode === 7 || gatewayCode === 8) {
    await recordRefused(tried, gatewayCode);
    await countRefusal(mailingId, tried);
    return "refused";
  }
  if (gatewayCode === 9) return recordFlood(tried);
  const cause = gatewayCode === null ? "gateway.rejected_request" : (CAUSE[gatewayCode] ?? "gateway.rejected_request");
  // 4: the whole address is blocked for a while; the mailing waits with the breaker.
  await recordNotTaken(tried, { outcome, gatewayCode, delayMs: 0, cause: gatewayCode === 4 ? null : cause });
  return "given_back";
}

const CAUSE: Record<number, StopCause> = {
  2: "gateway.credentials",
  3: "gateway.no_money",
  6: "gateway.text_refused",
};

/**
 * Error 9 at the first try: nothing was taken, again after the gateway's minute. At a later one it may mean that the
 * first was taken after all: then only evidence decides.
 */
async function recordFlood(tried: Try): Promise<Ended> {
  if (tried.attempt > FLOODS_THAT_STOP || (tried.attempt > 1 && !(await onlyFloodsBefore(tried)))) {
    await recordUnknown(tried, 9);
    return "unknown";
  }
  const cause = tried.attempt === FLOODS_THAT_STOP ? "gateway.flood" : null;
  await recordNotTaken(tried, { outcome: "refused", gatewayCode: 9, delayMs: TIMING.identicalMs, cause });
  return "given_back";
}

/** Whether every earlier try certainly left nothing behind at the gateway. */
async function onlyFloodsBefore(tried: Try): Promise<boolean> {
  const { rows } = await pool.query<{ doubtful: number }>(
    `select count(*) as doubtful from submission_attempt
     where submission_id = $1 and gateway_id <> $2 and (outcome is null or outcome not in ('refused', 'not_sent'))`,
    [tried.submissionId, tried.gatewayId],
  );
  return rows[0]?.doubtful === 0;
}

let refusalsSeen = true;

async function clearRefusals(): Promise<void> {
  if (!refusalsSeen) return;
  refusalsSeen = false;
  await pool.query("update gateway_state set refusals_in_row = 0 where id = 1 and refusals_in_row > 0");
}

/** Twenty refused slices in a row stop the mailing, before a hundred would block the address. */
async function countRefusal(mailingId: number, tried: Try): Promise<void> {
  refusalsSeen = true;
  const { rows } = await pool.query<{ inRow: number }>(
    `update gateway_state set refusals_in_row = refusals_in_row + 1 where id = 1 returning refusals_in_row as "inRow"`,
  );
  if ((rows[0]?.inRow ?? 0) < REFUSALS_THAT_STOP) return;
  await recordNotTaken({ ...tried, mailingId }, { outcome: "refused", gatewayCode: 7, delayMs: 0, cause: "gateway.refusals" });
  await pool.query("update gateway_state set refusals_in_row = 0 where id = 1");
}
