import type { ContactRow } from "@/lib/contacts/reads";
import { pool } from "@/lib/db";
import { idOf, INT_MAX, pageOf, type Cursor, type Page } from "@/lib/keyset";

export type ListRow = { id: number; name: string; memberCount: number; updatedAt: Date };

/** Lists by name. */
export async function listLists(cursor: Cursor = {}, limit = 100): Promise<Page<ListRow>> {
  const back = cursor.before !== undefined;
  const from = cursor.before ?? cursor.after ?? "";
  const { rows } = await pool.query<ListRow>(
    `select id, name, member_count as "memberCount", updated_at as "updatedAt" from mailing_list
     where name ${back ? "<" : ">"} $1 order by name ${back ? "desc" : "asc"} limit $2`,
    [from, limit + 1],
  );
  return pageOf(rows, cursor, limit, (row) => row.name);
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
