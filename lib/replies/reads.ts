import { pool } from "@/lib/db";
import { idOf, pageOf, type Cursor, type Page } from "@/lib/keyset";
import { STOP_LANGUAGES, type StopLanguage } from "@/lib/replies/languages";

export const REPLY_TABS = ["unread", "open", "done"] as const;
export type ReplyTab = (typeof REPLY_TABS)[number];

/** An incoming message as the inbox shows it; times are ISO. */
export type ReplyRow = {
  id: number;
  msisdn: string;
  name: string | null;
  text: string;
  receivedAt: string;
  isStop: boolean;
  isRead: boolean;
  doneAt: string | null;
  /** Null while it is open, and when the program did it. */
  doneBy: string | null;
  contactId: number | null;
  messageId: number | null;
  mailingName: string | null;
  isSuppressed: boolean;
};

type Raw = Omit<ReplyRow, "receivedAt" | "doneAt"> & { receivedAt: Date; doneAt: Date | null };

const PAGE = 50;
const OF_TAB: Record<ReplyTab, string> = {
  unread: "r.done_at is null and r.read_at is null",
  open: "r.done_at is null",
  done: "r.done_at is not null",
};

const COLUMNS = `
  select r.id, r.msisdn, c.name, r.text, r.received_at as "receivedAt", r.is_stop as "isStop", r.read_at is not null as "isRead",
    r.done_at as "doneAt", o.name as "doneBy", c.id as "contactId", r.message_id as "messageId", g.name as "mailingName",
    exists (select from suppression s where s.msisdn = r.msisdn) as "isSuppressed"
  from inbound_message r left join contact c on c.msisdn = r.msisdn left join operator o on o.id = r.done_by_id
    left join message m on m.id = r.message_id left join mailing g on g.id = m.mailing_id`;

function rowOf(raw: Raw): ReplyRow {
  return { ...raw, receivedAt: raw.receivedAt.toISOString(), doneAt: raw.doneAt?.toISOString() ?? null };
}

/** List a tab of the inbox, newest first, by the cursor of a row's id. */
export async function listReplies(tab: ReplyTab, cursor: Cursor): Promise<Page<ReplyRow>> {
  const backwards = cursor.before !== undefined;
  const id = idOf(cursor, backwards ? 0 : Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const { rows } = await pool.query<Raw>(
    `${COLUMNS} where ${OF_TAB[tab]} and r.id ${backwards ? ">" : "<"} $1 order by r.id ${backwards ? "asc" : "desc"} limit ${PAGE + 1}`,
    [id],
  );
  const page = pageOf(rows, cursor, PAGE, (row) => String(row.id));
  return { ...page, rows: page.rows.map(rowOf) };
}

/** What one number wrote, newest first. */
export async function listRepliesFrom(msisdn: string, limit = PAGE): Promise<ReplyRow[]> {
  const { rows } = await pool.query<Raw>(`${COLUMNS} where r.msisdn = $1 order by r.id desc limit $2`, [msisdn, limit]);
  return rows.map(rowOf);
}

const UNREAD_SHOWN = 99;

/** A count of unread as it is shown: beyond 99 it says only that there are more. */
export const shownUnread = (count: number): string => (count > UNREAD_SHOWN ? `${UNREAD_SHOWN}+` : String(count));

/** Count the unread, up to one more than is shown. */
export async function countUnreadReplies(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>({
    name: "replies_unread",
    text: `select count(*)::int as count from (select from inbound_message where done_at is null and read_at is null limit ${UNREAD_SHOWN + 1}) unread`,
  });
  return rows[0]?.count ?? 0;
}

/** The stop words of each language, in alphabetical order. */
export async function readStopWordLists(): Promise<Record<StopLanguage, string[]>> {
  const { rows } = await pool.query<{ word: string; language: string }>("select word, language from stop_word order by word");
  const of = (language: StopLanguage) => rows.filter((row) => row.language === language).map(({ word }) => word);
  return Object.fromEntries(STOP_LANGUAGES.map((language) => [language, of(language)])) as Record<StopLanguage, string[]>;
}
