import { pool } from "@/lib/db";
import { recordReading } from "@/lib/balance/record-reading";
import { GatewayError } from "@/lib/smsc/errors";
import type { SendAnswer } from "@/lib/smsc/gateway";
import { GovernorRefusal, type SendLane } from "@/lib/smsc/governor";
import type { ClaimedSubmission } from "@/lib/submissions/claim";
import type { ClaimedLookup } from "@/lib/submissions/claim-lookup";
import { recordAccepted, recordFlood, recordNotTaken, recordRefused, recordUnknown, type Try } from "@/lib/submissions/record-outcome";
import type { StopCause } from "@/lib/submissions/stop-mailing";
import { TIMING } from "@/lib/submissions/timing";
import { scaled } from "@/lib/time-scale";

/** "Identical request" in a row before a mailing stops. */
const FLOODS_THAT_STOP = 5;
const UNREACHABLE_PAUSE_MS = scaled(2_000, 200);
/** The breaker may be closed again sooner than it was said. */
const GIVEN_BACK_MS = 60_000;

/** A slice of a mailing, or of an HLR check. */
type Claimed = ClaimedSubmission | ClaimedLookup;

/** How a slice ended, for the lane that carried it. */
export type Ended = "accepted" | "refused" | "given_back" | "unknown";

/**
 * Hand a claimed slice over and write what came of it. The claim has committed before, with the id this request goes
 * under; nothing is ever repeated here. Throws only when the outcome could not be written: the lease then decides.
 */
export async function submitClaimed(lane: Pick<SendLane, "send">, claimed: Claimed): Promise<Ended> {
  const start = performance.now();
  const tried = (): Try => ({ ...claimed, durationMs: performance.now() - start });
  try {
    const { gatewayId, sender, content, mustLeaveBefore } = claimed;
    const answer = await lane.send({ gatewayId, sender, mustLeaveBefore, ...content });
    await accept(tried(), answer);
    return "accepted";
  } catch (error) {
    if (error instanceof GovernorRefusal) return giveBack(tried(), error);
    if (!(error instanceof GatewayError)) throw error;
    return recordFailure(tried(), error);
  }
}

/** The governor let nothing leave: the slice is due again when it may. */
async function giveBack(tried: Try, { until }: GovernorRefusal): Promise<Ended> {
  const delayMs = until === null ? 0 : Math.max(1, until.getTime() - Date.now());
  await recordNotTaken(tried, { outcome: "not_sent", gatewayCode: null, delayMs: Math.min(delayMs, GIVEN_BACK_MS), cause: null });
  return "given_back";
}

/** Write an acceptance, and the balance that came with it. */
export async function accept(tried: Try, answer: SendAnswer): Promise<void> {
  await recordAccepted(tried, answer);
  if (answer.balance !== null) await recordReading(pool, { balance: answer.balance, currency: null, source: "answer" });
}

async function recordFailure(tried: Try, { outcome, gatewayCode }: GatewayError): Promise<Ended> {
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
    await stopAfterRun(tried);
    return "refused";
  }
  if (gatewayCode === 9) return giveFloodBack(tried);
  const cause = gatewayCode === null ? "gateway.rejected_request" : (CAUSE[gatewayCode] ?? "gateway.rejected_request");
  await recordNotTaken(tried, { outcome, gatewayCode, delayMs: 0, cause, resumeAt: gatewayCode === 4 ? await endOfBlock() : null });
  return "given_back";
}

const CAUSE: Record<number, StopCause> = {
  2: "gateway.credentials",
  3: "gateway.no_money",
  4: "gateway.blocked",
  6: "gateway.text_refused",
};

/** When the gateway lets this address in again; the mailing goes on by itself then. */
async function endOfBlock(): Promise<Date | null> {
  const { rows } = await pool.query<{ until: Date | null }>("select until from gateway_state where breaker = 'open' and cause = 'blocked'");
  return rows[0]?.until ?? null;
}

/**
 * Error 9 at the first try: nothing was taken, again after the gateway's minute. At a later one it may mean that the
 * first was taken after all: then only evidence decides.
 */
async function giveFloodBack(tried: Try): Promise<Ended> {
  if (tried.attempt > 1 && !(await onlyFloodsBefore(tried))) {
    await recordUnknown(tried, 9);
    return "unknown";
  }
  await recordFlood(tried, { delayMs: TIMING.identicalMs, stopsAfter: FLOODS_THAT_STOP });
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

/**
 * A run of refusals has opened the breaker, before a hundred of them would block the address: the mailing whose slice was
 * the last of the run stops, for its numbers or its text need a person.
 */
async function stopAfterRun(tried: Try): Promise<void> {
  const { rowCount } = await pool.query("select from gateway_state where breaker = 'open' and cause = 'refusals'");
  if (rowCount) await recordNotTaken(tried, { outcome: "refused", gatewayCode: 7, delayMs: 0, cause: "gateway.refusals" });
}
