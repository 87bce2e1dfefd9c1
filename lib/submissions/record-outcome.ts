import type { PoolClient } from "pg";
import { addCharge, completeIfSettled, moveCounters, type CounterBucket } from "@/lib/messages/counters";
import { settleRefunds } from "@/lib/messages/refunds";
import { recordReports } from "@/lib/messages/record-reports";
import { pool } from "@/lib/db";
import type { SendAnswer } from "@/lib/smsc/client";
import { transaction } from "@/lib/transaction";
import { stands } from "@/lib/submissions/sabotage";
import { stopCheckByItself } from "@/lib/submissions/stop-check";
import { lockMailing, stopMailing, type StopCause } from "@/lib/submissions/stop-mailing";

/** One try, and how long its request took. */
export type Try = {
  submissionId: number;
  mailingId: number | null;
  /** Of a slice of an HLR check. */
  checkId?: number;
  attempt: number;
  gatewayId: number;
  durationMs: number;
};

type Held = { state: CounterBucket; attempt: number; silentCount: number; size: number };

/** Lock the submission's row: whatever else happens to it waits until this is written. */
async function hold(client: PoolClient, submissionId: number): Promise<Held | undefined> {
  const { rows } = await client.query<Held>({
    name: "submission_hold",
    text: `select state, attempt, silent_count as "silentCount", size from submission where id = $1 for update`,
    values: [submissionId],
  });
  return rows[0];
}

/** Write how a try ended; true when reports had it charged before. */
async function closeAttempt(client: PoolClient, tried: Try, outcome: string, gatewayCode: number | null): Promise<boolean> {
  const { rows } = await client.query<{ before: string | null }>({
    name: "attempt_close",
    text: `
      update submission_attempt a set answered_at = now(), outcome = $2, gateway_code = $3, duration_ms = $4
      from (select outcome from submission_attempt where gateway_id = $1 for update) was where a.gateway_id = $1 returning was.outcome as before`,
    values: [tried.gatewayId, outcome, gatewayCode, Math.round(tried.durationMs)],
  });
  return rows[0]?.before === "reported";
}

async function move(client: PoolClient, tried: Try, held: Held, to: CounterBucket): Promise<void> {
  if (tried.mailingId === null || (to === "accepted" && !stands("counter"))) return;
  await moveCounters(client, [
    { mailingId: tried.mailingId, bucket: held.state, delta: -held.silentCount },
    { mailingId: tried.mailingId, bucket: to, delta: held.silentCount },
  ]);
}

/** Whether a try still is the one under way: what its lease has taken from it, it may not move. */
function isUnderWay(held: Held | undefined, tried: Try): held is Held {
  return held !== undefined && ((held.state === "submitting" && held.attempt === tried.attempt) || !stands("fence"));
}

/**
 * Write that the gateway took a slice. A fact is never fenced off: an answer that comes after the lease settles the
 * submission as well, unless a later try is under way; what was charged is written either way.
 */
export async function recordAccepted(tried: Try, given: SendAnswer): Promise<void> {
  await transaction(pool, async (client) => {
    const held = await hold(client, tried.submissionId);
    if (!held) return;
    const isCharged = await closeAttempt(client, tried, "accepted", null);
    const answer = isCharged ? { ...given, cost: null, segments: 0, phones: given.phones.map((phone) => ({ ...phone, cost: null })) } : given;
    const unitCost = await writeCharges(client, tried, answer);
    const settles = ["submitting", "unconfirmed", "queued"].includes(held.state) && held.attempt === tried.attempt;
    await client.query({
      name: "submission_accept",
      text: `
        update submission set segment_count = coalesce(segment_count, 0) + $2, cost = coalesce(cost, 0) + coalesce($3::numeric, 0),
          unit_cost = case when $5::numeric is null then unit_cost else coalesce(unit_cost, 0) + $5::numeric end,
          state = case when $4 then 'accepted' else state end, lease_until = case when $4 then null else lease_until end,
          settled_at = case when $4 then now() else settled_at end
        where id = $1`,
      values: [tried.submissionId, answer.segments, answer.cost, settles, unitCost],
    });
    await recordReports(client, "answer", faultyNumbers(tried.gatewayId, answer));
    if (settles) await move(client, tried, held, "accepted");
    // Reports may have come before the answer.
    if (held.silentCount < held.size) await settleRefunds(client, { submissionIds: [tried.submissionId] });
    await addToMailing(client, tried.mailingId, answer);
  });
  if (tried.mailingId !== null) await completeIfSettled(pool, tried.mailingId);
}

/** The gateway names a status only for numbers that it will not serve. */
function faultyNumbers(gatewayId: number, { phones }: SendAnswer) {
  const at = new Date();
  return phones.flatMap(({ msisdn, status, err, cost }) => (status === null ? [] : [{ gatewayId, msisdn, status, err, at, cost, segments: null }]));
}

/**
 * Charge the ledger, and give what most of the messages cost each. That price is kept once, on the submission: a message
 * is written only where its own differs, since rewriting all of them costs more than all else that an answer brings.
 */
async function writeCharges(client: PoolClient, tried: Try, { phones, cost }: SendAnswer): Promise<string | null> {
  const priced = phones.flatMap(({ msisdn, status, cost: own }) => {
    const charged = own ?? (status === null ? null : "0");
    return charged === null ? [] : [{ msisdn, cost: charged }];
  });
  const unitCost = mostUsual(priced.map((phone) => phone.cost));
  const others = priced.filter((phone) => phone.cost !== unitCost);
  if (others.length > 0) {
    await client.query(
      `update message m set cost = p.cost, charged = coalesce(m.charged, 0) + p.cost from unnest($2::text[], $3::numeric[]) as p (msisdn, cost)
       where m.submission_id = $1 and m.msisdn = p.msisdn`,
      [tried.submissionId, others.map(({ msisdn }) => msisdn), others.map((phone) => phone.cost)],
    );
  }
  if (cost !== null && Number(cost) !== 0) {
    await client.query({
      name: "ledger_charge",
      text: "insert into ledger_entry (amount, kind, mailing_id, submission_id) values ($1, 'charge', $2, $3)",
      values: [cost, tried.mailingId, tried.submissionId],
    });
  }
  return unitCost;
}

function mostUsual(costs: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const cost of costs) counts.set(cost, (counts.get(cost) ?? 0) + 1);
  return [...counts].reduce<[string, number] | null>((most, each) => (most && most[1] >= each[1] ? most : each), null)?.[0] ?? null;
}

/** Charge the mailing. Its row is the last lock of all, and written by the first answer only, or by one that ends a row of floods. */
async function addToMailing(client: PoolClient, mailingId: number | null, { cost, segments }: SendAnswer): Promise<void> {
  if (mailingId === null) return;
  await addCharge(client, mailingId, { cost, segments });
  await client.query({
    name: "mailing_begun",
    text: `
      update mailing set started_at = coalesce(started_at, now()), floods_in_row = 0
      where id = $1 and (started_at is null or floods_in_row > 0)`,
    values: [mailingId],
  });
}

/** Write that the gateway refused a slice for good. */
export async function recordRefused(tried: Try, gatewayCode: number | null): Promise<void> {
  await transaction(pool, async (client) => {
    const held = await hold(client, tried.submissionId);
    await closeAttempt(client, tried, "refused", gatewayCode);
    if (!isUnderWay(held, tried)) return;
    await client.query(
      "update submission set state = 'refused', gateway_code = $2, lease_until = null, settled_at = now(), open_count = 0 where id = $1",
      [tried.submissionId, gatewayCode],
    );
    await move(client, tried, held, "refused");
  });
  if (tried.mailingId !== null) await completeIfSettled(pool, tried.mailingId);
}

type NotTaken = {
  outcome: "refused" | "not_sent";
  gatewayCode: number | null;
  delayMs: number;
  cause: StopCause | null;
  /** A stop goes on by itself then. */
  resumeAt?: Date | null;
};

/**
 * Give a slice back that the gateway certainly did not take: it is due again after `delayMs`; with a cause its mailing
 * or its check stops as well, in the same transaction, so that no other worker claims it in between.
 */
export async function recordNotTaken(tried: Try, { outcome, gatewayCode, delayMs, cause, resumeAt }: NotTaken): Promise<void> {
  await transaction(pool, async (client) => {
    const stopped = cause === null ? null : tried.mailingId;
    if (stopped !== null) await lockMailing(client, stopped);
    await giveBack(client, tried, { outcome, gatewayCode, delayMs });
    if (stopped !== null && cause !== null) await stopMailing(client, stopped, cause, { resumeAt });
    if (tried.checkId !== undefined && cause !== null) await stopCheckByItself(client, tried.checkId, cause);
  });
}

async function giveBack(client: PoolClient, tried: Try, { outcome, gatewayCode, delayMs }: Pick<NotTaken, "outcome" | "gatewayCode" | "delayMs">) {
  const held = await hold(client, tried.submissionId);
  await closeAttempt(client, tried, outcome, gatewayCode);
  if (!isUnderWay(held, tried)) return;
  await client.query(
    `update submission set state = 'queued', lease_until = null, gateway_code = $2,
       due_at = case when $3::int = 0 then due_at else now() + $3::int * interval '1 millisecond' end where id = $1`,
    [tried.submissionId, gatewayCode, delayMs],
  );
  await move(client, tried, held, "queued");
}

/**
 * Give a slice back that the gateway called identical to another (error 9). So many in a row, of whichever slices of the
 * mailing, stop it: a gateway that is asked the same again and again blocks the address.
 */
export async function recordFlood(tried: Try, { delayMs, stopsAfter }: { delayMs: number; stopsAfter: number }): Promise<void> {
  await transaction(pool, async (client) => {
    if (tried.mailingId !== null) await lockMailing(client, tried.mailingId);
    await giveBack(client, tried, { outcome: "refused", gatewayCode: 9, delayMs });
    if (tried.checkId !== undefined && tried.attempt >= stopsAfter) await stopCheckByItself(client, tried.checkId, "gateway.flood");
    if (tried.mailingId === null) return;
    const { rows } = await client.query<{ inRow: number }>(
      `update mailing set floods_in_row = floods_in_row + 1 where id = $1 returning floods_in_row as "inRow"`,
      [tried.mailingId],
    );
    if ((rows[0]?.inRow ?? 0) >= stopsAfter) await stopMailing(client, tried.mailingId, "gateway.flood");
  });
}

/** Whether the gateway has said anything but "not found" of a try: then it was taken. */
async function isReported(client: PoolClient, gatewayId: number): Promise<boolean> {
  const { rowCount } = await client.query("select from delivery_report where gateway_id = $1 and status <> -3 limit 1", [gatewayId]);
  return rowCount === 1;
}

/** Write that nobody knows: the request left and no answer came. Nothing is sent again until evidence decides. */
export async function recordUnknown(tried: Try, gatewayCode: number | null = null): Promise<void> {
  await transaction(pool, async (client) => {
    const held = await hold(client, tried.submissionId);
    await closeAttempt(client, tried, "unknown", gatewayCode);
    if (!isUnderWay(held, tried)) return;
    // What the gateway has said meanwhile was applied while the answer was waited for, and is not applied again.
    if (stands("fence") && (await isReported(client, tried.gatewayId))) {
      await client.query("update submission set state = 'accepted', lease_until = null, settled_at = now() where id = $1", [tried.submissionId]);
      await move(client, tried, held, "accepted");
      return;
    }
    await client.query("update submission set state = 'unconfirmed', unconfirmed_at = now(), lease_until = null where id = $1", [tried.submissionId]);
    await move(client, tried, held, "unconfirmed");
  });
}
