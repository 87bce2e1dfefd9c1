import { runMigrations } from "graphile-worker";
import type { ClientBase } from "pg";
import { env } from "@/lib/env";
import type { Tx } from "@/lib/db";
import type { JobName, Jobs } from "@/lib/queue/jobs";

type JobOptions = {
  runAt?: Date;
  /** A waiting job of the same key is replaced. */
  key?: string;
};

/** Make or bring up to date the queue's own tables. Safe to call at every start. */
export async function installQueue(): Promise<void> {
  await runMigrations({ connectionString: env.DATABASE_URL });
}

/** Put a job into the queue in the transaction of the row it speaks of: neither stands without the other. */
export async function enqueue<Name extends JobName>(tx: Tx, name: Name, payload: Jobs[Name], options: JobOptions = {}): Promise<void> {
  await tx.$executeRaw`
    select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, run_at => ${options.runAt ?? null}::timestamptz,
      job_key => ${options.key ?? null}::text)`;
}

/** The same on a plain connection. */
export async function enqueueOn<Name extends JobName>(client: ClientBase, name: Name, payload: Jobs[Name], options: JobOptions = {}): Promise<void> {
  await client.query("select graphile_worker.add_job($1, $2::json, run_at => $3::timestamptz, job_key => $4::text)", [
    name,
    JSON.stringify(payload),
    options.runAt ?? null,
    options.key ?? null,
  ]);
}

/** What a worker is woken by. */
export const CHANNELS = { send: "signalbox_send" } as const;

/** Wake the workers when this transaction commits. */
export async function nudge(tx: Tx, channel: keyof typeof CHANNELS): Promise<void> {
  await tx.$executeRaw`select pg_notify(${CHANNELS[channel]}, '')`;
}
