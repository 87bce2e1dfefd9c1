import { pool } from "@/lib/db";
import type { MailingState } from "@/lib/mailings/lifecycle";
import { barOf, pauseNumbersOf, secondsLeft, type BarCounts, type Counter, type PauseNumbers } from "@/lib/mailings/progress";

/** One mailing as its page shows it, without its messages. */
export type MailingView = {
  id: number;
  name: string;
  text: string;
  personalised: boolean;
  sender: string | null;
  state: MailingState;
  speedPerMinute: number | null;
  scheduledAt: string | null;
  launchedAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  createdAt: string;
  createdById: number | null;
  createdBy: string | null;
  launchedBy: string | null;
  lists: { id: number; name: string; memberCount: number }[];
  pastedCount: number;
};

/** What changes while it runs. */
export type Progress = {
  id: number;
  state: MailingState;
  bar: BarCounts & { withdrawn: number };
  numbers: PauseNumbers;
  /** Messages by the gateway's code. */
  byStatus: Record<string, number>;
  unconfirmed: number;
  refused: number;
  speedPerMinute: number | null;
  secondsLeft: number | null;
  cost: string;
  quotedCost: string | null;
  segmentCount: number;
  currency: string | null;
  scheduledAt: string | null;
  pause: { cause: string; reason: string | null; at: string; by: string | null } | null;
  /** Why it sends nothing at this moment although it runs; `until` when it goes on by itself. */
  wait: { code: string; until: string | null } | null;
  /** By the database's clock. */
  asOf: string;
};

export type MailingRow = Progress & {
  name: string;
  text: string;
  createdById: number | null;
  owner: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  createdAt: string;
};

const iso = (at: Date | null) => at?.toISOString() ?? null;

type Raw = {
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
  asOf: Date;
};

const COLUMNS = `
  m.id, m.name, left(m.text, 200) as text, m.state, m.speed_per_minute as "speedPerMinute", m.cost, m.quoted_cost as "quotedCost",
  m.segment_count as "segmentCount", m.audience_count as "audienceCount", m.pause_cause as "pauseCause", m.pause_reason as "pauseReason",
  m.paused_at as "pausedAt", p.name as "pausedBy", m.created_by_id as "createdById", o.name as owner, m.scheduled_at as "scheduledAt",
  m.started_at as "startedAt", m.finished_at as "finishedAt", m.created_at as "createdAt",
  (select currency from balance_reading where currency is not null order by at desc limit 1) as currency,
  g.breaker, g.cause as "breakerCause", g.until as "breakerUntil",
  (select extract(epoch from clock_timestamp() - max(beat_at))::float8 from worker_heartbeat) as "workerAge",
  (select next_at from mailing_pace where mailing_id = m.id) as "paceAt",
  (select json_agg(json_build_object('bucket', bucket, 'code', code, 'count', count)) from mailing_counter where mailing_id = m.id and count > 0) as counters,
  clock_timestamp() as "asOf"`;
const FROM = `from mailing m left join operator o on o.id = m.created_by_id left join operator p on p.id = m.paused_by_id cross join gateway_state g`;

/** Beyond this a worker that said nothing is taken for dead. */
const WORKER_SILENT_SECONDS = 15;

/** Why a running mailing sends nothing now. The first that holds is the one to mend. */
function waitOf(raw: Raw): Progress["wait"] {
  if (raw.state !== "sending" && raw.state !== "planning") return null;
  if (raw.workerAge === null || raw.workerAge > WORKER_SILENT_SECONDS) return { code: "no_worker", until: null };
  if (raw.state === "planning") return { code: "planning", until: null };
  const waiting = (raw.counters ?? []).some(({ bucket }) => bucket === "queued");
  if (raw.breaker === "open" && waiting) return { code: `gateway_${raw.breakerCause ?? "blocked"}`, until: iso(raw.breakerUntil) };
  if (!waiting) return { code: "statuses", until: null };
  return raw.paceAt && raw.paceAt > raw.asOf ? { code: "speed", until: iso(raw.paceAt) } : null;
}

function progressOf(raw: Raw): Progress {
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
    refused: count("refused"),
    speedPerMinute: raw.speedPerMinute,
    secondsLeft: raw.state === "sending" ? secondsLeft(numbers.stoppedHere, raw.speedPerMinute) : null,
    cost: raw.cost,
    quotedCost: raw.quotedCost,
    segmentCount: raw.segmentCount,
    currency: raw.currency,
    scheduledAt: iso(raw.scheduledAt),
    pause:
      raw.state === "paused"
        ? { cause: raw.pauseCause ?? "operator", reason: raw.pauseReason, at: (raw.pausedAt ?? raw.asOf).toISOString(), by: raw.pausedBy }
        : null,
    wait: waitOf(raw),
    asOf: raw.asOf.toISOString(),
  };
}

/** Read what changes while a mailing runs; null when there is no such mailing. A few counters, never its messages. */
export async function findProgress(mailingId: number): Promise<Progress | null> {
  const { rows } = await pool.query<Raw>({ name: "mailing_progress", text: `select ${COLUMNS} ${FROM} where m.id = $1`, values: [mailingId] });
  return rows[0] ? progressOf(rows[0]) : null;
}

/** Tabs of the list, by what a person looks for. */
export const TABS = {
  running: ["planning", "sending"],
  scheduled: ["scheduled"],
  drafts: ["draft", "awaiting_approval"],
  attention: ["paused"],
  done: ["completed", "canceled"],
  all: ["draft", "awaiting_approval", "scheduled", "planning", "sending", "paused", "canceled", "completed"],
} as const satisfies Record<string, readonly MailingState[]>;
export type Tab = keyof typeof TABS;

const PAGE = 30;

/** Page through mailings, newest first. `before` is the id of the last row seen. */
export async function listMailings({
  tab,
  before = null,
  limit = PAGE,
}: {
  tab: Tab;
  before?: number | null;
  limit?: number;
}): Promise<{ rows: MailingRow[]; next: number | null }> {
  const { rows } = await pool.query<Raw>(
    `select ${COLUMNS} ${FROM} where m.state = any ($1::mailing_state[]) and ($2::int is null or m.id < $2) order by m.id desc limit $3`,
    [TABS[tab], before, limit + 1],
  );
  const page = rows.slice(0, limit).map((raw) => ({
    ...progressOf(raw),
    name: raw.name,
    text: raw.text,
    createdById: raw.createdById,
    owner: raw.owner,
    startedAt: iso(raw.startedAt),
    finishedAt: iso(raw.finishedAt),
    createdAt: raw.createdAt.toISOString(),
  }));
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** How many mailings stand in each tab; mailings are few. */
export async function countTabs(): Promise<Record<Tab, number>> {
  const { rows } = await pool.query<{ state: MailingState; count: number }>("select state, count(*) as count from mailing group by state");
  const of = (states: readonly MailingState[]) => rows.filter(({ state }) => states.includes(state)).reduce((sum, { count }) => sum + count, 0);
  return Object.fromEntries(Object.entries(TABS).map(([tab, states]) => [tab, of(states)])) as Record<Tab, number>;
}

/** Read a mailing without its messages; null when there is none. */
export async function findMailing(mailingId: number): Promise<MailingView | null> {
  const { rows } = await pool.query<
    Omit<MailingView, "scheduledAt" | "launchedAt" | "startedAt" | "finishedAt" | "createdAt" | "lists"> &
      Record<"scheduledAt" | "launchedAt" | "startedAt" | "finishedAt", Date | null> & { createdAt: Date; lists: MailingView["lists"] | null }
  >(
    `select m.id, m.name, m.text, m.personalised, m.sender, m.state, m.speed_per_minute as "speedPerMinute", m.scheduled_at as "scheduledAt",
       m.launched_at as "launchedAt", m.started_at as "startedAt", m.finished_at as "finishedAt", m.created_at as "createdAt",
       m.created_by_id as "createdById", o.name as "createdBy", l.name as "launchedBy", cardinality(m.pasted_msisdns) as "pastedCount",
       (select json_agg(json_build_object('id', x.id, 'name', x.name, 'memberCount', x.member_count) order by x.name)
        from mailing_audience_list a join mailing_list x on x.id = a.list_id where a.mailing_id = m.id) as lists
     from mailing m left join operator o on o.id = m.created_by_id left join operator l on l.id = m.launched_by_id where m.id = $1`,
    [mailingId],
  );
  const row = rows[0];
  if (!row) return null;
  const { scheduledAt, launchedAt, startedAt, finishedAt } = row;
  return {
    ...row,
    lists: row.lists ?? [],
    scheduledAt: iso(scheduledAt),
    launchedAt: iso(launchedAt),
    startedAt: iso(startedAt),
    finishedAt: iso(finishedAt),
    createdAt: row.createdAt.toISOString(),
  };
}

/** What a draft was given as pasted numbers, one a line. */
export async function readPasted(mailingId: number): Promise<string> {
  const { rows } = await pool.query<{ text: string }>("select array_to_string(pasted_msisdns, chr(10)) as text from mailing where id = $1", [
    mailingId,
  ]);
  return rows[0]?.text ?? "";
}

export type HistoryEntry = { id: number; at: string; event: string; by: string | null; reason: string | null; after: unknown };

/** Who did what to a mailing, newest first. */
export async function listHistory(mailingId: number, limit = 100): Promise<HistoryEntry[]> {
  const { rows } = await pool.query<Omit<HistoryEntry, "at"> & { at: Date }>(
    `select a.id, a.at, a.event, o.name as by, a.reason, a.after from audit_entry a left join operator o on o.id = a.operator_id
     where a.subject = $1 order by a.id desc limit $2`,
    [`mailing:${mailingId}`, limit],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
