import { pool } from "@/lib/db";
import { idOf, INT_MAX, pageOf, type Cursor, type Page, type Sort } from "@/lib/keyset";
import { formatMsisdn } from "@/lib/sms/msisdn";
import { findSuppression, type SuppressionRow } from "@/lib/suppression/reads";
import { msisdnPrefix } from "@/lib/suppression/search";

export type ContactRow = { id: number; msisdn: string; name: string | null; isSuppressed: boolean; createdAt: Date };
/** With its number as people read it. */
export type ContactLine = ContactRow & { number: string };

export const contactLine = (row: ContactRow): ContactLine => ({ ...row, number: formatMsisdn(row.msisdn) });

const COLUMNS = `c.id, c.msisdn, c.name, c.created_at as "createdAt", x.msisdn is not null as "isSuppressed"`;
const FROM = "from contact c left join suppression x on x.msisdn = c.msisdn";

/** What contacts can be put in order by. */
export const CONTACT_SORTS = ["added", "number"] as const;
export type ContactSort = Sort<(typeof CONTACT_SORTS)[number]>;
/** The newest first. */
export const CONTACTS_OWN_SORT: ContactSort = { by: "added", isDescending: true };

type ListOptions = { search?: string; sort?: ContactSort; limit?: number };

/** Contacts in an order; under a search those whose number or name begins so, in its own. */
export async function listContacts(
  cursor: Cursor,
  { search = "", sort = CONTACTS_OWN_SORT, limit = 50 }: ListOptions = {},
): Promise<Page<ContactRow>> {
  const prefix = msisdnPrefix(search);
  if (prefix !== null) return listByNumber(cursor, prefix, false, limit);
  if (search.trim() !== "") return listByName(cursor, search.trim(), limit);
  if (sort.by === "number") return listByNumber(cursor, "", sort.isDescending, limit);
  const isUp = (cursor.before !== undefined) === sort.isDescending;
  const { rows } = await pool.query<ContactRow>(
    `select ${COLUMNS} ${FROM} where c.id ${isUp ? ">" : "<"} $1 order by c.id ${isUp ? "asc" : "desc"} limit $2`,
    [idOf(cursor, isUp ? 0 : INT_MAX), limit + 1],
  );
  return pageOf(rows, cursor, limit, (row) => String(row.id));
}

const NAME_KEY = `lower(c.name) collate "C"`;
const NAME_OF_CURSOR = `(select lower(k.name) from contact k where k.id = $2) collate "C"`;

/**
 * By the index on (lower(name), id). One bound at either end: of two at one end the database begins at the looser, and
 * reads every contact between them. `chr(1114111)` is greater than any letter: from the beginning to its end.
 */
async function listByName(cursor: Cursor, name: string, limit: number): Promise<Page<ContactRow>> {
  const back = cursor.before !== undefined;
  const range = back
    ? `${NAME_KEY} >= lower($1) and (${NAME_KEY}, c.id) < (${NAME_OF_CURSOR}, $2)`
    : `${NAME_KEY} < lower($1) || chr(1114111) and (${NAME_KEY}, c.id) > (greatest(${NAME_OF_CURSOR}, lower($1)), $2)`;
  const { rows } = await pool.query<ContactRow>(
    `select ${COLUMNS} ${FROM} where ${range} order by ${NAME_KEY} ${back ? "desc" : "asc"}, c.id ${back ? "desc" : "asc"} limit $3`,
    [name, idOf(cursor, 0), limit + 1],
  );
  return pageOf(rows, cursor, limit, (row) => String(row.id));
}

const NUMBER_OF_CURSOR = "(select k.msisdn from contact k where k.id = $2)";

/** By the index on the number; `~` is greater than any digit: from the prefix to its end. A cursor is an id: no number stands in an address. */
async function listByNumber(cursor: Cursor, prefix: string, isDescending: boolean, limit: number): Promise<Page<ContactRow>> {
  const isUp = (cursor.before !== undefined) === isDescending;
  const range = isUp
    ? `c.msisdn < $1 || '~' and (c.msisdn, c.id) > (coalesce(${NUMBER_OF_CURSOR}, $1), $2)`
    : `c.msisdn >= $1 and (c.msisdn, c.id) < (coalesce(${NUMBER_OF_CURSOR}, $1 || '~'), $2)`;
  const { rows } = await pool.query<ContactRow>(`select ${COLUMNS} ${FROM} where ${range} order by c.msisdn ${isUp ? "asc" : "desc"} limit $3`, [
    prefix,
    idOf(cursor, isUp ? 0 : INT_MAX),
    limit + 1,
  ]);
  return pageOf(rows, cursor, limit, (row) => String(row.id));
}

export type ContactDetails = Omit<ContactRow, "isSuppressed"> & {
  attributes: Record<string, string>;
  updatedAt: Date;
  lists: { id: number; name: string }[];
  suppression: SuppressionRow | null;
};

type Raw = Omit<ContactDetails, "lists" | "suppression" | "attributes"> & { attributes: Record<string, unknown> };

/** One contact with its lists, and whether it may be written to; null when there is none. */
export async function findContact(contactId: number): Promise<ContactDetails | null> {
  const { rows } = await pool.query<Raw>(
    `select id, msisdn, name, attributes, created_at as "createdAt", updated_at as "updatedAt" from contact where id = $1`,
    [contactId],
  );
  const found = rows[0];
  if (!found) return null;
  const [{ rows: lists }, suppression] = await Promise.all([
    pool.query<{ id: number; name: string }>(
      "select l.id, l.name from list_member m join mailing_list l on l.id = m.list_id where m.contact_id = $1 order by l.name",
      [contactId],
    ),
    findSuppression(found.msisdn),
  ]);
  const attributes = Object.fromEntries(Object.entries(found.attributes).map(([key, value]) => [key, String(value)]));
  return { ...found, attributes, lists, suppression };
}
