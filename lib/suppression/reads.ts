import { pool } from "@/lib/db";
import { pageOf, type Cursor, type Page } from "@/lib/keyset";
import { msisdnPrefix } from "@/lib/suppression/search";

export type SuppressionRow = {
  msisdn: string;
  source: string;
  reason: string;
  createdAt: Date;
  createdBy: string | null;
};

const COLUMNS = `x.msisdn, x.source, x.reason, x.created_at as "createdAt", o.name as "createdBy"
  from suppression x left join operator o on o.id = x.created_by_id`;

/** Numbers never written to: the newest first, or by number under a search for its beginning. */
export async function listSuppression(cursor: Cursor, search = "", limit = 50): Promise<Page<SuppressionRow>> {
  if (search.trim() === "") return listNewest(cursor, limit);
  const prefix = msisdnPrefix(search);
  if (prefix === null) return { rows: [], next: null, previous: null };
  const back = cursor.before !== undefined;
  // `~` is greater than any digit: from the prefix to its end.
  const { rows } = await pool.query<SuppressionRow>(
    `select ${COLUMNS} where x.msisdn >= $1 and x.msisdn < $1 || '~' and x.msisdn ${back ? "<" : ">"} $2
     order by x.msisdn ${back ? "desc" : "asc"} limit $3`,
    [prefix, cursor.before ?? cursor.after ?? "", limit + 1],
  );
  return pageOf(rows, cursor, limit, (row) => row.msisdn);
}

/** By the index on (created_at, msisdn); a cursor holds both. */
async function listNewest(cursor: Cursor, limit: number): Promise<Page<SuppressionRow>> {
  const back = cursor.before !== undefined;
  const [at = "", msisdn = ""] = (cursor.before ?? cursor.after ?? "").split("_");
  const position = /^\d{1,15}$/.test(at) ? new Date(Number(at)) : null;
  const { rows } = await pool.query<SuppressionRow>(
    `select ${COLUMNS} ${position ? `where (x.created_at, x.msisdn) ${back ? ">" : "<"} ($2::timestamptz, $3)` : ""}
     order by x.created_at ${back ? "asc" : "desc"}, x.msisdn ${back ? "asc" : "desc"} limit $1`,
    position ? [limit + 1, position, msisdn] : [limit + 1],
  );
  return pageOf(rows, position ? cursor : {}, limit, (row) => `${row.createdAt.getTime()}_${row.msisdn}`);
}

/** The entry of one number, or null. */
export async function findSuppression(msisdn: string): Promise<SuppressionRow | null> {
  const { rows } = await pool.query<SuppressionRow>(`select ${COLUMNS} where x.msisdn = $1`, [msisdn]);
  return rows[0] ?? null;
}
