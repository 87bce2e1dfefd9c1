import { pool } from "@/lib/db";
import { idOf, INT_MAX, pageOf, type Cursor, type Page } from "@/lib/keyset";
import { normaliseMsisdn } from "@/lib/sms/msisdn";
import { DEFAULT_COUNTRY } from "@/lib/suppression/schema";
import { msisdnPrefix } from "@/lib/suppression/search";

export type SuppressionRow = {
  id: number;
  msisdn: string;
  source: string;
  reason: string;
  createdAt: Date;
  /** Who put it there; null when the program did, as on a STOP reply. */
  createdBy: string | null;
  /** Null when the number is no contact of ours. */
  contactId: number | null;
};

const ENTRIES = `select x.id, x.msisdn, x.source, x.reason, x.created_at as "createdAt", o.name as "createdBy", c.id as "contactId"
  from suppression x left join operator o on o.id = x.created_by_id left join contact c on c.msisdn = x.msisdn`;

/** Numbers never written to: the newest first, or by number under a search for its beginning. */
export async function listSuppression(cursor: Cursor, search = "", limit = 50): Promise<Page<SuppressionRow>> {
  const back = cursor.before !== undefined;
  if (search.trim() !== "") return listByNumber(cursor, search, limit);
  const { rows } = await pool.query<SuppressionRow>(`${ENTRIES} where x.id ${back ? ">" : "<"} $1 order by x.id ${back ? "asc" : "desc"} limit $2`, [
    idOf(cursor, INT_MAX),
    limit + 1,
  ]);
  return pageOf(rows, cursor, limit, (row) => String(row.id));
}

const NUMBER_OF_CURSOR = "(select k.msisdn from suppression k where k.id = $2)";

async function listByNumber(cursor: Cursor, search: string, limit: number): Promise<Page<SuppressionRow>> {
  const prefix = msisdnPrefix(search);
  if (prefix === null) return { rows: [], next: null, previous: null };
  const back = cursor.before !== undefined;
  // `~` is greater than any digit: from the prefix to its end. A cursor is an id: no number stands in an address.
  const range = back
    ? `x.msisdn >= $1 and (x.msisdn, x.id) < (coalesce(${NUMBER_OF_CURSOR}, $1 || '~'), $2)`
    : `x.msisdn < $1 || '~' and (x.msisdn, x.id) > (coalesce(${NUMBER_OF_CURSOR}, $1), $2)`;
  const { rows } = await pool.query<SuppressionRow>(`${ENTRIES} where ${range} order by x.msisdn ${back ? "desc" : "asc"} limit $3`, [
    prefix,
    idOf(cursor, back ? INT_MAX : 0),
    limit + 1,
  ]);
  return pageOf(rows, cursor, limit, (row) => String(row.id));
}

/**
 * The entry of a whole number, as a page: for those who see numbers masked. By its beginning they could read a masked
 * number digit by digit.
 */
export async function listSuppressionOfNumber(search: string): Promise<Page<SuppressionRow>> {
  const read = normaliseMsisdn(search, DEFAULT_COUNTRY);
  const entry = await findSuppression(read.ok ? read.msisdn : search.replace(/\D/g, ""));
  return { rows: entry ? [entry] : [], next: null, previous: null };
}

/** The entry of one number, or null. */
export async function findSuppression(msisdn: string): Promise<SuppressionRow | null> {
  const { rows } = await pool.query<SuppressionRow>(`${ENTRIES} where x.msisdn = $1`, [msisdn]);
  return rows[0] ?? null;
}
