import type { Pool, PoolClient } from "pg";
import { completeIfSettled, moveCounters, type CounterBucket, type CounterMove } from "@/lib/messages/counters";
import { isFinalStatus, reportClass } from "@/lib/smsc/status-catalogue";
import { transaction } from "@/lib/transaction";

type InboxRow = {
  gatewayId: number;
  msisdn: string;
  status: number;
  err: number | null;
  at: Date | null;
  cost: string | null;
  segments: number | null;
  source: string;
  learntAt: Date;
};

type MessageRow = {
  id: number;
  submissionId: number;
  gatewayId: number;
  msisdn: string;
  status: number | null;
  err: number | null;
  statusAt: Date | null;
};

type SubmissionRow = { id: number; mailingId: number | null; state: CounterBucket; attempt: number };

/** A message's best report so far, as compared with others of it. */
type Standing = { status: number; at: Date | null; err: number | null };

const DEFAULT_BATCH = 1000;

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
  const mailingIds = await settle(client, submissions, changes);
  return { taken: inbox.length, mailingIds };
}

const pairOf = ({ gatewayId, msisdn }: { gatewayId: number; msisdn: string }) => `${gatewayId} ${msisdn}`;

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
      select m.id, m.submission_id as "submissionId", p.gateway_id as "gatewayId", m.msisdn, m.status, m.err, m.status_at as "statusAt"
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

/**
 * Whether one report outranks another. One without a time of the gateway's own is the oldest of its class: when we learnt
 * it must not decide, for the same reports in another order would then end otherwise.
 */
export function outranks(a: Standing, b: Standing): boolean {
  const byClass = reportClass(a.status) - reportClass(b.status);
  if (byClass !== 0) return byClass > 0;
  const byTime = timeOf(a) - timeOf(b);
  if (byTime !== 0) return byTime > 0;
  // The gateway's clock has seconds: of two in one second a stop (-2) came after the wait (-1) that it stopped.
  if (a.status !== b.status) return Math.abs(a.status) > Math.abs(b.status);
  return (a.err ?? -1) > (b.err ?? -1);
}

const timeOf = ({ at }: Standing) => at?.getTime() ?? 0;

type Change = { message: MessageRow; to: Standing | null; learntAt: Date; cost: string | null; segments: number | null };

function changesOf(inbox: readonly InboxRow[], byPair: Map<string, MessageRow>): Change[] {
  const changes = new Map<number, Change>();
  for (const row of inbox) {
    const message = byPair.get(pairOf(row));
    if (!message) continue;
    const change = changes.get(message.id) ?? { message, to: null, learntAt: row.learntAt, cost: null, segments: null };
    const given: Standing = { status: row.status, at: row.at, err: row.err };
    const current = change.to ?? standingOf(message);
    if (!current || outranks(given, current)) {
      change.to = given;
      change.learntAt = row.learntAt;
    }
    change.cost ??= row.cost;
    change.segments ??= row.segments;
    changes.set(message.id, change);
  }
  return [...changes.values()].filter(({ to, cost, segments }) => to !== null || cost !== null || segments !== null);
}

function standingOf({ status, statusAt, err }: MessageRow): Standing | null {
  return status === null ? null : { status, at: statusAt, err };
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
        segment_count = coalesce(c.segments, m.segment_count)
      from unnest($1::bigint[], $2::int[], $3::int[], $4::timestamptz[], $5::timestamptz[], $6::numeric[], $7::int[])
        as c (id, status, err, at, learnt_at, cost, segments)
      where m.id = c.id`,
    values: [
      changes.map(({ message }) => message.id),
      changes.map(({ to }) => to?.status ?? null),
      changes.map(({ to }) => to?.err ?? null),
      changes.map(({ to }) => to?.at ?? null),
      changes.map(({ learntAt }) => learntAt),
      changes.map(({ cost }) => cost),
      changes.map(({ segments }) => segments),
    ],
  });
}

type Tally = { silent: number; open: number; proven: boolean };

/** Move submissions and counters by what was really written; a lost answer is settled by any status but -3. */
async function settle(client: PoolClient, submissions: Map<number, SubmissionRow>, changes: readonly Change[]): Promise<number[]> {
  const moves: CounterMove[] = [];
  const tallies = new Map<number, Tally>();
  for (const { message, to } of changes) {
    if (!to) continue;
    const submission = submissions.get(message.submissionId);
    if (!submission) continue;
    const tally = tallies.get(submission.id) ?? { silent: 0, open: 0, proven: false };
    const wasOpen = message.status === null ? submission.state !== "refused" : !isFinalStatus(message.status);
    if (message.status === null) tally.silent -= 1;
    tally.open += Number(!isFinalStatus(to.status)) - Number(wasOpen);
    tally.proven ||= to.status !== -3;
    tallies.set(submission.id, tally);
    const { mailingId } = submission;
    if (mailingId === null || message.status === to.status) continue;
    if (message.status === null) moves.push({ mailingId, bucket: submission.state, delta: -1 });
    else moves.push({ mailingId, bucket: "status", code: message.status, delta: -1 });
    moves.push({ mailingId, bucket: "status", code: to.status, delta: 1 });
  }
  for (const [id, tally] of [...tallies].sort(([a], [b]) => a - b)) {
    const submission = submissions.get(id);
    if (submission) moves.push(...(await settleOne(client, submission, tally)));
  }
  await moveCounters(client, moves);
  const touched = [...tallies.keys()].map((id) => submissions.get(id)?.mailingId ?? null);
  return [...new Set(touched.filter((mailingId) => mailingId !== null))].sort((a, b) => a - b);
}

async function settleOne(client: PoolClient, submission: SubmissionRow, { silent, open, proven }: Tally): Promise<CounterMove[]> {
  const settles = proven && (submission.state === "unconfirmed" || submission.state === "queued") && submission.attempt > 0;
  const { rows } = await client.query<{ silentCount: number }>({
    name: "submission_settle",
    text: `
      update submission set silent_count = silent_count + $2, open_count = open_count + $3,
        state = case when $4 then 'accepted' else state end, settled_at = case when $4 then now() else settled_at end
      where id = $1 returning silent_count as "silentCount"`,
    values: [submission.id, silent, open, settles],
  });
  const left = rows[0]?.silentCount ?? 0;
  if (!settles || submission.mailingId === null || left === 0) return [];
  return [
    { mailingId: submission.mailingId, bucket: submission.state, delta: -left },
    { mailingId: submission.mailingId, bucket: "accepted", delta: left },
  ];
}
