import { setTimeout as delay } from "node:timers/promises";
import { db } from "@/lib/db";
import { pauseMailing, resumeMailing } from "@/lib/mailings/steering";
import { httpFloor } from "./floors";
import { mustSucceed, type Figure } from "./report";
import type { BenchStack } from "./stack";

const LOOK_MS = 50;
/** Nothing has come for this long: the hand-over has stopped. */
const QUIET_MS = 3_000;
const GIVE_UP_MS = 600_000;

/**
 * Resume a planned mailing, let `wanted` messages leave, and pause it in mid-flow: messages a second at the sandbox's
 * own count, and how long after the pause was committed the last one came.
 */
export async function benchHandOver(stack: BenchStack, mailingId: number, wanted: number): Promise<Figure[]> {
  // Money enough for everything; its own floor first, so that both meet an empty store.
  await stack.control("balance", { balance: 100_000_000 });
  const floor = await httpFloor(stack.sandboxUrl, Math.ceil(wanted / 100), 100);
  await stack.control("reset", {});
  await stack.control("balance", { balance: 100_000_000 });

  const worker = await stack.startWorker();
  try {
    mustSucceed(await db.$transaction((tx) => resumeMailing(tx, { mailingId, now: new Date() })));
    const startedAt = performance.now();
    const accepted = await reaches(stack, wanted);
    const seconds = (performance.now() - startedAt) / 1000;

    const pausedAt = performance.now();
    mustSucceed(await db.$transaction((tx) => pauseMailing(tx, { mailingId, operatorId: stack.operatorId, reason: "", now: new Date() })));
    const lastAt = await lastArrival(stack);
    await assertNobodyTwice(stack);
    return [
      {
        what: "hand-over to the sandbox, one worker",
        unit: "messages/s",
        value: accepted / seconds,
        target: 3_000,
        sense: "at_least",
        floor: { what: "bare HTTP loop, same bodies", value: floor, ratio: 0.03 },
      },
      {
        what: "pause in mid-flow, until the last one came",
        unit: "ms",
        value: Math.max(0, lastAt - pausedAt),
        target: 1_000,
        sense: "at_most",
      },
    ];
  } finally {
    await worker.stop();
  }
}

const received = async (stack: BenchStack) => (await stack.control<{ messages: number }>("health")).messages;

async function reaches(stack: BenchStack, wanted: number): Promise<number> {
  const until = performance.now() + GIVE_UP_MS;
  for (;;) {
    const count = await received(stack);
    if (count >= wanted) return count;
    if (performance.now() > until) throw new Error(`Only ${count} of ${wanted} messages had left after ten minutes.`);
    await delay(LOOK_MS);
  }
}

/** When the count moved for the last time. */
async function lastArrival(stack: BenchStack): Promise<number> {
  let count = -1;
  let movedAt = performance.now();
  for (;;) {
    const now = await received(stack);
    if (now !== count) movedAt = performance.now();
    else if (performance.now() - movedAt > QUIET_MS) return movedAt;
    count = now;
    await delay(LOOK_MS);
  }
}

/** A fast benchmark that doubles a message, or breaks a rule of the gateway, is no result. */
async function assertNobodyTwice(stack: BenchStack): Promise<void> {
  const { repeats, breaches } = await stack.control<{ repeats: number; breaches: Record<string, number> }>("ledger");
  if (repeats > 0) throw new Error(`${repeats} numbers were handed over twice.`);
  if (Object.keys(breaches).length > 0) throw new Error(`Rules of the gateway were broken: ${JSON.stringify(breaches)}.`);
}
