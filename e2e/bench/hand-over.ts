import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import { db, type Tx } from "@/lib/db";
import { pauseMailing } from "@/lib/mailings/steering";
import { httpFloor } from "./floors";
import { listOf, pause, PLAIN, planAndPause, resume } from "./mailings";
import { mustSucceed, type Figure } from "./report";
import { assertNobodyTwice, emptySandbox, received } from "./sandbox";
import type { BenchStack, Running } from "./stack";
import { waitFor } from "./wait-for";

const LOOK_MS = 20;
/** Nothing has come for this long: the hand-over has stopped. */
const QUIET_MS = 3_000;
const TURNS = 2;
const SMALL = { mailing: 1_000, leaves: 600 };
const MEDIUM = { mailing: 100_000, leaves: 30_000 };

const amount = (count: number) => count.toLocaleString("en-US");

type Given = {
  stack: BenchStack;
  pool: Pool;
  listId: number;
  /** Planned and paused, each to `rows` recipients; three at least. */ mailingIds: number[];
  rows: number;
};

/**
 * Let `wanted` messages leave and pause in mid-flow: with one worker and with two in slices of a hundred, with one in
 * slices of one, and of mailings of three sizes; all beside paused mailings to everybody.
 */
export async function benchHandOver({ stack, pool, listId, mailingIds, rows }: Given, wanted: number): Promise<Figure[]> {
  const [first = 0, second = 0, third = 0] = mailingIds;
  const writes = await rowsOfAPause(third, stack.operatorId);
  const floor = await floorOf(stack, Math.ceil(wanted / 100), 100);
  // By turns: what else the machine does meanwhile, an autovacuum of the six plannings above all, falls on both.
  const turns = { one: [] as HandedOver[], two: [] as HandedOver[] };
  for (let turn = 0; turn < TURNS; turn++) {
    turns.one.push(await handOver(stack, first, wanted / TURNS, 1));
    turns.two.push(await handOver(stack, second, wanted / TURNS, 2));
  }
  const [one, two] = [together(turns.one), together(turns.two)];

  const medium = await planAndPause({ ...(await listOf(pool, listId, Math.min(MEDIUM.mailing, rows))), ...orderOf(stack, "Medium") });
  const ofMedium = await handOver(stack, medium.mailingId, Math.min(MEDIUM.leaves, rows / 3), 1);
  await setRequestSize(pool, 1);
  const small = await planAndPause({ ...(await listOf(pool, listId, SMALL.mailing)), ...orderOf(stack, "Small") });
  await setRequestSize(pool, 100);
  const floorOfSingles = await floorOf(stack, SMALL.leaves, 1);
  const ofSmall = await handOver(stack, small.mailingId, SMALL.leaves, 1);

  const bare = (value: number, ratio: number) => ({ what: "bare HTTP loop, same bodies", value, ratio });
  const rate = (what: string, value: number, target: number, floorOfIt: Figure["floor"]): Figure => ({
    what: `hand-over, ${what}`,
    unit: "messages/s",
    value,
    target,
    sense: "at_least",
    ...(floorOfIt && { floor: floorOfIt }),
  });
  const stop = (size: number, value: number): Figure => ({
    what: `pause in mid-flow of ${amount(size)}, until the last came`,
    unit: "ms",
    value,
    target: 1_000,
    sense: "at_most",
  });
  return [
    rate("slices of 100, one worker", one.perSecond, 10_000, bare(floor, 0.03)),
    rate("slices of 100, two workers", two.perSecond, 10_000, { what: "one worker", value: one.perSecond, ratio: 0.9 }),
    rate("slices of one, one worker", ofSmall.perSecond, 150, bare(floorOfSingles, 0.08)),
    stop(SMALL.mailing, ofSmall.pauseMs),
    stop(Math.min(MEDIUM.mailing, rows), ofMedium.pauseMs),
    stop(rows, Math.max(one.pauseMs, two.pauseMs)),
    { what: `pause of ${amount(rows)}, written`, unit: "rows", value: writes, target: 1, sense: "at_most" },
  ];
}

const orderOf = ({ operatorId }: BenchStack, name: string) => ({ operatorId, name, text: PLAIN });

async function setRequestSize(pool: Pool, size: number): Promise<void> {
  await pool.query(
    "insert into gateway_settings (id, request_size) values (1, $1) on conflict (id) do update set request_size = excluded.request_size",
    [size],
  );
}

/** Rows that the transaction of a pause writes, as the database counts them itself. */
async function rowsOfAPause(mailingId: number, operatorId: number): Promise<number> {
  await resume(mailingId);
  return db.$transaction(async (tx) => {
    // What the connection has written shortly before may still be counted here.
    const before = await rowsWritten(tx);
    mustSucceed(await pauseMailing(tx, { mailingId, reason: "", operatorId, now: new Date() }));
    return (await rowsWritten(tx)) - before;
  });
}

async function rowsWritten(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ written: number }[]>`
    select sum(n_tup_ins + n_tup_upd + n_tup_del)::int as written from pg_stat_xact_user_tables`;
  return row?.written ?? Number.NaN;
}

async function floorOf(stack: BenchStack, requests: number, perRequest: number): Promise<number> {
  await emptySandbox(stack);
  return httpFloor(stack.sandboxUrl, requests, perRequest);
}

/** Messages a second at the sandbox's own count, and how long after the click the last one came. */
type HandedOver = { perSecond: number; pauseMs: number };

const together = (turns: readonly HandedOver[]): HandedOver => ({
  perSecond: turns.length / turns.reduce((sum, { perSecond }) => sum + 1 / perSecond, 0),
  pauseMs: Math.max(...turns.map(({ pauseMs }) => pauseMs)),
});

async function handOver(stack: BenchStack, mailingId: number, wanted: number, workers: number): Promise<HandedOver> {
  await emptySandbox(stack);
  const running: Running[] = [];
  try {
    while (running.length < workers) running.push(await stack.startWorker());
    const startedAt = performance.now();
    await resume(mailingId);
    const accepted = await reaches(stack, wanted);
    const perSecond = accepted / ((performance.now() - startedAt) / 1000);
    const pausedAt = performance.now();
    await pause(mailingId, stack.operatorId);
    const lastAt = await lastArrival(stack);
    await assertNobodyTwice(stack);
    return { perSecond, pauseMs: Math.max(0, lastAt - pausedAt) };
  } finally {
    for (const worker of running) await worker.stop();
  }
}

const reaches = (stack: BenchStack, wanted: number) =>
  waitFor(
    `${wanted} messages had left`,
    () => received(stack),
    (count) => count >= wanted,
  );

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
