import type { Pool, PoolClient } from "pg";
import { completeIfSettled } from "@/lib/messages/counters";
import { changesOf, pairOf, type Change, type InboxRow, type MessageRow, type SubmissionRow } from "@/lib/messages/report-changes";
import { settle } from "@/lib/messages/settle-submissions";
import { transaction } from "@/lib/transaction";

const DEFAULT_BATCH = 2000;

/**
 * Apply statements of the gateway from the inbox: reports appended, statuses set, counters moved, submissions settled,
 * all in one transaction. Gives the number of statements taken; 0 when the inbox is empty.
 *
 * A message's status is the maximum of its reports by (class, time, code): any order of arrival and any repeat give the
 * same. Rows are locked in one order (submissions by id, counters by mailing), so that appliers do not lock each other out.
 */
export async function applyReports(pool: Pool, { limit = DEFAULT_BATCH } = {}): Promise<number> {
  const { taken, mailingIds } = await transaction(pool, (client) => applyBatch(client, limit), { tries: 5 });
  for (const mailingId of mailingIds) await completeIfSettled(pool, mailingId);
  return taken;
}

async function applyBatch(client: PoolClient, limit: number): Promise<{ taken: number; mailingIds: number[] }> {
  const inbox = await takeInbox(client, limit);
  if (inbox.length === 0) return { taken: 0, mailingIds: [] };
  inbox.sort((a, b) => a.gatewayId - b.gatewayId || (a.msisdn < b.msisdn ? -1 : a.msisdn > b.msisdn ? 1 : 0));

  const submissions = await lockSubmissions(client, inbox);
  const messages = await readMessages(client, inbox);
  const byPair = new Map(messages.map((message) => [pairOf(message), message]));
  await keepReports(
    client,
    inbox.filter((row) => byPair.has(pairOf(row))),
    "delivery_report",
  );
  await keepReports(
    client,
    inbox.filter((row) => !byPair.has(pairOf(row))),
    "orphan_report",
  );

  const changes = changesOf(inbox, byPair);
  await writeMessages(client, changes);
  const proofs = inbox.flatMap((row) => (row.status === -3 ? [] : (byPair.get(pairOf(row))?.submissionId ?? [])));
  const mailingIds = await settle(client, { submissions, changes, provenIds: new Set(proofs) });
  return { taken: inbox.length, mailingIds };
}

async function takeInbox(client: PoolClient, limit: number): Promise<InboxRow[]> {
  const { rows } = await client.query<InboxRow>({
    name: "inbox_take",
    text: `
      delete from report_inbox where id in (select id from report_inbox order by id limit $1 for update skip locked)
      returning gateway_id as "gatewayId", msisdn, status, err, at, cost, segment_count as segments, source, learnt_at as "learntAt"`,
    values: [limit],
  });
  return rows;
}

async function lockSubmissions(client: PoolClient, inbox: readonly InboxRow[]): Promise<Map<number, SubmissionRow>> {
  const { rows } = await client.query<SubmissionRow>({
    name: "reports_submissions",
    text: `
      select s.id, s.mailing_id as "mailingId", s.state, s.attempt from submission s
      where s.id in (select a.submission_id from submission_attempt a where a.gateway_id = any ($1::int[]))
      order by s.id for update`,
    values: [[...new Set(inbox.map((row) => row.gatewayId))]],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

async function readMessages(client: PoolClient, inbox: readonly InboxRow[]): Promise<MessageRow[]> {
  const pairs = [...new Map(inbox.map((row) => [pairOf(row), row])).values()];
  const { rows } = await client.query<MessageRow>({
    name: "reports_messages",
    text: `
      select m.id, m.submission_id as "submissionId", p.gateway_id as "gatewayId", m.msisdn, m.status, m.err, m.status_at as "statusAt",
        m.ended_as as "endedAs", m.seen_at as "seenAt", a.claimed_at as "claimedAt"
      from unnest($1::int[], $2::text[]) as p (gateway_id, msisdn)
      join submission_attempt a on a.gateway_id = p.gateway_id
      join message m on m.submission_id = a.submission_id and m.msisdn = p.msisdn`,
    values: [pairs.map((row) => row.gatewayId), pairs.map((row) => row.msisdn)],
  });
  return rows;
}

/** Append what was said; the same statement again changes nothing. */
async function keepReports(client: PoolClient, rows: readonly InboxRow[], table: "delivery_report" | "orphan_report"): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `keep_${table}`,
    text: `
      insert into ${table} (gateway_id, msisdn, status, err, at, source, learnt_at)
      select * from unnest($1::int[], $2::text[], $3::int[], $4::int[], $5::timestamptz[], $6::text[], $7::timestamptz[])
      on conflict do nothing`,
    values: [
      rows.map((row) => row.gatewayId),
      rows.map((row) => row.msisdn),
      rows.map((row) => row.status),
      rows.map((row) => row.err),
      rows.map((row) => row.at),
      rows.map((row) => row.source),
      rows.map((row) => row.learntAt),
    ],
  });
}

async function writeMessages(client: PoolClient, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  await client.query({
    name: "reports_write",
    text: `
      update message m set
        status = coalesce(c.status, m.status),
        err = case when c.status is null then m.err else c.err end,
        status_at = case when c.status is null then m.status_at else c.at end,
        learnt_at = case when c.status is null then m.learnt_at else c.learnt_at end,
        cost = coalesce(c.cost, m.cost),
        segment_count = coalesce(c.segments, m.segment_count),
        seen_at = coalesce(c.seen_at, m.seen_at),
        ended_as = case when c.status is null then m.ended_as end,
        ended_at = case when c.status is null then m.ended_at end
      from unnest($1::bigint[], $2::int[], $3::int[], $4::timestamptz[], $5::timestamptz[], $6::numeric[], $7::int[], $8::timestamptz[])
        as c (id, status, err, at, learnt_at, cost, segments, seen_at)
      where m.id = c.id`,
    values: [
      changes.map(({ message }) => message.id),
      changes.map(({ to }) => to?.status ?? null),
      changes.map(({ to }) => to?.err ?? null),
      changes.map(({ to }) => to?.at ?? null),
      changes.map(({ learntAt }) => learntAt),
      changes.map(({ cost }) => cost),
      changes.map(({ segments }) => segments),
      changes.map(({ seenAt }) => seenAt),
    ],
  });
}
