import type { ContactRow } from "@/lib/contacts/reads";
import { pool } from "@/lib/db";
import { idOf, INT_MAX, pageOf, type Cursor, type Page, type Sort } from "@/lib/keyset";

export type ListRow = { id: number; name: string; memberCount: number; updatedAt: Date };

/** What lists can be put in order by, and the column of each. There are hundreds of them, not millions: no index stands behind two of these. */
const SORT_COLUMNS = { name: "name", members: "member_count", updated: "updated_at" } as const;
export type ListSort = Sort<keyof typeof SORT_COLUMNS>;
export const LIST_SORTS = Object.keys(SORT_COLUMNS) as (keyof typeof SORT_COLUMNS)[];
export const LISTS_OWN_SORT: ListSort = { by: "name", isDescending: false };

/** Lists in an order. */
export async function listLists(cursor: Cursor = {}, limit = 100, sort = LISTS_OWN_SORT): Promise<Page<ListRow>> {
  const isUp = (cursor.before !== undefined) === sort.isDescending;
  const column = SORT_COLUMNS[sort.by];
  const [sign, order] = isUp ? [">", "asc"] : ["<", "desc"];
  const { rows } = await pool.query<ListRow>(
    `select id, name, member_count as "memberCount", updated_at as "updatedAt" from mailing_list
     where $1::int is null or (${column}, id) ${sign} (select k.${column}, k.id from mailing_list k where k.id = $1)
     order by ${column} ${order}, id ${order} limit $2`,
    [idOf(cursor, 0) || null, limit + 1],
  );
  return pageOf(rows, cursor, limit, (row) => String(row.id));
}

/** Lists to choose from, by name. */
export async function listChoices(limit = 500): Promise<Omit<ListRow, "updatedAt">[]> {
  const { rows } = await pool.query<Omit<ListRow, "updatedAt">>(
    `select id, name, member_count as "memberCount" from mailing_list order by name limit $1`,
    [limit],
  );
  return rows;
}

export type ListDetails = ListRow & { createdAt: Date };

/** One list; null when there is none. */
export async function findList(listId: number): Promise<ListDetails | null> {
  const { rows } = await pool.query<ListDetails>(
    `select id, name, member_count as "memberCount", updated_at as "updatedAt", created_at as "createdAt" from mailing_list where id = $1`,
    [listId],
  );
  return rows[0] ?? null;
}

/** Members of a list, the newest contacts first, by its primary key; never counted, never skipped over. */
export async function listMembers(listId: number, cursor: Cursor = {}, limit = 50): Promise<Page<ContactRow>> {
  const back = cursor.before !== undefined;
  const order = back ? "asc" : "desc";
  const { rows } = await pool.query<ContactRow>(
    `select c.id, c.msisdn, c.name, c.created_at as "createdAt", x.msisdn is not null as "isSuppressed"
     from (
       select contact_id from list_member where list_id = $1 and contact_id ${back ? ">" : "<"} $2
       order by contact_id ${order} limit $3
     ) page join contact c on c.id = page.contact_id left join suppression x on x.msisdn = c.msisdn
     order by c.id ${order}`,
    [listId, idOf(cursor, INT_MAX), limit + 1],
  );
  return pageOf(rows, cursor, limit, (row) => String(row.id));
}
