import type { Pool, PoolClient } from "pg";
import { completeIfSettled } from "@/lib/messages/counters";
import { rankColumns, SIGHTING_SQL } from "@/lib/messages/report-order";
import { isDoubtful, settle, type Change, type SubmissionRow } from "@/lib/messages/settle-submissions";
import { transaction } from "@/lib/transaction";

/** Statements of one transaction. */
export const APPLY_AT_ONCE = 5000;

/**
 * Apply statements of the gateway from the inbox: reports appended, statuses set, counters moved, submissions settled,
 * all in one transaction. Gives the number of statements taken; 0 when the inbox is empty.
 *
 * A message's status is the maximum of its reports by (class, time, code): any order of arrival and any repeat give the
 * same. Rows are locked in one order (submissions by id, counters by mailing), so that appliers do not lock each other out.
 */
export async function applyReports(pool: Pool, { limit = APPLY_AT_ONCE } = {}): Promise<number> {
  const { taken, mailingIds } = await transaction(pool, (client) => applyBatch(client, limit), { tries: 5 });
  for (const mailingId of mailingIds) await completeIfSettled(pool, mailingId);
  return taken;
}

async function applyBatch(client: PoolClient, limit: number): Promise<{ taken: number; mailingIds: number[] }> {
  // Each statement by the indexes: planned for the number of its rows, thousands of them seem worth reading all messages.
  await client.query("set local plan_cache_mode = force_generic_plan");
  const picked = await pick(client, limit);
  if (picked.count === 0) return { taken: 0, mailingIds: [] };
  const submissions = await lockSubmissions(client, picked);
  const doubtfulIds = [...submissions.values()].filter(isDoubtful).map(({ id }) => id);
  const { changes, provenIds } = await write(client, picked, doubtfulIds);
  return { taken: picked.count, mailingIds: await settle(client, { submissions, changes, provenIds }) };
}

/** The statements that are applied now, and the ids at the gateway that they name: arrays as the database writes them, for it alone reads them. */
type Picked = { count: number; ids: string; gatewayIds: string };

async function pick(client: PoolClient, limit: number): Promise<Picked> {
  const { rows } = await client.query<Picked>({
    name: "reports_pick",
    text: `
      select count(*)::int as count, array_agg(id)::text as ids, array_agg(distinct gateway_id)::text as "gatewayIds"
      from (select id, gateway_id from report_inbox order by id limit $1 for update skip locked) r`,
    values: [limit],
  });
  return rows[0] ?? { count: 0, ids: "{}", gatewayIds: "{}" };
}

async function lockSubmissions(client: PoolClient, { gatewayIds }: Picked): Promise<Map<number, SubmissionRow>> {
  const { rows } = await client.query<SubmissionRow>({
    name: "reports_submissions",
    text: `
      select s.id, s.mailing_id as "mailingId", s.state, s.attempt from submission s
      where s.id in (select a.submission_id from submission_attempt a where a.gateway_id = any ($1::int[]))
      order by s.id for update`,
    values: [gatewayIds],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

const GIVEN = rankColumns({ status: "status", at: "at", err: "err" });
const STANDING = rankColumns({ status: "was_status", at: "was_at", err: "was_err" });

/** Of statements twice in a batch, and of one by which its message stands already, one is kept: mostly a second source says what the first said. */
const keepSql = (table: "delivery_report" | "orphan_report", which: string) => `
  insert into ${table} (gateway_id, msisdn, status, err, at, source, learnt_at)
  select distinct on (gateway_id, msisdn, status, err, at) gateway_id, msisdn, status, err, at, source, learnt_at
  from said where ${which} order by gateway_id, msisdn, status, err, at, id
  on conflict do nothing`;

/** A message with several tries may stand by a statement about another of them. */
const STANDS_BY_IT = "attempt = 1 and was_status = status and was_err is not distinct from err and was_at is not distinct from at";

/**
 * Take the picked statements out of the inbox, keep them and write what they make of their messages, in one statement
 * after the locks, so that it sees what other appliers have committed. Gives the messages whose status it changed, and
 * which of the doubtful submissions are proven: the gateway has said anything but "not found" of a message of theirs.
 */
async function write(client: PoolClient, { ids }: Picked, doubtfulIds: number[]): Promise<{ changes: Change[]; provenIds: Set<number> }> {
  const { rows } = await client.query<Written>({
    name: "reports_apply",
    text: `
      with taken as (delete from report_inbox where id = any ($1::bigint[]) returning *),
      said as materialized (
        select t.*, a.submission_id, a.claimed_at, s.attempt, m.id as message_id, m.status as was_status, m.err as was_err,
          m.status_at as was_at, m.ended_as, m.seen_at
        from taken t
        left join submission_attempt a on a.gateway_id = t.gateway_id
        left join submission s on s.id = a.submission_id
        left join message m on m.submission_id = a.submission_id and m.msisdn = t.msisdn
      ),
      kept as (${keepSql("delivery_report", `message_id is not null and (${STANDS_BY_IT}) is not true`)}),
      orphaned as (${keepSql("orphan_report", "message_id is null")}),
      best as (
        select distinct on (message_id) message_id, submission_id, msisdn, claimed_at, was_status, was_err, ended_as, status, err, at, learnt_at,
          was_status is null or (${GIVEN.join(", ")}) > (${STANDING.join(", ")}) as is_news,
          max(cost) over message as told_cost, max(segment_count) over message as told_segments,
          max(case when ${SIGHTING_SQL} then learnt_at end) over message as sighted_at
        from said where message_id is not null
        window message as (partition by message_id)
        order by message_id, ${GIVEN.map((column) => `${column} desc`).join(", ")}, id
      ),
      written as (
        update message m set
          status = case when b.is_news then b.status else m.status end,
          err = case when b.is_news then b.err else m.err end,
          status_at = case when b.is_news then b.at else m.status_at end,
          learnt_at = case when b.is_news then b.learnt_at else m.learnt_at end,
          ended_as = case when b.is_news then null else m.ended_as end,
          ended_at = case when b.is_news then null else m.ended_at end,
          cost = coalesce(b.told_cost, m.cost),
          segment_count = coalesce(b.told_segments, m.segment_count),
          seen_at = coalesce(b.sighted_at, m.seen_at)
        from best b
        where m.id = b.message_id and (b.is_news or b.told_cost <> coalesce(m.cost, -1) or b.told_segments <> coalesce(m.segment_count, -1) or b.sighted_at is not null)
      )
      select p.proven, b.message_id as "messageId", b.submission_id as "submissionId", b.msisdn, b.claimed_at as "claimedAt",
        b.was_status as "wasStatus", b.was_err as "wasErr", b.ended_as as "wasEndedAs", b.status, b.err, b.at
      from (select array_agg(distinct submission_id) as proven from said where message_id is not null and status <> -3 and submission_id = any ($2::int[])) p
      left join best b on b.is_news`,
    values: [ids, doubtfulIds],
  });
  return { changes: rows.filter(isChange), provenIds: new Set(rows[0]?.proven ?? []) };
}

type Written = { proven: number[] | null } & (Change | { messageId: null });

const isChange = (row: Written): row is Written & Change => row.messageId !== null;
