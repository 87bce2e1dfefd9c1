import { setTimeout as delay } from "node:timers/promises";
import { db, pool } from "@/lib/db";
import { launchMailing, saveDraft } from "@/lib/mailings/commands";
import { resumeMailing } from "@/lib/mailings/steering";
import { FAULT_OF, perform } from "./deeds";
import { KINDS, type Kind, type Plan } from "./plan";
import { note, persist, type Running, type RunningMailing } from "./running";
import type { ChaosStack } from "./stack";

const SETTLED_WITHIN_MS = 60_000;
/** What was ordered last may still meet a request. */
const AFTER_DEEDS_MS = 300;
/** Known to the history alone; stopped in the cabinet for ten seconds: another test's affair. */
const LEFT_OUT = new Set([30, 31]);
let nextNumber = 79_100_000_000;

/** Launch a plan's mailings and bring about everything it has; ends when the last of it is over. */
export async function carryOut(stack: ChaosStack, plan: Plan): Promise<Running> {
  const running: Running = { stack, plan, mailings: [], fired: new Map() };
  await stack.control("latency", { ms: plan.latencyMs });
  for (const { size, speedPerMinute } of plan.mailings) running.mailings.push(await persist(() => launch(stack, size, speedPerMinute)));
  await Promise.all(
    plan.deeds.map(async (deed) => {
      await delay(deed.atMs);
      await perform(running, deed);
    }),
  );
  await endFaults(running);
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

type Ordered = { faults: { script: string; kind: string; remaining: number; code: number; ms: number }[] };

/** Order nothing more, and count what was ordered and did happen. */
async function endFaults(running: Running): Promise<void> {
  const { stack, plan } = running;
  await delay(AFTER_DEEDS_MS);
  const { faults } = await stack.control<Ordered>("faults");
  for (const deed of plan.deeds) {
    const fault = FAULT_OF[deed.kind];
    if (!fault) continue;
    const left = faults.find(
      ({ kind, script, code, ms }) =>
        kind === fault.kind && script === (fault.script ?? "send") && (!fault.code || code === fault.code) && (!deed.lastsMs || ms === deed.lastsMs),
    );
    note(running, deed.kind, deed.count - (left?.remaining ?? 0));
  }
  await stack.control("faults", { kind: null });
  await stack.control("callbacks", { repeat: 1, isReversed: false, isHeld: false });
  note(running, "lose_commit", stack.door.takeLost());
}

/** Wait until nothing of a run is open any more, and let go on what stopped by itself, as an operator would. Gives what is open after a minute. */
export async function untilSettled(running: Running): Promise<string[]> {
  const ids = running.mailings.map(({ id }) => id);
  const until = Date.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const open = await persist(() => openOf(ids));
    if (open.length === 0 || Date.now() > until) return open;
    for (const mailingId of ids) await db.$transaction((tx) => resumeMailing(tx, { mailingId, now: new Date() })).catch(() => {});
    await delay(150);
  }
}

async function openOf(ids: readonly number[]): Promise<string[]> {
  const { rows } = await pool.query<{ what: string }>(
    `select 'mailing ' || id || ' ' || state as what from mailing
       where id = any ($1::int[]) and (state not in ('completed', 'canceled') or planned_at is null)
     union all
     select 'submission ' || s.id || ' of ' || mailing_id || ' ' || s.state || ' attempt ' || attempt || ' open ' || open_count || ' silent ' || silent_count
       from submission s where mailing_id = any ($1::int[]) and (s.state in ('submitting', 'unconfirmed') or (s.state = 'accepted' and open_count > 0))
     union all
     select 'report on ' || r.msisdn from report_inbox r join submission_attempt a on a.gateway_id = r.gateway_id
       join submission s on s.id = a.submission_id where s.mailing_id = any ($1::int[])`,
    [ids],
  );
  return rows.map(({ what }) => what);
}

/** Every kind with a count of nought. */
export function noneFired(): Map<Kind, number> {
  return new Map(KINDS.map((kind) => [kind, 0]));
}
