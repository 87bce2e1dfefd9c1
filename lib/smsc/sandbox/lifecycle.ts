import { isFinalStatus } from "../status-catalogue";
import { COURSE, fateOf, isRefunded, STOPPED, STOPPED_AT_ONCE_SECONDS, UNKNOWN_ENDING, WAITING, type Fate, type Step } from "./fates";
import { archivedBefore } from "./times";
import type { World } from "./world";

/** Steps are kept in buckets this wide, so a tick looks at what is due and at nothing else. */
const BUCKET_MS = 200;
/** In place of a step: the message's life runs out. */
export const EXPIRES = 255;
const EXPIRED = { status: 3, err: 6 };
const A_DAY_MS = 86_400_000;

/** Start the course of a message just accepted. */
export function startMessage(world: World, at: number) {
  const [first] = courseAt(world, at);
  if (!first || world.pace === "by-hand") return;
  const leavesAt = world.store.leavesAt(at);
  if (world.pace === "human") schedule(world, at, first, leavesAt);
  else if (leavesAt > world.now()) putOff(world, at, leavesAt);
  else settle(world, at);
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

/** Bring every message that is under way to its end, but for those that are stopped or have a later time. */
function settleAll(world: World) {
  const { store } = world;
  const now = world.now();
  for (let at = 0; at < store.count; at++) {
    if ((store.columns.dueAt[at] ?? 0) > 0 && store.leavesAt(at) <= now) settle(world, at);
  }
}

/** Let messages go their way that waited for a person's hand. */
function startWaiting(world: World) {
  const { columns, count } = world.store;
  for (let at = 0; at < count; at++) {
    if (columns.status[at] === WAITING && columns.dueAt[at] === 0 && columns.step[at] === 0) startMessage(world, at);
  }
}

/** Change how fast messages go their way; those that waited for a hand go on. */
export function setPace(world: World, pace: World["pace"]) {
  const wasByHand = world.pace === "by-hand";
  world.pace = pace;
  if (wasByHand) startWaiting(world);
  if (pace === "at-once") settleAll(world);
}

/** Rebuild the buckets from the messages' own due times. */
export function reschedule(world: World) {
  const { store } = world;
  for (let at = 0; at < store.count; at++) {
    const dueAt = store.columns.dueAt[at] ?? 0;
    if (dueAt > 0) putInBucket(world, at, dueAt);
  }
}

/** Say whether status.php still knows a message: not a deleted one, nor one in the archive, nor ending 30. */
export function isReachable(world: World, at: number): boolean {
  const { columns } = world.store;
  if (columns.isDeleted[at] === 1 || isUnknown(world, at)) return false;
  return !isFinalStatus(columns.status[at] ?? 0) || (columns.changedAt[at] ?? 0) >= archivedBefore(world.now());
}

function settle(world: World, at: number) {
  const { columns } = world.store;
  if (courseAt(world, at)[0]?.status !== STOPPED) {
    finish(world, at);
    return;
  }
  if (columns.step[at] === 0) setStatus(world, at, { status: STOPPED, err: 0, when: world.now() });
  columns.step[at] = Math.max(1, columns.step[at] ?? 0);
  putOff(world, at, world.now() + STOPPED_AT_ONCE_SECONDS * 1_000);
}

export function finish(world: World, at: number) {
  const { columns } = world.store;
  const fate = courseAt(world, at);
  const last = fate.at(-1);
  columns.dueAt[at] = 0;
  columns.step[at] = fate.length;
  if (last) setStatus(world, at, { status: last.status, err: last.err, when: world.now(), isLast: true });
}

function advance(world: World, at: number, bucket: number) {
  const { columns } = world.store;
  const dueAt = columns.dueAt[at] ?? 0;
  // Stopped, settled or put off since it was put here.
  if (dueAt === 0 || Math.floor(dueAt / BUCKET_MS) > bucket) return;
  const index = columns.step[at] ?? 0;
  if (world.pace === "at-once" && index !== EXPIRES) {
    if (index === 0) settle(world, at);
    else finish(world, at);
    return;
  }
  columns.dueAt[at] = 0;
  if (index === EXPIRES) {
    setStatus(world, at, { ...EXPIRED, when: dueAt, isLast: true });
    return;
  }
  const fate = courseAt(world, at);
  const step = fate[index];
  if (!step) return;
  columns.step[at] = index + 1;
  const next = fate[index + 1];
  setStatus(world, at, { status: step.status, err: step.err, when: dueAt, isLast: !next });
  if (next) schedule(world, at, next, dueAt);
}

type Change = { status: number; err: number; when: number; isLast?: boolean };

export function setStatus(world: World, at: number, { status, err, when, isLast }: Change) {
  const { columns } = world.store;
  columns.status[at] = status;
  columns.err[at] = err;
  columns.changedAt[at] = when;
  world.isDirty = true;
  // What is held may still be released: its money comes back when it is refused.
  const isHeld = status === 23 && columns.course[at] === COURSE.held;
  if (isLast && isRefunded(status) && !isHeld) refund(world, at);
  // The gateway calls back for what carriers say; a message that waits or is stopped is only seen by asking.
  if (status >= 0 && !isUnknown(world, at)) world.callbacks?.tell(at);
}

export function refund(world: World, at: number) {
  const { columns } = world.store;
  const cost = columns.cost[at] ?? 0;
  world.balance += cost;
  world.spent -= cost;
  columns.cost[at] = 0;
  world.isDirty = true;
}

/** Due when its step says, or when its life ends before that. */
export function schedule(world: World, at: number, step: Step, from: number) {
  const [least, most] = step.after;
  const dueAt = from + 1_000 * (least + (most - least) * spread(world, at));
  const endsAt = world.store.leavesAt(at) + (world.store.requestOf(at).lifeMs ?? A_DAY_MS);
  const isOpen = !isFinalStatus(world.store.columns.status[at] ?? 0);
  if (isOpen && dueAt > endsAt) world.store.columns.step[at] = EXPIRES;
  putOff(world, at, isOpen ? Math.min(dueAt, endsAt) : dueAt);
}

export function putOff(world: World, at: number, dueAt: number) {
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

export function courseAt(world: World, at: number): Fate {
  const { columns } = world.store;
  return fateOf(columns.msisdn[at] ?? 0, columns.course[at]);
}

export function isUnknown({ store }: World, at: number): boolean {
  return (store.columns.msisdn[at] ?? 0) % 100 === UNKNOWN_ENDING && !store.addresses.has(at);
}
