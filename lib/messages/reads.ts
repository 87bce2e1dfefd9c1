import { pool } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { idOf, INT_MAX } from "@/lib/keyset";
import { piecesOf, type FilterPiece, type MessageFilter } from "@/lib/messages/filters";
import { MESSAGE_COLUMNS, MESSAGE_JOINS, messageRowOf, type MessageRow, type RawMessage } from "@/lib/messages/rows";
import { normaliseMsisdn } from "@/lib/sms/msisdn";

export type { MessageRow } from "@/lib/messages/rows";

const PAGE = 50;
/** Digits from which on a beginning is taken to fit few numbers: country code, carrier and one more. */
const SELECTIVE_DIGITS = 6;

export type MessagePage = { rows: MessageRow[]; /** Pass as `after` for the next page. */ next: string | null };

/** Which of a mailing's messages, and in which order. `search`: the beginning of a number. */
export type MessageView = {
  mailingId: number;
  filter: MessageFilter;
  search?: string;
  /** From the greatest number down. */ isDescending?: boolean;
};

type ListOptions = MessageView & { after?: string | null; limit?: number };

/**
 * Page through a mailing's messages in order of number, either way. A search is a number's beginning. Every filter is a union of
 * indexed pieces, each cut to one page before they are merged: nothing counts, sorts or skips over messages.
 *
 * Planning writes a mailing's messages in order of number, so their ids rise with it: all of them, and those of a search,
 * are walked by number, a status or a state by id, each by the index that holds just that.
 */
export async function listMessages({
  mailingId,
  filter,
  search = "",
  after = null,
  isDescending = false,
  limit = PAGE,
}: ListOptions): Promise<MessagePage> {
  const { rows: states } = await pool.query<{ state: string }>("select state from mailing where id = $1", [mailingId]);
  const pieces = piecesOf(filter, states[0]?.state === "paused");
  const prefix = prefixOf(search);
  // A short beginning fits most numbers, so what is rare is the status; a long one fits few.
  const byNumber = pieces === null || prefix.length >= SELECTIVE_DIGITS;
  // A cursor stands in a link: it is a message's id, never its number.
  const cursor = idOf({ after: after ?? undefined }, isDescending ? Number.MAX_SAFE_INTEGER : 0, Number.MAX_SAFE_INTEGER);
  const way = isDescending ? DOWN : UP;
  const found = byNumber ? byNumberSql(pieces, way) : pieces.map((piece) => pieceSql(piece, way)).join(" union all ");
  const order = byNumber ? "msisdn" : "id";
  const { rows } = await pool.query<RawMessage>(
    `select ${MESSAGE_COLUMNS} from (select id from (${found}) found order by ${order} ${way.order} limit $3) page join message m on m.id = page.id
     ${MESSAGE_JOINS} order by m.${order} ${way.order}`,
    [mailingId, cursor, limit + 1, prefix],
  );
  const page = rows.slice(0, limit).map(messageRowOf);
  const last = page.at(-1);
  const next = rows.length > limit && last ? String(last.id) : null;
  return { rows: page, next };
}

/** Which way rows are walked, and before which number and slice they all come. */
const UP = { order: "asc", sign: ">", start: "''", startSlice: 0 } as const;
const DOWN = { order: "desc", sign: "<", start: "'~'", startSlice: INT_MAX } as const;
type Way = typeof UP | typeof DOWN;

/** Digits of a number's beginning; one written as inside Russia is read as such. */
function prefixOf(search: string): string {
  const digits = search.replace(/\D/g, "").slice(0, 15);
  return /^89\d*$/.test(digits) && !search.trim().startsWith("+") ? `7${digits.slice(1)}` : digits;
}

/** `~` is greater than any digit: from the prefix to its end. */
const BEGINS_SO = "msisdn >= $4 and msisdn < $4 || '~'";

/** What a filter and a search keep of a mailing's messages `m` with their slices `s`; for a deed on all of them at once. */
export function matchingSql(filter: MessageFilter, search: string, isPaused: boolean): Prisma.Sql {
  const prefix = prefixOf(search);
  const begins = Prisma.sql`m.msisdn >= ${prefix} and m.msisdn < ${prefix} || '~'`;
  return Prisma.sql`${begins} ${Prisma.raw(narrowingSql(piecesOf(filter, isPaused)))}`;
}

const narrowingSql = (pieces: readonly FilterPiece[] | null) => (pieces === null ? "" : `and (${pieces.map(conditionOf).join(" or ")})`);

/** By the index on (mailing, number). */
function byNumberSql(pieces: readonly FilterPiece[] | null, { order, sign, start }: Way): string {
  return `
    select m.id, m.msisdn from message m left join submission s on s.id = m.submission_id
    where m.mailing_id = $1 and m.msisdn ${sign} coalesce((select msisdn from message where id = $2), ${start})
      and ${BEGINS_SO} ${narrowingSql(pieces)} order by m.msisdn ${order} limit $3`;
}

function conditionOf(piece: FilterPiece): string {
  if ("skipped" in piece) return "m.skip_reason is not null";
  if ("ended" in piece) return "m.ended_as is not null";
  if ("from" in piece) return `(m.status between ${Number(piece.from)} and ${Number(piece.to)} and m.ended_as is null)`;
  if ("status" in piece) return `(m.status = ${Number(piece.status)} and m.ended_as is null ${errSql(piece, "m.")})`;
  return `(m.status is null and m.ended_as is null and s.state = '${piece.submission}')`;
}

/** Of a status with its error number; 0 where the gateway gave none. */
function errSql({ err }: { err?: number }, of = ""): string {
  if (err === undefined) return "";
  return Number(err) === 0 ? `and (${of}err = 0 or ${of}err is null)` : `and ${of}err = ${Number(err)}`;
}

/** One piece, by the index that holds it: nothing else is read. Slices whose messages all have a status are passed over. */
function pieceSql(piece: FilterPiece, { order, sign, startSlice }: Way): string {
  const rest = `and id ${sign} $2 and ${BEGINS_SO} order by id ${order} limit $3`;
  if ("skipped" in piece) return `(select id from message where mailing_id = $1 and skip_reason is not null ${rest})`;
  if ("ended" in piece) return `(select id from message where mailing_id = $1 and ended_as is not null ${rest})`;
  if ("from" in piece)
    return `(select id from message where mailing_id = $1 and status between ${Number(piece.from)} and ${Number(piece.to)} and ended_as is null ${rest})`;
  if ("status" in piece)
    return `(select id from message where mailing_id = $1 and status = ${Number(piece.status)} and ended_as is null ${errSql(piece)} ${rest})`;
  const silent = piece.submission === "accepted" ? "and silent_count > 0" : "";
  return `(
    select m.id from (
      select id from submission where mailing_id = $1 and state = '${piece.submission}' ${silent}
        and id ${sign}= coalesce((select submission_id from message where id = $2), ${startSlice})
      order by id ${order}
    ) s cross join lateral (
      select id from message where submission_id = s.id and status is null and ended_as is null ${rest}
    ) m order by s.id ${order}, m.id ${order} limit $3)`;
}

export type LookUp =
  | { kind: "empty" }
  | { kind: "not_understood"; query: string }
  | { kind: "number"; msisdn: string; name: string | null; contactId: number | null; isSuppressed: boolean; rows: MessageRow[]; next: number | null }
  | { kind: "message"; messageId: number };

/**
 * Find what support is asked about: a number in any format gives its messages, newest first; our message id or the
 * gateway's id gives the message itself. `before` is the id of the last row seen.
 */
export async function lookUp(query: string, { before = null, limit = PAGE }: { before?: number | null; limit?: number } = {}): Promise<LookUp> {
  const asked = query.trim().slice(0, 100);
  if (asked === "") return { kind: "empty" };
  const number = normaliseMsisdn(asked, "RU");
  const found = number.ok ? await readNumber(number.msisdn, before, limit) : null;
  if (found && (found.rows.length > 0 || found.contactId !== null || before !== null)) return found;
  // An id of the gateway may read as somebody's number, too; one that nobody here ever wrote to is none.
  const id = /^#?(\d{1,15})$/.exec(asked)?.[1];
  const messageId = id ? await findById(Number(id)) : null;
  if (messageId !== null) return { kind: "message", messageId };
  if (found) return found;
  const digits = asked.replace(/\D/g, "");
  // What is no number to send to may still be one that messages went to, such as an old one.
  if (digits.length >= 5 && digits.length <= 15) return readNumber(digits, before, limit);
  return { kind: "not_understood", query: asked };
}

export type FoundNumber = Extract<LookUp, { kind: "number" }>;

/** The messages of a contact's number, newest first; null when there is no such contact. */
export async function findMessagesTo(
  contactId: number,
  { before = null, limit = PAGE }: { before?: number | null; limit?: number } = {},
): Promise<FoundNumber | null> {
  const { rows } = await pool.query<{ msisdn: string }>("select msisdn from contact where id = $1", [contactId]);
  return rows[0] ? readNumber(rows[0].msisdn, before, limit) : null;
}

async function readNumber(msisdn: string, before: number | null, limit: number): Promise<FoundNumber> {
  const [messages, facts] = await Promise.all([
    pool.query<RawMessage>({
      name: "look_up_number",
      text: `select ${MESSAGE_COLUMNS} from (
          select * from message where msisdn = $1 and id < $2 order by id desc limit $3
        ) m ${MESSAGE_JOINS} order by m.id desc`,
      values: [msisdn, before ?? Number.MAX_SAFE_INTEGER, limit + 1],
    }),
    pool.query<{ name: string | null; contactId: number | null; isSuppressed: boolean }>(
      `select (select name from contact where msisdn = $1) as name, (select id from contact where msisdn = $1) as "contactId",
         exists (select from suppression where msisdn = $1) as "isSuppressed"`,
      [msisdn],
    ),
  ]);
  const rows = messages.rows.slice(0, limit).map(messageRowOf);
  const { name = null, contactId = null, isSuppressed = false } = facts.rows[0] ?? {};
  return { kind: "number", msisdn, name, contactId, isSuppressed, rows, next: messages.rows.length > limit ? (rows.at(-1)?.id ?? null) : null };
}

/** By our id, else by the gateway's where its request carried one message, else the newest that another program sent under it. */
export async function findById(id: number): Promise<number | null> {
  const { rows } = await pool.query<{ id: number }>(
    `select id from message where id = $1
     union all
     select (select m.id from message m where m.submission_id = s.id order by m.id limit 1)
     from submission_attempt a join submission s on s.id = a.submission_id and s.size = 1 where a.gateway_id = least($1, 2147483647)::int
     union all
     (select message_id from outside_message where gateway_id = $1::text order by message_id desc limit 1)
     limit 1`,
    [id],
  );
  return rows[0]?.id ?? null;
}
