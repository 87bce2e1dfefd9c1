import { pool } from "@/lib/db";
import type { MailingState } from "@/lib/mailings/lifecycle";
import { barOf, pauseNumbersOf, secondsLeft, type BarCounts, type Counter, type PauseNumbers } from "@/lib/mailings/progress";
import { readFreshness, type Freshness } from "@/lib/messages/freshness";
import { TIMING } from "@/lib/submissions/timing";
import { waitOf, type Wait, type WaitFacts } from "@/lib/mailings/wait";

/** Why a mailing is paused, and by whom. */
export type Pause = {
  /** `operator`, or why it stopped by itself. */
  cause: string;
  /** What the cause is about: the beginning of the numbers that fail. */
  detail: string | null;
  reason: string | null;
  at: string;
  by: string | null;
  /** It goes on by itself then. */
  until: string | null;
  /** After a stop for want of money: the balance then and now, decimal strings, and when it was last learnt. */
  balance: { then: string; now: string; at: string; hasRisen: boolean } | null;
};

/** Messages that did not arrive for one cause; `err` is 0 where the gateway gave none. */
export type Failure = { status: number; err: number; count: number };

/** What changes while it runs. */
export type Progress = {
  id: number;
  state: MailingState;
  bar: BarCounts & { withdrawn: number };
  numbers: PauseNumbers;
  /** Messages by the gateway's code. */
  byStatus: Record<string, number>;
  unconfirmed: number;
  /** Of these, what no evidence can settle any more: a person decides. */
  undecided: number;
  refused: number;
  speedPerMinute: number | null;
  secondsLeft: number | null;
  cost: string;
  quotedCost: string | null;
  segmentCount: number;
  currency: string | null;
  scheduledAt: string | null;
  pause: Pause | null;
  /** Why it sends nothing at this moment although it runs. */
  wait: Wait | null;
  /** By the database's clock. */
  asOf: string;
  /** Of what did not arrive, by status and error number; empty in lists. */
  failures: Failure[];
  /** How fresh its statuses are, while some are awaited; null else, and in lists. */
  freshness: Freshness | null;
};

export type RawProgress = {
  id: number;
  name: string;
  text: string;
  state: MailingState;
  speedPerMinute: number | null;
  cost: string;
  quotedCost: string | null;
  segmentCount: number;
  currency: string | null;
  audienceCount: number | null;
  pauseCause: string | null;
  pauseReason: string | null;
  pausedAt: Date | null;
  pausedBy: string | null;
  pauseDetail: string | null;
  resumeAt: Date | null;
  pauseBalance: { then: string | null; now: string; at: string } | null;
  balance: string | null;
  nextDueAt: Date | null;
  lastLeftAt: Date | null;
  createdById: number | null;
  owner: string | null;
  scheduledAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  createdAt: Date;
  breaker: string;
  breakerCause: string | null;
  breakerUntil: Date | null;
  workerAge: number | null;
  paceAt: Date | null;
  counters: Counter[] | null;
  undecided: number | null;
  asOf: Date;
};

/** What every read of progress selects, one index entry each. */
export const PROGRESS_COLUMNS = `
  m.id, m.name, left(m.text, 200) as text, m.state, m.speed_per_minute as "speedPerMinute", coalesce(h.cost, 0) as cost, m.quoted_cost as "quotedCost",
  coalesce(h.segment_count, 0) as "segmentCount", m.audience_count as "audienceCount", m.pause_cause as "pauseCause", m.pause_reason as "pauseReason",
  m.paused_at as "pausedAt", p.name as "pausedBy", m.created_by_id as "createdById", o.name as owner, m.scheduled_at as "scheduledAt",
  m.started_at as "startedAt", m.finished_at as "finishedAt", m.created_at as "createdAt",
  (select currency from balance_reading where currency is not null order by at desc limit 1) as currency,
  g.breaker, g.cause as "breakerCause", g.until as "breakerUntil",
  (select extract(epoch from clock_timestamp() - max(beat_at))::float8 from worker_heartbeat) as "workerAge",
  (select next_at from mailing_pace where mailing_id = m.id) as "paceAt",
  m.pause_detail as "pauseDetail", m.resume_at as "resumeAt", (select balance::text from balance_reading order by at desc, id desc limit 1) as balance,
  case when m.state = 'sending' then (
    select due_at from submission s where s.mailing_id = m.id and s.state = 'queued' order by s.due_at, s.id limit 1
  ) end as "nextDueAt",
  case when m.state = 'sending' then (
    select settled_at from submission s where s.mailing_id = m.id and s.state = 'accepted' order by s.id desc limit 1
  ) end as "lastLeftAt",
  case when m.state = 'paused' and m.pause_cause = 'gateway.no_money' then (
    select json_build_object('now', r.balance::text, 'at', r.at, 'then', least(
      (select b.balance from balance_reading b where b.at <= m.paused_at order by b.at desc limit 1),
      (select b.balance from balance_reading b where b.at > m.paused_at order by b.at limit 1))::text)
    from balance_reading r order by r.at desc, r.id desc limit 1
  ) end as "pauseBalance",
  (
    select sum(size)::int from submission s where s.mailing_id = m.id and s.state = 'unconfirmed'
      and s.unconfirmed_at <= now() - interval '1 millisecond' * ${TIMING.evidenceMs}
  ) as undecided,
  (select json_agg(json_build_object('bucket', bucket, 'code', code, 'count', count)) from mailing_counter where mailing_id = m.id and count > 0) as counters,
  clock_timestamp() as "asOf"`;
export const PROGRESS_FROM = `from mailing m left join operator o on o.id = m.created_by_id left join operator p on p.id = m.paused_by_id
  left join lateral (select cost, segment_count from mailing_charge c where c.mailing_id = m.id) h on true cross join gateway_state g`;

/** Fold a row into what the console shows. */
export function progressOf(raw: RawProgress): Progress {
  const counters = raw.counters ?? [];
  const count = (bucket: string) => counters.find((counter) => counter.bucket === bucket)?.count ?? 0;
  const bar = barOf(counters, raw.state);
  const numbers = pauseNumbersOf(counters, raw.audienceCount ?? 0);
  return {
    id: raw.id,
    state: raw.state,
    bar,
    numbers,
    byStatus: Object.fromEntries(counters.filter(({ bucket }) => bucket === "status").map(({ code, count }) => [String(code), count])),
    unconfirmed: count("unconfirmed"),
    undecided: raw.undecided ?? 0,
    refused: count("refused"),
    speedPerMinute: raw.speedPerMinute,
    secondsLeft: raw.state === "sending" ? secondsLeft(numbers.stoppedHere, raw.speedPerMinute) : null,
    cost: raw.cost,
    quotedCost: raw.quotedCost,
    segmentCount: raw.segmentCount,
    currency: raw.currency,
    scheduledAt: iso(raw.scheduledAt),
    pause: raw.state === "paused" ? pauseOf(raw) : null,
    wait: waitOf(waitFactsOf(raw, numbers)),
    asOf: raw.asOf.toISOString(),
    failures: [],
    freshness: null,
  };
}

function pauseOf({ pauseCause, pauseDetail, pauseReason, pausedAt, pausedBy, resumeAt, pauseBalance, asOf }: RawProgress): Pause {
  const { now, at } = pauseBalance ?? {};
  const then = pauseBalance?.then ?? now;
  return {
    cause: pauseCause ?? "operator",
    detail: pauseDetail,
    reason: pauseReason,
    at: (pausedAt ?? asOf).toISOString(),
    by: pausedBy,
    until: iso(resumeAt),
    balance:
      now === undefined || at === undefined || then === undefined
        ? null
        : { then, now, at: new Date(at).toISOString(), hasRisen: Number(now) > Number(then) },
  };
}

function waitFactsOf(raw: RawProgress, { leavingNow }: PauseNumbers): WaitFacts {
  const counters = raw.counters ?? [];
  const of = (bucket: string, code = 0) => counters.find((counter) => counter.bucket === bucket && counter.code === code)?.count ?? 0;
  const waiting = of("queued");
  const left = counters.reduce((sum, { bucket, count }) => (["queued", "submitting", "skipped"].includes(bucket) ? sum : sum + count), 0);
  return {
    state: raw.state,
    now: raw.asOf,
    workerAgeSeconds: raw.workerAge,
    breaker: raw.breaker,
    breakerCause: raw.breakerCause,
    breakerUntil: raw.breakerUntil,
    queued: waiting,
    submitting: leavingNow,
    heldAtGateway: of("status", -1),
    balance: raw.balance === null ? null : Number(raw.balance),
    unitPrice: left > 0 ? Number(raw.cost) / left : null,
    nextDueAt: raw.nextDueAt,
    paceAt: raw.paceAt,
    lastLeftAt: raw.lastLeftAt,
  };
}

/** Read what changes while a mailing runs; null when there is no such mailing. A few counters, never its messages. */
export async function findProgress(mailingId: number): Promise<Progress | null> {
  const { rows } = await pool.query<RawProgress>({
    name: "mailing_progress",
    text: `select ${PROGRESS_COLUMNS} ${PROGRESS_FROM} where m.id = $1`,
    values: [mailingId],
  });
  if (!rows[0]) return null;
  const progress = progressOf(rows[0]);
  const { withCarriers, atGateway } = progress.bar;
  const [failures, freshness] = await Promise.all([
    progress.bar.failed > 0 ? readFailures(mailingId) : [],
    withCarriers + atGateway > 0 ? readFreshness() : null,
  ]);
  return { ...progress, failures, freshness };
}

async function readFailures(mailingId: number): Promise<Failure[]> {
  const { rows } = await pool.query<Failure>({
    name: "mailing_failures",
    text: "select status::int, err::int, count from mailing_failure where mailing_id = $1 and count > 0 order by count desc",
    values: [mailingId],
  });
  return rows;
}

export const iso = (at: Date | null) => at?.toISOString() ?? null;
