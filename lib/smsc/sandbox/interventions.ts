import { COURSE, STOPPED, WAITING } from "./fates";
import { courseAt, EXPIRES, finish, isUnknown, putOff, refund, schedule, setStatus } from "./lifecycle";
import type { World } from "./world";

/** What people do to messages: at the gateway's cabinet, as its moderator, in a carrier's place. */

/** Stop messages that have not left, as a person does in the gateway's cabinet. Returns how many it stopped. */
export function stopMessages(world: World, matches: (at: number) => boolean): number {
  return changeWaiting(world, matches, (at) => setStatus(world, at, { status: STOPPED, err: 0, when: world.now() }));
}

/** Take back messages that have not left; their money comes back and nobody knows them any more. Returns how many. */
export function withdrawMessages(world: World, matches: (at: number) => boolean): number {
  return changeWaiting(world, matches, (at) => {
    refund(world, at);
    world.store.columns.step[at] = EXPIRES;
    world.store.columns.isDeleted[at] = 1;
  });
}

function changeWaiting(world: World, matches: (at: number) => boolean, change: (at: number) => void): number {
  const { store } = world;
  let changed = 0;
  for (let at = 0; at < store.count; at++) {
    if (store.columns.status[at] !== WAITING || isUnknown(world, at) || !matches(at)) continue;
    store.columns.dueAt[at] = 0;
    change(at);
    changed += 1;
  }
  return changed;
}

/** Let stopped messages go on. Returns how many there were. */
export function releaseMessages(world: World, matches: (at: number) => boolean): number {
  const { store } = world;
  let released = 0;
  for (let at = 0; at < store.count; at++) {
    if (store.columns.status[at] !== STOPPED || !matches(at)) continue;
    released += 1;
    const now = world.now();
    setStatus(world, at, { status: WAITING, err: 0, when: now });
    const fate = courseAt(world, at);
    // A fate that itself begins with the stop goes on behind it.
    if (fate[0]?.status === STOPPED) store.columns.step[at] = 1;
    const next = fate[store.columns.step[at] ?? 0];
    const leavesAt = store.leavesAt(at);
    if (!next || world.pace === "by-hand") continue;
    if (world.pace === "human") schedule(world, at, { ...next, after: [1, 3] }, Math.max(now, leavesAt));
    else if (leavesAt > now) putOff(world, at, leavesAt);
    else finish(world, at);
  }
  return released;
}

/** Decide about messages the moderator holds: released they go on, refused their money comes back. Returns how many. */
export function moderateMessages(world: World, matches: (at: number) => boolean, isReleased: boolean): number {
  const { columns, count } = world.store;
  let decided = 0;
  for (let at = 0; at < count; at++) {
    if (columns.status[at] !== 23 || columns.err[at] !== 253 || !matches(at)) continue;
    decided += 1;
    columns.dueAt[at] = 0;
    if (!isReleased) {
      columns.step[at] = EXPIRES;
      refund(world, at);
      continue;
    }
    columns.course[at] = COURSE.released;
    columns.step[at] = 0;
    const [first] = courseAt(world, at);
    if (world.pace === "at-once") finish(world, at);
    else if (first) schedule(world, at, first, world.now());
  }
  return decided;
}

/** Say in the carrier's place what became of messages. Returns of how many. */
export function reportMessages(world: World, matches: (at: number) => boolean, report: { status: number; err: number }): number {
  let told = 0;
  for (let at = 0; at < world.store.count; at++) {
    if (!matches(at)) continue;
    told += 1;
    reportMessage(world, at, report);
  }
  return told;
}

/** Say what became of one message; nothing else happens to it afterwards. */
export function reportMessage(world: World, at: number, { status, err }: { status: number; err: number }) {
  const { columns } = world.store;
  columns.dueAt[at] = 0;
  columns.step[at] = EXPIRES;
  setStatus(world, at, { status, err, when: world.now(), isLast: true });
}
