import { pool, queriesAsked } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { readWorkerAgeSeconds } from "@/lib/smsc/governor-reads";

export const dynamic = "force-dynamic";

/** For the launcher and for monitors: 200 while web and database work. Says nothing that needs a sign-in. */
export async function GET(): Promise<Response> {
  try {
    const [workerAgeSeconds, lag] = await Promise.all([
      readWorkerAgeSeconds(),
      pool.query<{ seconds: number | null }>(
        "select extract(epoch from now() - min(learnt_at))::float8 as seconds from (select learnt_at from report_inbox order by id limit 1) oldest",
      ),
    ]);
    const health = { database: "ok", workerAgeSeconds, reportLagSeconds: lag.rows[0]?.seconds ?? 0 };
    // In the sandbox alone: by it a test measures what a page asks of the database.
    return Response.json(env.SIGNALBOX_GATEWAY === "sandbox" ? { ...health, queries: queriesAsked() } : health);
  } catch (error) {
    log.error({ event: "health.failed", err: error }, "the database does not answer");
    return Response.json({ database: "unreachable" }, { status: 503 });
  }
}
