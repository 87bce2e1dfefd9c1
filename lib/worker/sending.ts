import type { Pool } from "pg";
import { log } from "@/lib/log";
import type { GovernedGateway, SendLane } from "@/lib/smsc/governor";
import { GovernorRefusal } from "@/lib/smsc/governor";
import { GatewayError } from "@/lib/smsc/errors";
import { claimSubmission, mailingsDue } from "@/lib/submissions/claim";
import { submitClaimed } from "@/lib/submissions/submit";
import type { Backlog } from "@/lib/worker/rounds";
import type { Wake } from "@/lib/worker/wake";

/** Simultaneous sends of one worker; all workers together are held to the shared slots. */
const LANES = 8;
const IDLE_MS = 250;
const AFTER_FAULT_MS = 1_000;
/** What a lane leaves to reports that wait before its next slice. */
const LEAVE_MS = 250;

type Sending = { pool: Pool; gateway: GovernedGateway; wake: Wake; signal: AbortSignal; backlog: Backlog };

/**
 * Send until told to stop. Each lane: slot first, then claim, then send at once; requests under way are finished. While
 * many reports wait, the lanes go slower: what is sent must not run ahead of the statuses that would stop a failing mailing.
 */
export async function runSending(sending: Sending): Promise<void> {
  const served = new Map<number, number>();
  await Promise.all(Array.from({ length: LANES }, () => runLane(sending, served)));
}

async function runLane({ pool, gateway, wake, signal, backlog }: Sending, served: Map<number, number>): Promise<void> {
  let lane: SendLane | null = null;
  while (!signal.aborted) {
    if (backlog.isLong) await wake.sleep(LEAVE_MS);
    try {
      lane = await workOnce({ pool, gateway, lane, served });
      if (lane) continue;
      await wake.sleep(IDLE_MS);
    } catch (error) {
      log.error({ event: "lane.fault", err: error }, "a lane failed");
      await lane?.release().catch(() => {});
      lane = null;
      await wake.sleep(AFTER_FAULT_MS);
    }
  }
  await lane?.release();
}

type Step = { pool: Pool; gateway: GovernedGateway; lane: SendLane | null; served: Map<number, number> };

/** Send one slice; gives the lane to go on with, or null when there is nothing to do now. */
async function workOnce({ pool, gateway, lane, served }: Step): Promise<SendLane | null> {
  const due = await mailingsDue(pool);
  // The one served longest ago comes first: a small mailing does not wait behind a large one.
  const next = due.sort((a, b) => (served.get(a.id) ?? 0) - (served.get(b.id) ?? 0))[0];
  if (!next) {
    await lane?.release();
    return null;
  }
  const held = lane && (await lane.keep()) ? lane : await openOrProbe(gateway);
  if (!held) return null;
  served.set(next.id, performance.now());
  const claimed = await claimSubmission(pool, next);
  if (claimed) await submitClaimed(held, claimed);
  return held;
}

/** A lane; where nothing is proven yet, the balance is asked first: one probe alone, and it costs nothing. */
async function openOrProbe(gateway: GovernedGateway): Promise<SendLane | null> {
  const lane = await gateway.openLane();
  if (lane) return lane;
  try {
    await gateway.probe();
  } catch (error) {
    if (!(error instanceof GovernorRefusal) && !(error instanceof GatewayError)) throw error;
    return null;
  }
  return gateway.openLane();
}
