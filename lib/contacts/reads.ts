import { pool } from "@/lib/db";
import { idOf, INT_MAX, pageOf, type Cursor, type Page } from "@/lib/keyset";
import { msisdnPrefix } from "@/lib/suppression/search";

export type ContactRow = { id: number; msisdn: string; name: string | null; isSuppressed: boolean; createdAt: Date };

const COLUMNS = `c.id, c.msisdn, c.name, c.created_at as "createdAt", x.msisdn is not null as "isSuppressed"`;
const FROM = "from contact c left join suppression x on x.msisdn = c.msisdn";

/** Contacts, the newest first; under a search those whose number or name begins so. */
export async function listContacts(cursor: Cursor, search = "", limit = 50): Promise<Page<ContactRow>> {
  const prefix = msisdnPrefix(search);
  if (prefix !== null) return listByNumber(cursor, prefix, limit);
  const back = cursor.before !== undefined;
  const name = search.trim().toLowerCase();
  const { rows } = await pool.query<ContactRow>(
    `select ${COLUMNS} ${FROM} where c.id ${back ? ">" : "<"} $1 ${name ? "and lower(c.name) like $3" : ""}
     order by c.id ${back ? "asc" : "desc"} limit $2`,
    [idOf(cursor, INT_MAX), limit + 1, ...(name ? [`${escapeLike(name)}%`] : [])],
  );
  return pageOf(rows, cursor, limit, (row) => String(row.id));
}

/** By the index on the number; `~` is greater than any digit: from the prefix to its end. */
async function listByNumber(cursor: Cursor, prefix: string, limit: number): Promise<Page<ContactRow>> {
  const back = cursor.before !== undefined;
  const { rows } = await pool.query<ContactRow>(
    `select ${COLUMNS} ${FROM} where c.msisdn >= $1 and c.msisdn < $1 || '~' and c.msisdn ${back ? "<" : ">"} $2
     order by c.msisdn ${back ? "desc" : "asc"} limit $3`,
    [prefix, cursor.before ?? cursor.after ?? "", limit + 1],
  );
  return pageOf(rows, cursor, limit, (row) => row.msisdn);
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, "\\$&");

export type ContactDetails = {
  id: number;
  msisdn: string;
  name: string | null;
  attributes: Record<string, string>;
  createdAt: Date;
  updatedAt: Date;
  lists: { id: number; name: string }[];
  suppression: { reason: string; source: string; createdAt: Date } | null;
};

type Raw = Omit<ContactDetails, "lists" | "suppression" | "attributes"> & {
  attributes: Record<string, unknown>;
  reason: string | null;
  source: string | null;
  suppressedAt: Date | null;
};

/** One contact with its lists, and whether it may be written to; null when there is none. */
export async function findContact(contactId: number): Promise<ContactDetails | null> {
  const { rows } = await pool.query<Raw>(
    `select c.id, c.msisdn, c.name, c.attributes, c.created_at as "createdAt", c.updated_at as "updatedAt",
       x.reason, x.source, x.created_at as "suppressedAt" ${FROM} where c.id = $1`,
    [contactId],
  );
  const found = rows[0];
  if (!found) return null;
  const { rows: lists } = await pool.query<{ id: number; name: string }>(
    "select l.id, l.name from list_member m join mailing_list l on l.id = m.list_id where m.contact_id = $1 order by l.name",
    [contactId],
  );
  const { reason, source, suppressedAt, attributes, ...contact } = found;
  return {
    ...contact,
    attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)])),
    lists,
    suppression: suppressedAt ? { reason: reason ?? "", source: source ?? "", createdAt: suppressedAt } : null,
  };
}
