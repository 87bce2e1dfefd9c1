import { pool } from "@/lib/db";
import { RECENT_DAYS, HLR_LIMIT } from "@/lib/hlr/lifecycle";
import { RECIPIENTS_SQL, type Audience } from "@/lib/mailings/audience";

/** Whom a check is about, and whether those that were answered a few days ago are asked again. */
export type Choice = Audience & { again: boolean };

export type Chosen = {
  /** Numbers chosen, each once. */
  unique: number;
  suppressed: number;
  /** Of the rest, answered within the last days. */
  recent: number;
  /** Numbers to be asked about. */
  count: number;
};

/**
 * Numbers chosen, in SQL: `$1` list ids, `$2` pasted numbers; `reason` says why one is left out. Nobody is asked about that is
 * never written to, and an answer of a few days ago is not paid for twice unless somebody wishes it.
 */
export const CHOSEN_SQL = `
  select r.msisdn, case
      when exists (select from suppression x where x.msisdn = r.msisdn) then 'suppressed'
      when exists (
        select from message m where m.msisdn = r.msisdn and m.kind = 'hlr' and m.status between 1 and 22 and m.created_at > now() - interval '${RECENT_DAYS} days'
      ) then 'recent'
    end as reason
  from (${RECIPIENTS_SQL}) r`;

/** Whether a list alone passes the limit: its members need not be counted then. */
async function passesLimit({ listIds, msisdns }: Audience): Promise<number | null> {
  const { rows } = await pool.query<{ most: number | null }>("select max(member_count) as most from mailing_list where id = any ($1::int[])", [
    listIds,
  ]);
  const most = Math.max(rows[0]?.most ?? 0, msisdns.length);
  return most > HLR_LIMIT ? most : null;
}

/** Count whom a check would ask about. Beyond the limit only how many were chosen is certain: at least so many. */
export async function countChosen({ listIds, msisdns, again }: Choice): Promise<Chosen> {
  const most = await passesLimit({ listIds, msisdns });
  if (most !== null) return { unique: most, suppressed: 0, recent: 0, count: most };
  const { rows } = await pool.query<Omit<Chosen, "count">>(
    `select count(*) as unique, count(*) filter (where reason = 'suppressed') as suppressed, count(*) filter (where reason = 'recent') as recent
     from (${CHOSEN_SQL}) chosen`,
    [listIds, msisdns],
  );
  const { unique = 0, suppressed = 0, recent = 0 } = rows[0] ?? {};
  return { unique, suppressed, recent, count: unique - suppressed - (again ? 0 : recent) };
}
