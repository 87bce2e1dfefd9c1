import { pool } from "@/lib/db";
import { cursorOf, idOf, pageOf, sortInAddress, type Cursor, type Page, type Sort } from "@/lib/keyset";
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

/** What mailings can be put in order by, and the column of each. There are thousands of them, not millions. */
const SORT_COLUMNS = { made: "m.id", name: "m.name" } as const;
export type MailingSort = Sort<keyof typeof SORT_COLUMNS>;
export const MAILING_SORTS = Object.keys(SORT_COLUMNS) as (keyof typeof SORT_COLUMNS)[];
export const MAILINGS_OWN_SORT: MailingSort = { by: "made", isDescending: true };

type MailingsAsked = {
  tab: Tab;
  cursor?: Cursor;
  sort?: MailingSort;
  limit?: number;
  /** Only what no person has paused. */
  byItself?: boolean;
};

/** Page through mailings in an order; the newest first where none is asked for. */
export async function listMailings({
  tab,
  cursor = {},
  sort = MAILINGS_OWN_SORT,
  limit = PAGE,
  byItself = false,
}: MailingsAsked): Promise<Page<MailingRow>> {
  const isUp = (cursor.before !== undefined) === sort.isDescending;
  const [sign, order] = isUp ? [">", "asc"] : ["<", "desc"];
  const column = SORT_COLUMNS[sort.by];
  // By name, rows that follow one that is gone cannot be told: then the first are given.
  const beyond = sort.by === "made" ? `m.id ${sign} $2` : `(${column}, m.id) ${sign} (select ${column}, m.id from mailing m where m.id = $2)`;
  const from = idOf(cursor, 0) || null;
  const { rows } = await pool.query<RawProgress>(
    `select ${PROGRESS_COLUMNS} ${PROGRESS_FROM} where m.state = any ($1::mailing_state[]) and ($2::int is null or (${beyond}))
       and (not $4 or m.pause_cause <> 'operator') order by ${column} ${order}, m.id ${order} limit $3`,
    [TABS[tab], from, limit + 1, byItself],
  );
  return pageOf(rows.map(mailingRowOf), cursor, limit, ({ id }) => String(id));
}

const mailingRowOf = (raw: RawProgress): MailingRow => ({
  ...progressOf(raw),
  name: raw.name,
  text: raw.text,
  createdById: raw.createdById,
  owner: raw.owner,
  startedAt: iso(raw.startedAt),
  finishedAt: iso(raw.finishedAt),
  createdAt: raw.createdAt.toISOString(),
});

/** A tab of the list and a page of it, as an address has them. */
export type MailingsAddress = { tab?: string; sort?: string; after?: string; before?: string };

/** The page of mailings that an address asks for, with how many stand in each tab. */
export async function readMailingsPage({ tab, sort, ...cursor }: MailingsAddress): Promise<MailingsPage> {
  const [page, counts] = await Promise.all([
    listMailings({ tab: readTab(tab), cursor: cursorOf(cursor), sort: sortInAddress(sort, MAILING_SORTS, MAILINGS_OWN_SORT) }),
    countTabs(),
  ]);
  return { ...page, counts };
}

export type MailingsPage = Page<MailingRow> & { counts: Record<Tab, number> };

/** The tab that an address names; all for anything else. */
export const readTab = (tab: string | undefined): Tab => (tab !== undefined && Object.hasOwn(TABS, tab) ? (tab as Tab) : "all");

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
