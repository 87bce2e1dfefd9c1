import type { Pool } from "pg";
import { log } from "@/lib/log";
import { applyReports } from "@/lib/messages/apply-reports";
import type { GovernedGateway } from "@/lib/smsc/governor";
import { pollStatuses } from "@/lib/submissions/poll";
import { expireLeases } from "@/lib/submissions/reconcile";
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

/** Empty the inbox of reports; true while there was something. */
export async function applyRound(pool: Pool): Promise<boolean> {
  return (await applyReports(pool)) > 0;
}

/** Void the claims of workers that fell silent. */
export async function leaseRound(pool: Pool): Promise<boolean> {
  const expired = await expireLeases(pool);
  if (expired > 0) log.warn({ event: "leases.expired", count: expired }, "claims ran out without an answer");
  return false;
}

/** One mass request when the gateway's minute allows it. */
export async function pollRound(pool: Pool, gateway: GovernedGateway): Promise<boolean> {
  const asked = await pollStatuses(pool, gateway);
  if (asked > 0) log.info({ event: "statuses.asked", pairs: asked }, "asked for statuses");
  return false;
}

const KEEP_EXCHANGES_DAYS = 30;

/** Forget what is kept for a while only: the exchange log, used-up allowances, workers long gone. */
export async function forgetRound(pool: Pool): Promise<boolean> {
  await pool.query("delete from gateway_exchange where started_at < now() - $1 * interval '1 day'", [KEEP_EXCHANGES_DAYS]);
  await pool.query("delete from gateway_budget where taken_at[array_upper(taken_at, 1)] < now() - interval '10 minutes'");
  await pool.query("delete from worker_heartbeat where beat_at < now() - interval '1 day'");
  return false;
}

/** Say that this worker lives. */
export async function beat(pool: Pool, id: string): Promise<boolean> {
  await pool.query("insert into worker_heartbeat (id) values ($1) on conflict (id) do update set beat_at = clock_timestamp()", [id]);
  return false;
}
