import { DEFAULT_SENDER } from "./cabinet";
import { NO_ROUTE, type Content, type Entry, type Timing } from "./content";
import { COURSE } from "./fates";
import { HLR, MAIL, PING } from "./kinds";
import { startMessage } from "./lifecycle";
import type { World } from "./world";

export type Accepted = { id: number | string; cost: number; segments: number; good: number };

export type Acceptance = { id: number | string; content: Content; timing: Timing; mailing?: number; isOutside?: boolean };

/** What a request costs: nothing in virtual mode, but for e-mail. */
export function costOf(world: World, { entries, kind }: Content): number {
  if (world.settings.isVirtual && kind.type !== MAIL) return 0;
  return entries.reduce((sum, entry) => sum + entry.cost, 0);
}

export function segmentsOf({ entries }: Content): number {
  return entries.reduce((sum, { verdict, segments }) => (verdict ? sum : sum + segments), 0);
}

/** Take the money and keep every message, the faulty ones too: status.php answers for them. */
export function acceptMessages(world: World, { id, content, timing, mailing, isOutside }: Acceptance): Accepted {
  const { entries, kind, isList } = content;
  const now = world.now();
  const isVirtual = world.settings.isVirtual && kind.type !== MAIL;
  const cost = costOf(world, content);
  world.balance -= cost;
  world.spent += cost;
  const senders = entries.map(({ sender }) => nameOf(sender));
  const hasOneSender = senders.every((sender) => sender === senders[0]);
  const request = world.store.begin({
    id,
    text: isList ? entries.map(({ text }) => text) : (entries[0]?.text ?? ""),
    sender: hasOneSender ? (senders[0] ?? DEFAULT_SENDER) : senders,
    acceptedAt: now,
    startsAt: timing.startsAt === now ? undefined : timing.startsAt,
    lifeMs: timing.lifeMs,
    type: kind.type || undefined,
    mailing,
    isOutside,
    isVirtual: isVirtual || undefined,
  });
  const isMass = entries.length > 1 || mailing !== undefined;
  for (const entry of entries) addMessage(world, request, entry, { type: kind.type, isMass, isVirtual });
  world.isDirty = true;
  return { id, cost, segments: segmentsOf(content), good: entries.filter(({ verdict }) => verdict === null).length };
}

type Facts = { type: number; isMass: boolean; isVirtual: boolean };

function addMessage(world: World, request: number, entry: Entry, facts: Facts) {
  const { store } = world;
  const msisdn = Number(entry.address);
  const at = store.add(request, {
    msisdn: Number.isNaN(msisdn) ? 0 : msisdn,
    segments: entry.segments,
    cost: facts.isVirtual ? 0 : entry.cost,
    textHash: entry.textHash,
    course: courseOf(world, entry, msisdn, facts),
    ...(Number.isNaN(msisdn) ? { address: entry.address } : {}),
  });
  if (!entry.verdict) {
    startMessage(world, at);
    return;
  }
  store.columns.status[at] = entry.verdict.status;
  store.columns.err[at] = entry.verdict.err;
  if (entry.verdict === NO_ROUTE) world.callbacks?.tell(at);
}

function courseOf(world: World, { address, verdict }: Entry, msisdn: number, { type, isMass, isVirtual }: Facts): number {
  if (verdict) return COURSE.refused;
  if (Number.isNaN(msisdn)) return COURSE.released;
  const black = world.cabinet.blackList[address];
  if (black && (black.type === 0 || (black.type === 1) === isMass)) return COURSE.blackListed;
  if (world.limits.isFlood(msisdn)) return COURSE.flood;
  if (isVirtual) return COURSE.virtual;
  if (type === HLR) return COURSE.hlr;
  if (type === PING) return COURSE.ping;
  return world.settings.moderates ? COURSE.held : COURSE.byNumber;
}

/** The default sender stands in for none; a point switches it off. */
function nameOf(sender: string): string {
  return sender === "." ? "" : sender || DEFAULT_SENDER;
}
