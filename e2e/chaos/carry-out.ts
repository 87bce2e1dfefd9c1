import { setTimeout as delay } from "node:timers/promises";
import { db, pool } from "@/lib/db";
import { launchMailing, saveDraft } from "@/lib/mailings/commands";
import { perform } from "./deeds";
import { countTaken } from "./ledger";
import type { Plan } from "./plan";
import { persist, within, type Running, type RunningMailing } from "./running";
import type { ChaosStack } from "./stack";

const OVER_WITHIN_MS = 120_000;
const SETTLED_WITHIN_MS = 120_000;
const LOOK_MS = 250;
/** Known to the history alone; stopped in the cabinet for ten seconds: another test's affair. */
const LEFT_OUT = new Set([30, 31]);
let nextNumber = 79_100_000_000;

/** Launch a plan's mailings and bring about everything it has; ends when the last of it is over. */
export async function carryOut(stack: ChaosStack, plan: Plan): Promise<Running> {
  const running: Running = { stack, plan, mailings: [], takenBefore: await countTaken(stack.control), unended: [] };
  await stack.control("latency", { ms: plan.latencyMs });
  for (const { size, speedPerMinute } of plan.mailings) running.mailings.push(await persist(() => launch(stack, size, speedPerMinute)));
  await Promise.all(
    plan.deeds.map(async (deed) => {
      await delay(deed.atMs);
      const what = `${deed.kind} at ${deed.atMs} ms`;
      await within(perform(running, deed), OVER_WITHIN_MS, what).catch((error: unknown) => {
        running.unended.push(error instanceof Error ? error.message : what);
      });
    }),
  );
  return running;
}

async function launch(stack: ChaosStack, size: number, speedPerMinute: number): Promise<RunningMailing> {
  const msisdns: string[] = [];
  for (; msisdns.length < size; nextNumber++) if (!LEFT_OUT.has(nextNumber % 100)) msisdns.push(String(nextNumber));
  const { operatorId } = stack;
  const input = {
    mailingId: null,
    name: "Chaos",
    text: `Number ${nextNumber}`,
    sender: null,
    listIds: [],
    pasted: msisdns.join("\n"),
    speedPerMinute,
  };
  const id = await db.$transaction(async (tx) => {
    const saved = await saveDraft(tx, input, operatorId);
    if (!saved.ok) throw new Error("The draft was refused.");
    const { mailingId } = saved.value;
    const quote = { cost: null, segments: null };
    const launched = await launchMailing(tx, { mailingId, scheduledAt: null, operatorId, quote, now: new Date() });
    if (!launched.ok) throw new Error("The launch was refused.");
    return mailingId;
  });
  return { id, msisdns, optOuts: new Map() };
}

/** Wait until nothing of a run is open any more, and let go on what stopped by itself, as an operator would. Gives what is open after two minutes. */
export async function untilSettled(running: Running): Promise<string[]> {
  const ids = running.mailings.map(({ id }) => id);
  const until = Date.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const open = await persist(() => openOf(ids));
    if (open.length === 0 || Date.now() > until) return open.map(({ what }) => what);
    for (const { mailingId } of open.filter(({ isPaused }) => isPaused)) await running.stack.press("resumeMailingAction", { mailingId });
    await delay(LOOK_MS);
  }
}

type Open = { mailingId: number; isPaused: boolean; what: string };

async function openOf(ids: readonly number[]): Promise<Open[]> {
  const { rows } = await pool.query<Open>(
    `select id as "mailingId", state = 'paused' as "isPaused", 'mailing ' || id || ' ' || state as what from mailing
       where id = any ($1::int[]) and (state not in ('completed', 'canceled') or planned_at is null)
     union all
     select s.mailing_id, false, 'submission ' || s.id || ' of ' || mailing_id || ' ' || s.state || ' attempt ' || attempt || ' open ' || open_count || ' silent ' || silent_count
       from submission s where mailing_id = any ($1::int[]) and (s.state in ('submitting', 'unconfirmed') or (s.state = 'accepted' and open_count > 0))
     union all
     select s.mailing_id, false, 'submission ' || s.id || ' is not charged' from submission s
       where mailing_id = any ($1::int[]) and state = 'accepted' and cost is null and size > 0
     union all
     select s.mailing_id, false, 'report on ' || r.msisdn from report_inbox r join submission_attempt a on a.gateway_id = r.gateway_id
       join submission s on s.id = a.submission_id where s.mailing_id = any ($1::int[])`,
    [ids],
  );
  return rows;
}
