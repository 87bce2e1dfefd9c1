import { pool } from "@/lib/db";
import { recountMailing } from "@/lib/mailings/recount";
import { outranks } from "@/lib/messages/report-order";
import type { Taken } from "./ledger";
import type { RunningMailing } from "./running";

type Row = { msisdn: string; status: number | null; skip: string | null; state: string | null; submissionId: number | null; mailing: string };

/** Wrong number, forbidden, no money, no way. */
const REFUSED_AT_SUBMISSION = new Set([22, 23, 24, 25]);

/** What a run broke, in words; nothing when every promise was kept. */
export async function verify(mailing: RunningMailing, taken: Map<string, Taken[]>): Promise<string[]> {
  const rows = await readRows(mailing.id);
  const attempts = await readAttempts(mailing.id);
  return [
    ...mustBeWhole(mailing, rows),
    ...rows.flatMap((row) => checkMessage(row, taken.get(row.msisdn) ?? [], attempts)),
    ...checkOptOuts(mailing, taken, attempts),
    ...(await checkSums(mailing.id)),
    ...(await checkMoney(mailing, taken)),
    ...(await checkSteps(mailing.id)),
    ...(await checkMoves(mailing.id)),
    ...(await checkOrphans(mailing.id)),
  ].map((what) => `mailing ${mailing.id}: ${what}`);
}

async function readRows(mailingId: number): Promise<Row[]> {
  const { rows } = await pool.query<Row>(
    `select m.msisdn, m.status::int, m.skip_reason as skip, s.state::text, m.submission_id as "submissionId", g.state::text as mailing
     from message m join mailing g on g.id = m.mailing_id left join submission s on s.id = m.submission_id where m.mailing_id = $1`,
    [mailingId],
  );
  return rows;
}

type Attempt = { submissionId: number; claimedAt: number };

async function readAttempts(mailingId: number): Promise<Map<number, Attempt>> {
  const { rows } = await pool.query<Attempt & { gatewayId: number }>(
    `select a.gateway_id as "gatewayId", a.submission_id as "submissionId", (extract(epoch from a.claimed_at) * 1e6)::float8 as "claimedAt"
     from submission_attempt a join submission s on s.id = a.submission_id where s.mailing_id = $1`,
    [mailingId],
  );
  return new Map(rows.map((row) => [row.gatewayId, row]));
}

/** R1, R2: everybody who was meant has one row, and nobody else has. */
function mustBeWhole({ msisdns }: RunningMailing, rows: readonly Row[]): string[] {
  const found = new Map<string, number>();
  for (const { msisdn } of rows) found.set(msisdn, (found.get(msisdn) ?? 0) + 1);
  const missing = msisdns.filter((msisdn) => !found.has(msisdn));
  const doubled = [...found].filter(([, count]) => count > 1);
  const strangers = rows.length - msisdns.length + missing.length;
  return [
    ...(missing.length > 0 ? [`${missing.length} of those it was meant for have no row, ${missing[0]} first`] : []),
    ...(doubled.length > 0 ? [`${doubled.length} numbers have two rows`] : []),
    ...(strangers > 0 ? [`${strangers} rows too many`] : []),
  ];
}

/** R1, R2: what we say of a message and what the gateway has are the same. */
function checkMessage(row: Row, taken: readonly Taken[], attempts: Map<number, Attempt>): string[] {
  const { msisdn, status, skip, state, mailing } = row;
  const is = `${msisdn} (${skip ?? state}, status ${status})`;
  const [first] = taken;
  if (taken.length > 1) return [`${is} was taken ${taken.length} times, under ${taken.map(({ gatewayId }) => gatewayId).join(", ")}`];
  if (first && attempts.get(first.gatewayId)?.submissionId !== row.submissionId)
    return [`${is} was taken under ${first.gatewayId}, which is no try of its slice`];
  const isMeant = skip === null && !(state === "queued" && mailing === "canceled");
  if (first && !isMeant) return [`${is} was taken, and was not meant to be`];
  if (!first && isMeant) return [`${is} was never taken`];
  // A slice refused as a whole is on record there with what was wrong; nobody waits for the report of it.
  const isRefused = state === "refused" && status === null && first !== undefined && REFUSED_AT_SUBMISSION.has(first.status);
  if (first && first.status !== status && !isRefused) return [`${is} is ${first.status} at the gateway`];
  return [];
}

/** R9: no claim that began after an opt-out was committed took the number along. */
function checkOptOuts({ optOuts }: RunningMailing, taken: Map<string, Taken[]>, attempts: Map<number, Attempt>): string[] {
  return [...optOuts].flatMap(([msisdn, at]) =>
    (taken.get(msisdn) ?? [])
      .filter(({ gatewayId }) => (attempts.get(gatewayId)?.claimedAt ?? 0) > at)
      .map(({ gatewayId }) => `${msisdn} had opted out and was claimed after that, as ${gatewayId}`),
  );
}

/** Counters are what the rows say, and so are the sums that each slice keeps. */
async function checkSums(mailingId: number): Promise<string[]> {
  const differences = await recountMailing(mailingId);
  const { rows } = await pool.query<{ id: number; what: string }>(
    `select s.id, concat_ws(', ', 'size ' || s.size || ' of ' || count(m.id), 'silent ' || s.silent_count || ' of ' || count(m.id) filter (where m.status is null)) as what
     from submission s left join message m on m.submission_id = s.id where s.mailing_id = $1 group by s.id
     having s.size <> count(m.id) or s.silent_count <> count(m.id) filter (where m.status is null)`,
    [mailingId],
  );
  return [
    ...differences.map(({ bucket, code, counted, found }) => `the counter ${bucket} ${code} says ${counted}, the rows ${found}`),
    ...rows.map(({ id, what }) => `submission ${id} has ${what}`),
  ];
}

/** R8: charges less refunds are what the gateway has charged, message by message, and what the mailing says it cost. */
async function checkMoney({ id, msisdns }: RunningMailing, taken: Map<string, Taken[]>): Promise<string[]> {
  const atGateway = msisdns.reduce((sum, msisdn) => sum + (taken.get(msisdn) ?? []).reduce((total, { cost }) => total + cost, 0), 0);
  const { rows } = await pool.query<{ ledger: number; mailing: number }>(
    `select coalesce((select sum(amount) * 100 from ledger_entry where mailing_id = $1), 0)::float8 as ledger,
       coalesce((select cost * 100 from mailing_charge where mailing_id = $1), 0)::float8 as mailing`,
    [id],
  );
  const { ledger, mailing } = rows[0] ?? { ledger: Number.NaN, mailing: Number.NaN };
  const isSame = Math.round(ledger) === atGateway && Math.round(mailing) === atGateway;
  return isSame ? [] : [`the gateway has charged ${atGateway}, the ledger says ${ledger}, the mailing ${mailing} (hundredths)`];
}

type Step = {
  id: number;
  fromStatus: number;
  fromErr: number | null;
  fromAt: Date | null;
  toStatus: number | null;
  toErr: number | null;
  toAt: Date | null;
};

/** R6: a status only ever moved to one that outranks it. */
async function checkSteps(mailingId: number): Promise<string[]> {
  const { rows } = await pool.query<Step>(
    `select message_id as id, from_status as "fromStatus", from_err as "fromErr", from_at as "fromAt", to_status as "toStatus", to_err as "toErr", to_at as "toAt"
     from chaos_step where mailing_id = $1`,
    [mailingId],
  );
  return rows.flatMap((step) => {
    const from = { status: step.fromStatus, err: step.fromErr, at: step.fromAt };
    const isForward = step.toStatus !== null && outranks({ status: step.toStatus, err: step.toErr, at: step.toAt }, from);
    return isForward ? [] : [`message ${step.id} went back from ${step.fromStatus} to ${step.toStatus}`];
  });
}

/** A slice that was settled stays so: what the gateway has taken or refused is not sent again. */
async function checkMoves(mailingId: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: number; from: string; to: string }>(
    `select submission_id as id, from_state as "from", to_state as "to" from chaos_move where mailing_id = $1`,
    [mailingId],
  );
  return rows.map(({ id, from, to }) => `submission ${id} went back from ${from} to ${to}`);
}

/** No report about a message of ours was laid aside as a stranger's. */
async function checkOrphans(mailingId: number): Promise<string[]> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*) as count from orphan_report o join submission_attempt a on a.gateway_id = o.gateway_id
     join submission s on s.id = a.submission_id where s.mailing_id = $1`,
    [mailingId],
  );
  const count = rows[0]?.count ?? 0;
  return count > 0 ? [`${count} reports on its messages were taken for strangers'`] : [];
}
