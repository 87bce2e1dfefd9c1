import { setTimeout as delay } from "node:timers/promises";
import { db, pool } from "@/lib/db";
import { suppress } from "@/lib/suppression/commands";
import type { Press } from "./console";
import type { Part } from "./part";
import type { Deed, Kind } from "./plan";
import { randomOf } from "./random";
import { persist, type Running } from "./running";

/** Bring about what a plan has for this moment, or order it. Ends when it is over. */
export async function perform(running: Running, deed: Deed): Promise<void> {
  if (!(await running.stack.trouble.order(deed))) await DEEDS[deed.kind]?.(running, deed);
}

type Perform = (running: Running, deed: Deed) => Promise<void>;

const DEEDS: Partial<Record<Kind, Perform>> = {
  kill_worker: async (running, deed) => {
    if (await killed(running.stack.workers[deed.which], deed.lastsMs)) running.stack.note("kill_worker");
  },
  kill_web: async (running, { lastsMs }) => {
    if (await killed(running.stack.web, lastsMs)) running.stack.note("kill_web");
  },
  kill_postgres: async ({ stack }) => {
    if (await stack.killPostgres()) stack.note("kill_postgres");
  },
  kill_tree: killTree,
  stop_worker: stopWorker,
  cut_database: async (running) => {
    if (running.stack.door.cut() > 0) running.stack.note("cut_database");
  },
  pause_resume: pauseAndResume,
  change_speed: async (running, { which, seed }) => {
    const speedPerMinute = randomOf(seed).pick([9_000, 20_000, 40_000, null]);
    await command(running, "change_speed", "changeSpeedAction", { mailingId: idOf(running, which), speedPerMinute });
  },
  cancel: async (running, { which }) => {
    await command(running, "cancel", "cancelMailingAction", { mailingId: idOf(running, which), reason: "" });
  },
  commands_at_once: commandsAtOnce,
  callbacks_twice: async ({ stack }, deed) => {
    await stack.trouble.repeatCallbacks(deed);
    stack.note("callbacks_twice");
  },
  callbacks_shuffled: async ({ stack }, deed) => {
    await stack.trouble.shuffleCallbacks(deed);
    stack.note("callbacks_shuffled");
  },
  opt_out: optOut,
};

/** So many requests are under way without an answer when a worker is stopped. */
const UNDER_WAY = 2;
const UNDER_WAY_WITHIN_MS = 600;
const ANSWER_AFTER_WAKING_MS = 1_500;

/**
 * Stop a worker past its lease while it waits for an answer, and wake it: what it makes of that request then must change
 * nothing that was found out meanwhile.
 */
async function stopWorker({ stack }: Running, deed: Deed): Promise<void> {
  const worker = stack.workers[deed.which];
  const stopped = await worker.alone(async () => {
    await stack.trouble.order({ ...deed, kind: "answer_late", count: UNDER_WAY, lastsMs: deed.lastsMs + ANSWER_AFTER_WAKING_MS });
    await stack.trouble.untilMet("answer_late", UNDER_WAY_WITHIN_MS);
    worker.signal("SIGSTOP");
    await delay(deed.lastsMs);
    worker.signal("SIGCONT");
  });
  if (stopped) stack.note("stop_worker");
}

async function killed(part: Part, downMs: number): Promise<boolean> {
  return part.alone(async () => {
    await part.kill();
    await delay(downMs);
    await part.start();
  });
}

/** Workers, web and database at one blow, started again. */
async function killTree(running: Running, { lastsMs }: Deed): Promise<void> {
  const { stack } = running;
  const parts = [...stack.workers, stack.web];
  const downs: (() => void)[] = [];
  const done = Promise.all(parts.map((part) => part.alone(() => killedUntil(part, downs))));
  const isWhole = await stack.killPostgres(() => delay(lastsMs));
  for (const up of downs) up();
  await done;
  if (isWhole) stack.note("kill_tree");
}

async function killedUntil(part: Part, downs: (() => void)[]): Promise<void> {
  const up = new Promise<void>((resolve) => downs.push(resolve));
  await part.kill();
  await up;
  await part.start();
}

function idOf({ mailings }: Running, which: 0 | 1): number {
  const mailing = mailings[which];
  if (!mailing) throw new Error("The run has no such mailing.");
  return mailing.id;
}

/** Press a button; what was pressed as web or database went may have been obeyed, and is not counted. */
async function command({ stack }: Running, kind: Kind, ...[action, input]: Parameters<Press>): Promise<boolean> {
  const isObeyed = await stack.press(action, input);
  if (isObeyed) stack.note(kind);
  return isObeyed;
}

async function pauseAndResume(running: Running, { which, lastsMs }: Deed): Promise<void> {
  const mailingId = idOf(running, which);
  if (!(await command(running, "pause_resume", "pauseMailingAction", { mailingId, reason: "", until: null }))) return;
  await delay(lastsMs);
  await running.stack.press("resumeMailingAction", { mailingId });
}

async function commandsAtOnce(running: Running, { which }: Deed): Promise<void> {
  const { stack } = running;
  const mailingId = idOf(running, which);
  const pause = () => stack.press("pauseMailingAction", { mailingId, reason: "", until: null });
  const resume = () => stack.press("resumeMailingAction", { mailingId });
  const ends = await Promise.all([pause(), stack.press("changeSpeedAction", { mailingId, speedPerMinute: 30_000 }), resume(), pause(), resume()]);
  if (ends.includes(true)) stack.note("commands_at_once");
}

const OPT_OUTS = 25;

/** Numbers from all over a mailing opt out, one after the other, and when each had been committed is kept. */
async function optOut(running: Running, { which, seed }: Deed): Promise<void> {
  const random = randomOf(seed);
  const mailing = running.mailings[which];
  if (!mailing) return;
  for (let n = 0; n < OPT_OUTS; n++) {
    const msisdn = random.pick(mailing.msisdns);
    if (mailing.optOuts.has(msisdn)) continue;
    await persist(() => db.$transaction((tx) => suppress(tx, { msisdn, reason: "STOP", source: "request", operatorId: null })));
    const { rows } = await persist(() => pool.query<{ at: number }>("select (extract(epoch from clock_timestamp()) * 1e6)::float8 as at"));
    mailing.optOuts.set(msisdn, rows[0]?.at ?? Number.NaN);
  }
  running.stack.note("opt_out");
}
