import type { MailingState } from "@/lib/mailings/lifecycle";

/** Why a running mailing sends nothing at this moment; worded in `mailings.wait.*`. */
export type WaitCode =
  | "no_worker"
  | "planning"
  | "gateway_credentials"
  | "gateway_blocked"
  | "gateway_unreachable"
  | "gateway_refusals"
  | "gateway_probing"
  | "no_balance"
  | "due"
  | "speed"
  | "turn"
  | "night"
  | "statuses";

/** `until`: when it goes on by itself, ISO; `count`: whom it is about. */
export type Wait = { code: WaitCode; until: string | null; count: number | null };

/** What the reason is told from: counters and rows of one line each, never messages. */
export type WaitFacts = {
  state: MailingState;
  /** By the database's clock. */
  now: Date;
  /** Since a worker last said that it lives. */
  workerAgeSeconds: number | null;
  breaker: string;
  breakerCause: string | null;
  breakerUntil: Date | null;
  /** Messages that wait here, that are leaving, and that the gateway holds with -1. */
  queued: number;
  submitting: number;
  heldAtGateway: number;
  /** What the account holds and what a message cost so far. */
  balance: number | null;
  unitPrice: number | null;
  /** When the next slice may leave by plan, and by the mailing's speed. */
  nextDueAt: Date | null;
  paceAt: Date | null;
  /** When the last slice was handed over. */
  lastLeftAt: Date | null;
};

/** Beyond this a worker that said nothing is taken for dead. */
export const WORKER_SILENT_SECONDS = 8;
/** Nothing left for so long, although it might: others go first. */
const TURN_MS = 30_000;
/** What was handed over longer ago than this and still waits at the gateway in the night is held by it. */
const HELD_MS = 300_000;

const CODE_OF_CAUSE: Record<string, WaitCode> = {
  credentials: "gateway_credentials",
  blocked: "gateway_blocked",
  unreachable: "gateway_unreachable",
  refusals: "gateway_refusals",
};

/** Why a running mailing does not move; null when it does. Of several reasons the one that has to be mended first. */
export function waitOf(facts: WaitFacts): Wait | null {
  const { state, now, workerAgeSeconds, queued } = facts;
  if (state !== "sending" && state !== "planning") return null;
  if (workerAgeSeconds === null || workerAgeSeconds > WORKER_SILENT_SECONDS) return because("no_worker");
  if (state === "planning") return because("planning");
  return queued > 0 ? waitOfQueue(facts) : waitAtGateway(facts, now);
}

function waitOfQueue(facts: WaitFacts): Wait | null {
  const { now, breaker, breakerCause, breakerUntil, queued, submitting, balance, unitPrice, nextDueAt, paceAt, lastLeftAt } = facts;
  if (breaker === "open") return because(CODE_OF_CAUSE[breakerCause ?? ""] ?? "gateway_blocked", breakerUntil);
  if (breaker === "probing") return because("gateway_probing");
  if (balance !== null && (balance <= 0 || (unitPrice !== null && balance < unitPrice))) return because("no_balance");
  if (nextDueAt && nextDueAt > now) return because("due", nextDueAt, queued);
  if (paceAt && paceAt > now) return because("speed", paceAt);
  const isIdle = submitting === 0 && lastLeftAt !== null && now.getTime() - lastLeftAt.getTime() > TURN_MS;
  return isIdle ? because("turn") : null;
}

function waitAtGateway({ heldAtGateway, submitting, lastLeftAt }: WaitFacts, now: Date): Wait | null {
  if (submitting > 0) return null;
  const morning = endOfNight(now);
  const isHeld = lastLeftAt === null || now.getTime() - lastLeftAt.getTime() > HELD_MS;
  return morning && heldAtGateway > 0 && isHeld ? because("night", morning, heldAtGateway) : because("statuses");
}

const because = (code: WaitCode, until: Date | null = null, count: number | null = null): Wait => ({
  code,
  until: until?.toISOString() ?? null,
  count,
});

const MOSCOW_HOURS = 3;
const DAY_BEGINS = 9;
const NIGHT_BEGINS = 22;

/**
 * When the gateway lets mass messages go again; null by day. It keeps 09 – 22 of each recipient's own zone, which nobody
 * tells us; told here by Moscow, the gateway's. Source: SMSC FAQ, "Time of sending of mailings".
 */
export function endOfNight(now: Date): Date | null {
  const local = new Date(now.getTime() + MOSCOW_HOURS * 3_600_000);
  const hour = local.getUTCHours();
  if (hour >= DAY_BEGINS && hour < NIGHT_BEGINS) return null;
  const days = hour >= NIGHT_BEGINS ? 1 : 0;
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + days, DAY_BEGINS - MOSCOW_HOURS));
}
