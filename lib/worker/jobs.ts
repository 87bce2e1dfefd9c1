import { EventEmitter } from "node:events";
import { Logger, run, type Runner, type WorkerEvents } from "graphile-worker";
import type { Pool } from "pg";
import { log } from "@/lib/log";
import type { JobName } from "@/lib/queue/jobs";
import { HANDLERS } from "@/lib/worker/handlers";
import { scaled } from "@/lib/time-scale";

const CONCURRENCY = 2;
const POLL_MS = 1_000;
/** A worker that was silent this long is dead, and its jobs are free. */
const DEAD_AFTER_SECONDS = scaled(8_000, 2_000) / 1000;

export type JobRunner = { runner: Runner; /** Names under which this process holds jobs. */ ids: string[] };

/** Take jobs from the queue until stopped. */
export async function runJobs(pool: Pool): Promise<JobRunner> {
  const ids: string[] = [];
  const events = new EventEmitter() as WorkerEvents;
  events.on("worker:create", ({ worker }) => ids.push(worker.workerId));
  const runner = await run({
    pgPool: pool,
    concurrency: CONCURRENCY,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    events,
    logger: new Logger(({ label }) => (level, message) => {
      if (level === "error") log.error({ event: "queue.fault", label }, message);
    }),
    taskList: Object.fromEntries((Object.keys(HANDLERS) as JobName[]).map((name) => [name, (payload: unknown) => handle(name, payload)])),
  });
  return { runner, ids };
}

async function handle(name: JobName, payload: unknown): Promise<void> {
  const startedAt = performance.now();
  const handler = HANDLERS[name] as (payload: unknown, context: { now: Date }) => Promise<unknown>;
  await handler(payload, { now: new Date() });
  log.info({ event: "job.done", job: name, payload, durationMs: Math.round(performance.now() - startedAt) }, "job done");
}

/** Free the jobs that dead workers hold: a job of a killed process is taken up again within seconds, not hours. */
export async function releaseDeadJobs(pool: Pool): Promise<boolean> {
  await pool.query(
    `select graphile_worker.force_unlock_workers(array(
       select distinct locked_by from graphile_worker.jobs
       where locked_by is not null and locked_at < now() - $1 * interval '1 second'
         and locked_by not in (select id from worker_heartbeat where beat_at > now() - $1 * interval '1 second')))`,
    [DEAD_AFTER_SECONDS],
  );
  return false;
}
