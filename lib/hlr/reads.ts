import { pool } from "@/lib/db";
import { idOf, INT_MAX, pageOf, type Cursor, type Page } from "@/lib/keyset";
import { VERDICT_SQL, VERDICTS, type CheckState, type Verdict } from "@/lib/hlr/lifecycle";

/** A check as its page and the list of checks show it. */
export type CheckRow = {
  id: number;
  state: CheckState;
  stopCause: string | null;
  size: number;
  /** Of these, with a final answer, or none that could come. */
  answeredCount: number;
  /** Waiting here, to be asked. */
  queuedCount: number;
  /** Lost answers of the gateway. */
  unconfirmedCount: number;
  quotedCost: string | null;
  lists: string[];
  pastedCount: number;
  suppressedCount: number;
  recentCount: number;
  createdBy: string | null;
  /** ISO. */
  createdAt: string;
  finishedAt: string | null;
};

type RawCheck = Omit<CheckRow, "createdAt" | "finishedAt"> & { createdAt: Date; finishedAt: Date | null };

/** Its slices are at most some hundreds; read by the index on (check, state, id). */
const CHECKS_SQL = `
  select c.id, c.state, c.stop_cause as "stopCause", c.size, c.quoted_cost::text as "quotedCost", c.pasted_count as "pastedCount",
    c.suppressed_count as "suppressedCount", c.recent_count as "recentCount", c.created_at as "createdAt", c.finished_at as "finishedAt",
    o.name as "createdBy", array(select name from mailing_list l where l.id = any (c.list_ids) order by name) as lists,
    least(c.size, sums.answered + c.size - sums.size)::int as "answeredCount", sums.queued::int as "queuedCount",
    sums.unconfirmed::int as "unconfirmedCount"
  from hlr_check c left join operator o on o.id = c.created_by_id
    cross join lateral (
      select coalesce(sum(s.size), 0) as size,
        coalesce(sum(s.size - s.open_count) filter (where s.state in ('accepted', 'unconfirmed', 'refused')), 0) as answered,
        coalesce(sum(s.size) filter (where s.state = 'queued'), 0) as queued,
        coalesce(sum(s.open_count) filter (where s.state = 'unconfirmed'), 0) as unconfirmed
      from submission s where s.hlr_check_id = c.id
    ) sums`;

function checkOf({ createdAt, finishedAt, ...rest }: RawCheck): CheckRow {
  return { ...rest, createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
}

/** Page through checks, newest first. */
export async function listChecks(cursor: Cursor, limit = 30): Promise<Page<CheckRow>> {
  const back = cursor.before !== undefined;
  const { rows } = await pool.query<RawCheck>(`${CHECKS_SQL} where c.id ${back ? ">" : "<"} $1 order by c.id ${back ? "asc" : "desc"} limit $2`, [
    idOf(cursor, INT_MAX),
    limit + 1,
  ]);
  return pageOf(rows.map(checkOf), cursor, limit, ({ id }) => String(id));
}

/** What changes while a check runs. */
export type CheckProgress = CheckRow & {
  /** Numbers by what was found; the rest waits for an answer. */
  verdicts: Record<Verdict, number>;
  /** Charged so far, less what came back; null before the first answer. */
  cost: string | null;
  /** Reachable ones of which country and carrier are still to come. */
  unlearntCount: number;
};

/** Read one check with what it found so far; null when there is none. At most ten thousand numbers are counted. */
export async function findCheck(checkId: number): Promise<CheckProgress | null> {
  const [checks, counts, costs] = await Promise.all([
    pool.query<RawCheck>(`${CHECKS_SQL} where c.id = $1`, [checkId]),
    pool.query<{ verdict: Verdict | null; count: number; unlearnt: number }>({
      name: "check_verdicts",
      text: `
        select ${VERDICT_SQL} as verdict, count(*) as count, count(*) filter (where m.status = 1 and r.learnt_at is null) as unlearnt
        from hlr_check k join hlr_result r on r.check_id = k.id join message m on m.id = r.message_id left join submission s on s.id = m.submission_id
        where k.id = $1 group by 1`,
      values: [checkId],
    }),
    pool.query<{ cost: string | null }>({
      name: "check_cost",
      text: `
        select (sum(s.cost) - coalesce((
          select sum(m.refunded) from hlr_result r join message m on m.id = r.message_id where r.check_id = $1), 0))::text as cost
        from submission s where s.hlr_check_id = $1`,
      values: [checkId],
    }),
  ]);
  const check = checks.rows[0];
  if (!check) return null;
  const countOf = (verdict: Verdict) => counts.rows.find((row) => row.verdict === verdict)?.count ?? 0;
  return {
    ...checkOf(check),
    verdicts: Object.fromEntries(VERDICTS.map((verdict) => [verdict, countOf(verdict)])) as Record<Verdict, number>,
    cost: costs.rows[0]?.cost ?? null,
    unlearntCount: counts.rows.reduce((sum, { unlearnt }) => sum + unlearnt, 0),
  };
}

/** One number and what was found of it. */
export type ResultRow = {
  messageId: number;
  msisdn: string;
  name: string | null;
  /** Null while nothing is known. */
  verdict: Verdict | null;
  /** The gateway's error number beside its status. */
  err: number | null;
  carrier: string | null;
  country: string | null;
  roamingCountry: string | null;
  roamingCarrier: string | null;
  /** When it was found, by the gateway's clock; ISO. */
  checkedAt: string | null;
};

type Selection = { checkId: number; /** Null is all. */ verdict: Verdict | null };

/** Page through a check's numbers, in order of number. A cursor is a message's id, never its number. */
export async function listResults({ checkId, verdict }: Selection, cursor: Cursor, limit = 50): Promise<Page<ResultRow>> {
  const back = cursor.before !== undefined;
  const { rows } = await pool.query<Omit<ResultRow, "checkedAt"> & { checkedAt: Date | null }>(
    `select m.id as "messageId", m.msisdn, c.name, (${VERDICT_SQL}) as verdict, m.err, r.carrier, r.country, r.roaming_country as "roamingCountry",
       r.roaming_carrier as "roamingCarrier", coalesce(m.status_at, m.learnt_at) as "checkedAt"
     from hlr_check k join hlr_result r on r.check_id = k.id join message m on m.id = r.message_id left join submission s on s.id = m.submission_id
       left join contact c on c.msisdn = m.msisdn
     where k.id = $1 and r.message_id ${back ? "<" : ">"} $2 and ($3::text is null or (${VERDICT_SQL}) = $3)
     order by r.message_id ${back ? "desc" : "asc"} limit $4`,
    [checkId, idOf(cursor, 0, Number.MAX_SAFE_INTEGER), verdict, limit + 1],
  );
  const read = rows.map(({ checkedAt, ...row }) => ({ ...row, checkedAt: checkedAt?.toISOString() ?? null }));
  return pageOf(read, cursor, limit, ({ messageId }) => String(messageId));
}

/** What a check found of one message's number; null when the message is of no check. */
export async function findResult(messageId: number): Promise<(ResultRow & { checkId: number }) | null> {
  const { rows } = await pool.query<{ checkId: number }>(`select check_id as "checkId" from hlr_result where message_id = $1`, [messageId]);
  const checkId = rows[0]?.checkId;
  if (checkId === undefined) return null;
  const page = await listResults({ checkId, verdict: null }, { after: String(messageId - 1) }, 1);
  const [row] = page.rows;
  return row ? { ...row, checkId } : null;
}
