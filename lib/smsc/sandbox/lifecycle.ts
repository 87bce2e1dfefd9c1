import { fateOf, isRefunded, STOPPED, STOPPED_AT_ONCE_SECONDS, UNKNOWN_ENDING, WAITING, type Step } from "./fates";
import type { World } from "./world";

/** Steps are kept in buckets this wide, so a tick looks at what is due and at nothing else. */
const BUCKET_MS = 200;
/** A status that is refused at submission: wrong length or code of the number. */
export const WRONG_NUMBER = { status: 22, err: 249 };

/** Start the course of a message just accepted. */
export function startMessage(world: World, at: number) {
  const { columns } = world.store;
  const msisdn = columns.msisdn[at] ?? 0;
  const [first] = fateOf(msisdn);
  if (!first) return;
  if (world.pace === "at-once") settle(world, at);
  else schedule(world, at, first, columns.changedAt[at] ?? 0);
}

/** Mark a message as refused at submission; it costs nothing. */
export function refuseMessage(world: World, at: number) {
  const { columns } = world.store;
  columns.status[at] = WRONG_NUMBER.status;
  columns.err[at] = WRONG_NUMBER.err;
}

/** Move everything whose time has come, also what that makes due in turn: the clock may have been moved far. */
export function tick(world: World) {
  const current = Math.floor(world.now() / BUCKET_MS);
  for (let over = overdue(world, current); over.length > 0; over = overdue(world, current)) {
    for (const bucket of over) {
      const messages = world.due.get(bucket) ?? [];
      world.due.delete(bucket);
      for (const at of messages) advance(world, at, bucket);
    }
  }
}

/** Buckets that have passed, oldest first. */
function overdue(world: World, current: number): number[] {
  const passed: number[] = [];
  for (const bucket of world.due.keys()) if (bucket < current) passed.push(bucket);
  return passed.sort((a, b) => a - b);
}

/** Bring every message that is under way to its end, but for those that are stopped. */
export function settleAll(world: World) {
  const { store } = world;
  for (let at = 0; at < store.count; at++) {
    if ((store.columns.dueAt[at] ?? 0) > 0) settle(world, at);
  }
}

/** Stop messages that have not left, as a person does in the gateway's cabinet. Returns how many it stopped. */
export function stopMessages(world: World, matches: (at: number) => boolean): number {
  const { store } = world;
  let stopped = 0;
  for (let at = 0; at < store.count; at++) {
    if (store.columns.status[at] !== WAITING || endingOf(world, at) === UNKNOWN_ENDING || !matches(at)) continue;
    store.columns.dueAt[at] = 0;
    setStatus(world, at, STOPPED, 0, world.now());
    stopped += 1;
  }
  return stopped;
}

/** Let stopped messages go on. Returns how many there were. */
export function releaseMessages(world: World, matches: (at: number) => boolean): number {
  const { store } = world;
  let released = 0;
  for (let at = 0; at < store.count; at++) {
    if (store.columns.status[at] !== STOPPED || !matches(at)) continue;
    released += 1;
    setStatus(world, at, WAITING, 0, world.now());
    const fate = fateOf(store.columns.msisdn[at] ?? 0);
    // A fate that itself begins with the stop goes on behind it.
    if (fate[0]?.status === STOPPED) store.columns.step[at] = 1;
    const next = fate[store.columns.step[at] ?? 0];
    if (!next) continue;
    if (world.pace === "at-once") finish(world, at);
    else schedule(world, at, { ...next, after: [1, 3] }, world.now());
  }
  return released;
}

/** Rebuild the buckets from the messages' own due times. */
export function reschedule(world: World) {
  const { store } = world;
  for (let at = 0; at < store.count; at++) {
    const dueAt = store.columns.dueAt[at] ?? 0;
    if (dueAt > 0) putInBucket(world, at, dueAt);
  }
}

function settle(world: World, at: number) {
  const { columns } = world.store;
  const fate = fateOf(columns.msisdn[at] ?? 0);
  if (fate[0]?.status === STOPPED) {
    if (columns.step[at] === 0) setStatus(world, at, STOPPED, 0, world.now());
    columns.step[at] = Math.max(1, columns.step[at] ?? 0);
    putOff(world, at, world.now() + STOPPED_AT_ONCE_SECONDS * 1_000);
    return;
  }
  finish(world, at);
}

function finish(world: World, at: number) {
  const { columns } = world.store;
  const fate = fateOf(columns.msisdn[at] ?? 0);
  const last = fate.at(-1);
  columns.dueAt[at] = 0;
  columns.step[at] = fate.length;
  if (last) setStatus(world, at, last.status, last.err, world.now(), true);
}

function advance(world: World, at: number, bucket: number) {
  const { columns } = world.store;
  const dueAt = columns.dueAt[at] ?? 0;
  // Stopped, settled or put off since it was put here.
  if (dueAt === 0 || Math.floor(dueAt / BUCKET_MS) > bucket) return;
  if (world.pace === "at-once") {
    finish(world, at);
    return;
  }
  const fate = fateOf(columns.msisdn[at] ?? 0);
  const index = columns.step[at] ?? 0;
  const step = fate[index];
  columns.dueAt[at] = 0;
  if (!step) return;
  columns.step[at] = index + 1;
  const next = fate[index + 1];
  setStatus(world, at, step.status, step.err, dueAt, !next);
  if (next) schedule(world, at, next, dueAt);
}

function setStatus(world: World, at: number, status: number, err: number, when: number, isLast = false) {
  const { columns } = world.store;
  columns.status[at] = status;
  columns.err[at] = err;
  columns.changedAt[at] = when;
  world.isDirty = true;
  if (isLast && isRefunded(status)) {
    world.balance += columns.cost[at] ?? 0;
    columns.cost[at] = 0;
  }
  // The gateway calls back for what carriers say; a message that waits or is stopped is only seen by asking.
  if (status >= 0) world.callbacks?.tell(at);
}

function schedule(world: World, at: number, step: Step, from: number) {
  const [least, most] = step.after;
  putOff(world, at, from + 1_000 * (least + (most - least) * spread(world, at)));
}

function putOff(world: World, at: number, dueAt: number) {
  world.store.columns.dueAt[at] = dueAt;
  putInBucket(world, at, dueAt);
}

function putInBucket(world: World, at: number, dueAt: number) {
  const bucket = Math.floor(dueAt / BUCKET_MS);
  const messages = world.due.get(bucket);
  if (messages) messages.push(at);
  else world.due.set(bucket, [at]);
}

/** 0 … 1, fixed for a message and a step. */
function spread(world: World, at: number): number {
  const { columns } = world.store;
  const seed = Math.imul((columns.msisdn[at] ?? 0) % 2_147_483_647, 0x9e3779b1) ^ Math.imul((columns.step[at] ?? 0) + 1, 0x85ebca6b);
  return ((seed >>> 0) % 10_007) / 10_007;
}

function endingOf(world: World, at: number): number {
  return (world.store.columns.msisdn[at] ?? 0) % 100;
}
