import { pool } from "@/lib/db";
import type { MailingState } from "@/lib/mailings/lifecycle";
import { iso, PROGRESS_COLUMNS, PROGRESS_FROM, progressOf, type Progress, type RawProgress } from "@/lib/mailings/read-progress";

export type { Progress } from "@/lib/mailings/read-progress";

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

export type MailingRow = Progress & {
  name: string;
  text: string;
  createdById: number | null;
  owner: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  createdAt: string;
};

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
  byItself = false,
}: {
  tab: Tab;
  before?: number | null;
  limit?: number;
  /** Only what no person has paused. */
  byItself?: boolean;
}): Promise<{ rows: MailingRow[]; next: number | null }> {
  const { rows } = await pool.query<RawProgress>(
    `select ${PROGRESS_COLUMNS} ${PROGRESS_FROM} where m.state = any ($1::mailing_state[]) and ($2::int is null or m.id < $2)
       and (not $4 or m.pause_cause <> 'operator') order by m.id desc limit $3`,
    [TABS[tab], before, limit + 1, byItself],
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

/** How many mailings have stopped by themselves and wait for a person. */
export async function countStopped(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    "select count(*)::int as count from mailing where state = 'paused' and pause_cause <> 'operator'",
  );
  return rows[0]?.count ?? 0;
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
