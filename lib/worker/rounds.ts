import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import { completeChecks, runNextLookup } from "@/lib/hlr/run-checks";
import { log } from "@/lib/log";
import { APPLY_AT_ONCE, applyReports } from "@/lib/messages/apply-reports";
import { completeSettled } from "@/lib/messages/counters";
import { endUnseen } from "@/lib/messages/end-unseen";
import { sweepHistory } from "@/lib/messages/history-sweep";
import { pollReplies } from "@/lib/replies/poll-replies";
import { nameCarriers } from "@/lib/reports/name-carriers";
import { rollUpOutcomes } from "@/lib/reports/roll-up";
import type { GovernedGateway } from "@/lib/smsc/governor";
import { chargeByReports } from "@/lib/submissions/charge-by-reports";
import { pollStatuses } from "@/lib/submissions/poll";
import { expireLeases } from "@/lib/submissions/reconcile";
import { stopFailing } from "@/lib/submissions/stop-mailing";
import { scaled } from "@/lib/time-scale";
import type { Wake } from "@/lib/worker/wake";

/** Repeat `round` until told to stop; a round that fails is told of and repeated later. */
export async function repeat(
  name: string,
  { signal, wake, pauseMs }: { signal: AbortSignal; wake: Wake; pauseMs: number },
  round: () => Promise<boolean>,
) {
  while (!signal.aborted) {
    let again = false;
    try {
      again = await round();
    } catch (error) {
      if (!signal.aborted) log.error({ event: "round.fault", round: name, err: error }, "a round failed");
    }
    if (!again) await wake.sleep(pauseMs);
  }
}

/** Whether more reports wait than are applied at once. */
export type Backlog = { isLong: boolean };

/** Empty the inbox of reports, and stop what they say must not go on; true while there was something. */
export async function applyRound(pool: Pool, backlog: Backlog): Promise<boolean> {
  const taken = await applyReports(pool);
  backlog.isLong = taken >= APPLY_AT_ONCE;
  if (taken === 0) return false;
  const stopped = await stopFailing(pool);
  if (stopped.length > 0) log.warn({ event: "mailings.stopped", mailingIds: stopped }, "mailings stopped by what became of their messages");
  return true;
}

/** Void the claims of workers that fell silent. */
export async function leaseRound(pool: Pool): Promise<boolean> {
  const expired = await expireLeases(pool);
  if (expired > 0) log.warn({ event: "leases.expired", count: expired }, "claims ran out without an answer");
  return false;
}

/** Complete what is settled and was left open by a worker that died after its last outcome was written. */
export async function completeRound(pool: Pool): Promise<boolean> {
  const completed = await completeSettled(pool);
  if (completed.length > 0) log.info({ event: "mailings.completed", mailingIds: completed }, "completed what was left open");
  return false;
}

/** One mass request when the gateway's minute allows it. */
export async function pollRound(pool: Pool, gateway: GovernedGateway): Promise<boolean> {
  const asked = await pollStatuses(pool, gateway);
  if (asked > 0) log.info({ event: "statuses.asked", pairs: asked }, "asked for statuses");
  return false;
}

/** One slice of an HLR check; what has been answered meanwhile is ended. */
export async function lookupRound(pool: Pool, gateway: GovernedGateway): Promise<boolean> {
  if (await runNextLookup(pool, gateway)) return true;
  const completed = await completeChecks(pool);
  if (completed.length > 0) log.info({ event: "hlr.completed", checkIds: completed }, "checks have all their answers");
  return false;
}

/** Roll up what became of messages, for the reports on delivery; true while there may be more. */
export async function reportRound(pool: Pool): Promise<boolean> {
  return (await rollUpOutcomes(pool)) > 0;
}

/** Name the carriers of numbers that reports group by. */
export async function carrierRound(pool: Pool, gateway: GovernedGateway): Promise<boolean> {
  const named = await nameCarriers(pool, gateway);
  if (named > 0) log.info({ event: "carriers.named", ranges: named }, "ranges of numbers were named");
  return false;
}

/** Between two pages of the history. The gateway names no limit for them, but it blocks who asks in a rush. */
const PAGE_GAP_MS = scaled(500, 20);

/** One page of the gateway's history, when a sweep is due or under way. */
export async function historyRound(pool: Pool, gateway: GovernedGateway): Promise<boolean> {
  const hasMore = await sweepHistory(pool, gateway);
  if (hasMore) await delay(PAGE_GAP_MS);
  return hasMore;
}

/** Ask for what came in, and keep it; true while there is more. */
export async function repliesRound(pool: Pool, gateway: GovernedGateway): Promise<boolean> {
  const { kept, hasMore } = await pollReplies(pool, gateway);
  if (kept > 0) log.info({ event: "replies.kept", count: kept }, "replies came in");
  return hasMore;
}

/** End what nobody will report a final status of any more. */
export async function endRound(pool: Pool): Promise<boolean> {
  const ended = await endUnseen(pool, { now: new Date() });
  if (ended > 0) log.warn({ event: "messages.ended", count: ended }, "messages ended without a final status");
  return false;
}

/** Charge what was taken without an answer. */
export async function chargeRound(pool: Pool): Promise<boolean> {
  const charged = await chargeByReports(pool);
  if (charged > 0) log.info({ event: "slices.charged", count: charged }, "charged slices by what reports say they cost");
  return charged > 0;
}

const KEEP_EXCHANGES_DAYS = 30;
/** Rows that go in one statement: none of them holds anybody up. */
const FORGET_ROWS = 5_000;

/** Forget what is kept for a while only: the exchange log, used-up allowances, workers long gone. True while there is more. */
export async function forgetRound(pool: Pool): Promise<boolean> {
  const exchanges = await pool.query(
    `delete from gateway_exchange where id in (
       select id from gateway_exchange where started_at < now() - $1 * interval '1 day' order by started_at, id limit $2)`,
    [KEEP_EXCHANGES_DAYS, FORGET_ROWS],
  );
  const allowances = await pool.query(
    `delete from gateway_budget where key in (
       select key from gateway_budget where forget_at < now() - interval '1 minute' order by forget_at limit $1 for update skip locked)`,
    [FORGET_ROWS],
  );
  await pool.query("delete from worker_heartbeat where beat_at < now() - interval '1 day'");
  return [exchanges, allowances].some(({ rowCount }) => rowCount === FORGET_ROWS);
}

/** Say that this worker lives. */
export async function beat(pool: Pool, id: string): Promise<boolean> {
  await pool.query("insert into worker_heartbeat (id) values ($1) on conflict (id) do update set beat_at = clock_timestamp()", [id]);
  return false;
}
