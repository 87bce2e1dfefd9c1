import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { watchBalance } from "@/lib/balance/refresh";
import { disconnect, pool } from "@/lib/db";
import { env } from "@/lib/env";
import { keepMark } from "@/lib/installation/mark";
import { log } from "@/lib/log";
import { holdOverdue, markAlive } from "@/lib/mailings/hold";
import { CHANNELS, installQueue } from "@/lib/queue/queue";
import { closeGateway, gateway } from "@/lib/smsc/account";
import { releaseDeadJobs, runJobs } from "@/lib/worker/jobs";
import {
  applyRound,
  beat,
  carrierRound,
  chargeRound,
  completeRound,
  endRound,
  forgetRound,
  historyRound,
  leaseRound,
  lookupRound,
  pollRound,
  repeat,
  repliesRound,
  reportRound,
} from "@/lib/worker/rounds";
import { runSending } from "@/lib/worker/sending";
import { createWake } from "@/lib/worker/wake";
import { scaled } from "@/lib/time-scale";

const DRAIN_MS = 4_500;

/** Listen for nudges of commands and callbacks; without them work is found a fraction of a second later. */
async function listen(ring: Record<string, () => void>): Promise<Client> {
  const client = new Client({ connectionString: env.DATABASE_URL });
  client.on("notification", ({ channel }) => ring[channel]?.());
  // A lost connection costs promptness only: every loop looks for itself as well.
  client.on("error", (error) => log.warn({ event: "listen.lost", err: error }, "nudges are lost until the next start"));
  await client.connect();
  for (const channel of Object.keys(ring)) await client.query(`listen ${client.escapeIdentifier(channel)}`);
  return client;
}

async function main() {
  await installQueue();
  const held = await holdOverdue(pool);
  if (held.length > 0) log.warn({ event: "mailings.overdue", mailingIds: held }, "nothing ran for a while: these wait for a person's word");
  const stop = new AbortController();
  const { signal } = stop;
  const sendWake = createWake();
  const calm = createWake();
  const listener = await listen({ [CHANNELS.send]: sendWake.ring });
  const jobs = await runJobs(pool);
  const own = gateway();
  const backlog = { isLong: false };
  const ids = [`${process.pid}-${randomUUID().slice(0, 8)}`];

  const loops = [
    runSending({ pool, gateway: own, wake: sendWake, signal, backlog }),
    repeat("reports", { signal, wake: calm, pauseMs: 250 }, () => applyRound(pool, backlog)),
    repeat("leases", { signal, wake: calm, pauseMs: scaled(1_000, 250) }, () => leaseRound(pool)),
    repeat("completions", { signal, wake: calm, pauseMs: scaled(5_000, 1_000) }, () => completeRound(pool)),
    repeat("history", { signal, wake: calm, pauseMs: scaled(5_000, 250) }, () => historyRound(pool, own)),
    repeat("endings", { signal, wake: calm, pauseMs: scaled(60_000, 1_000) }, () => endRound(pool)),
    repeat("replies", { signal, wake: calm, pauseMs: scaled(5_000, 1_000) }, () => repliesRound(pool, own)),
    repeat("lookups", { signal, wake: calm, pauseMs: scaled(1_000, 250) }, () => lookupRound(pool, own)),
    repeat("reports", { signal, wake: calm, pauseMs: scaled(10_000, 1_000) }, () => reportRound(pool)),
    repeat("carriers", { signal, wake: calm, pauseMs: scaled(60_000, 2_000) }, () => carrierRound(pool, own)),
    repeat("charges", { signal, wake: calm, pauseMs: scaled(30_000, 1_000) }, () => chargeRound(pool)),
    repeat("statuses", { signal, wake: calm, pauseMs: scaled(5_000, 250) }, () => pollRound(pool, own)),
    repeat("heartbeat", { signal, wake: calm, pauseMs: scaled(2_000, 500) }, async () => {
      for (const id of [...ids, ...jobs.ids]) await beat(pool, id);
      await markAlive(pool);
      return false;
    }),
    repeat("dead-jobs", { signal, wake: calm, pauseMs: scaled(2_000, 1_000) }, () => releaseDeadJobs(pool)),
    repeat("mark", { signal, wake: calm, pauseMs: 5_000 }, () => keepMark(pool, env.DATA_DIR)),
    repeat("balance", { signal, wake: calm, pauseMs: 5_000 }, async () => {
      await watchBalance({ gateway: own, now: new Date() });
      return false;
    }),
    repeat("forget", { signal, wake: calm, pauseMs: 60_000 }, () => forgetRound(pool)),
  ];
  log.info({ event: "worker.ready" }, "worker ready");
  process.send?.("ready");

  await new Promise<void>((resolve) => {
    for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => resolve());
  });
  stop.abort();
  for (const wake of [sendWake, calm]) wake.ring();
  // What is under way is written; what does not end in time is settled by its lease.
  setTimeout(() => process.exit(1), DRAIN_MS).unref();
  await Promise.all([...loops, jobs.runner.stop()]);
  await listener.end();
  await closeGateway();
  await pool.query("delete from worker_heartbeat where id = any ($1::text[])", [[...ids, ...jobs.ids]]);
  await disconnect();
  process.exit(0);
}

main().catch((error: unknown) => {
  log.fatal({ event: "worker.failed", err: error }, "the worker cannot run");
  process.exit(1);
});
