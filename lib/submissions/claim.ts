import type { ClientBase, Pool, PoolClient } from "pg";
import { moveCounters } from "@/lib/messages/counters";
import type { SendContent } from "@/lib/smsc/client";
import { stands } from "@/lib/submissions/sabotage";
import { TIMING } from "@/lib/submissions/timing";
import { transaction } from "@/lib/transaction";

/** First key of the advisory lock of one mailing: claims share it, pause, resume, cancel and speed take it alone. */
export const MAILING_LOCK = 1;

/** A slice that may leave now, and until when. */
export type ClaimedSubmission = {
  submissionId: number;
  mailingId: number;
  attempt: number;
  gatewayId: number;
  sender: string | null;
  content: SendContent;
  size: number;
  /** By `performance.now()`, taken before the claim began: a process that was stopped and wakes finds its time over. */
  mustLeaveBefore: number;
};

type Candidate = {
  id: number;
  speed: number | null;
  text: string;
  personalised: boolean;
  sender: string | null;
  /** In a restored or copied database: from when on what the history shows to be sent is the same message. */
  twinsSince: Date | null;
};

/**
 * Mailings that have something to send now: sending, a slice due, their pace allowing it. Reads one index entry each: in the
 * order of the queue's index, for without an order the planner takes a look through all slices for the shorter way, and
 * that way grows with every slice that has left.
 */
export async function mailingsDue(pool: Pool): Promise<Candidate[]> {
  const { rows } = await pool.query<Candidate>({
    name: "mailings_due",
    text: `
      select m.id, m.speed_per_minute as speed, m.text, m.personalised, m.sender,
        case when m.restored_at is not null then m.launched_at - interval '10 minutes' end as "twinsSince"
      from mailing m left join mailing_pace p on p.mailing_id = m.id
      where m.state = 'sending' and (m.speed_per_minute is null or p.next_at is null or p.next_at <= clock_timestamp())
        and exists (select from (
          select due_at from submission s where s.mailing_id = m.id and s.state = 'queued' order by s.due_at, s.id limit 1
        ) next where next.due_at <= clock_timestamp())
      order by m.id`,
  });
  return rows;
}

/**
 * Claim one slice of a mailing; null when there is none any more (another worker was faster, the mailing was paused).
 *
 * The shared lock makes a pause wait the milliseconds of a claim under way, in fair order; what a pause has committed
 * is seen by the next statement here. Suppressed numbers leave the slice in this very transaction.
 */
export async function claimSubmission(pool: Pool, mailing: Candidate): Promise<ClaimedSubmission | null> {
  const mustLeaveBefore = performance.now() + TIMING.sendWithinMs;
  try {
    return await transaction(pool, async (client) => {
      await client.query({ name: "claim_lock", text: "select pg_advisory_xact_lock_shared($1, $2)", values: [MAILING_LOCK, mailing.id] });
      const slice = await pick(client, mailing.id);
      if (!slice) return null;
      if (mailing.speed !== null && !(await takePace(client, mailing.id, slice.size, mailing.speed))) throw new NotYet();
      if (slice.attempt > 1 && stands("fence") && (await hasEvidence(client, slice.id))) {
        await settleByEvidence(client, mailing.id, slice);
        return null;
      }
      const claimed = await takeOut(client, mailing, slice);
      return claimed && { ...claimed, mustLeaveBefore };
    });
  } catch (error) {
    if (error instanceof NotYet) return null;
    throw error;
  }
}

/** Leave the suppressed out, and in a restored database what has left before; write the try and move the counters; null when nobody is left. */
async function takeOut(client: PoolClient, mailing: Candidate, slice: Picked): Promise<Omit<ClaimedSubmission, "mustLeaveBefore"> | null> {
  const messages = mailing.twinsSince === null ? await readMessages(client, slice.id) : await readWithTwins(client, slice.id, mailing);
  const skipped = messages.filter(({ skip }) => skip !== null && (skip !== "suppressed" || stands("suppression")));
  const kept = messages.filter((message) => !skipped.includes(message));
  if (skipped.length > 0) await skipMessages(client, slice.id, skipped, kept.length === 0);
  const gatewayId = kept.length > 0 ? await openAttempt(client, slice.id, slice.attempt) : null;
  await moveCounters(client, [
    { mailingId: mailing.id, bucket: "queued", delta: -slice.silentCount },
    { mailingId: mailing.id, bucket: "skipped", delta: skipped.length },
    { mailingId: mailing.id, bucket: "submitting", delta: slice.silentCount - skipped.length },
  ]);
  if (gatewayId === null) return null;
  return {
    submissionId: slice.id,
    mailingId: mailing.id,
    attempt: slice.attempt,
    gatewayId,
    sender: mailing.sender,
    content: mailing.personalised
      ? { personalised: kept.map(({ msisdn, text }) => ({ msisdn, text: text ?? mailing.text })) }
      : { msisdns: kept.map(({ msisdn }) => msisdn), text: mailing.text },
    size: kept.length,
  };
}

/** The pace was taken by another claim between the look and the lock: undo, nothing happened. */
class NotYet extends Error {}

type Picked = { id: number; attempt: number; size: number; silentCount: number };

async function pick(client: PoolClient, mailingId: number): Promise<Picked | undefined> {
  const { rows } = await client.query<Picked>({
    name: "claim_pick",
    text: `
      with next as (
        select s.id from submission s
        where s.mailing_id = $1 and s.state = 'queued' and s.due_at <= clock_timestamp()
          and exists (select from mailing m where m.id = $1 and m.state = 'sending')
        order by s.due_at, s.id limit 1 ${stands("claim") ? "for update skip locked" : ""}
      )
      update submission s set state = 'submitting', attempt = s.attempt + 1, denied_at = null, unconfirmed_at = null,
        send_before = clock_timestamp() + $2 * interval '1 millisecond',
        lease_until = clock_timestamp() + $3 * interval '1 millisecond'
      from next where s.id = next.id
      returning s.id, s.attempt, s.size, s.silent_count as "silentCount"`,
    values: [mailingId, TIMING.sendWithinMs, TIMING.leaseMs],
  });
  return rows[0];
}

/** Requests are cut to the speed: the next slice may leave when this one's share of the minute is over. */
async function takePace(client: ClientBase, mailingId: number, size: number, speed: number): Promise<boolean> {
  const { rowCount } = await client.query({
    name: "claim_pace",
    text: `
      insert into mailing_pace (mailing_id, next_at) values ($1, clock_timestamp() + $2 * interval '1 second')
      on conflict (mailing_id) do update
        set next_at = greatest(mailing_pace.next_at, clock_timestamp() - interval '1 second') + $2 * interval '1 second'
        where mailing_pace.next_at <= clock_timestamp()`,
    values: [mailingId, (size * 60) / speed],
  });
  return rowCount === 1;
}

/**
 * Whether the gateway has said anything but "not found" of an earlier try: then that try was taken. What it said may still
 * wait to be applied, so both are asked; only slices that were tried before come here.
 */
export async function hasEvidence(client: ClientBase, submissionId: number): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from submission_attempt a where a.submission_id = $1 and (
       exists (select from delivery_report r where r.gateway_id = a.gateway_id and r.status <> -3)
       or exists (select from report_inbox r where r.gateway_id = a.gateway_id and r.status <> -3)) limit 1`,
    [submissionId],
  );
  return rowCount === 1;
}

async function settleByEvidence(client: ClientBase, mailingId: number, { id, silentCount }: Picked): Promise<void> {
  await client.query("update submission set state = 'accepted', attempt = attempt - 1, lease_until = null, settled_at = now() where id = $1", [id]);
  await moveCounters(client, [
    { mailingId, bucket: "queued", delta: -silentCount },
    { mailingId, bucket: "accepted", delta: silentCount },
  ]);
}

export type Recipient = { id: number; msisdn: string; text: string | null; skip: "suppressed" | "sent_before" | null };

/** Messages of a slice that have not left, and why one may not. */
export async function readMessages(client: ClientBase, submissionId: number): Promise<Recipient[]> {
  const { rows } = await client.query<Recipient>({
    name: "claim_messages",
    text: `
      select m.id, m.msisdn, m.text, case when x.msisdn is not null then 'suppressed' end as skip
      from message m left join suppression x on x.msisdn = m.msisdn
      where m.submission_id = $1 and m.skip_reason is null and m.status is null order by m.id`,
    values: [submissionId],
  });
  return rows;
}

/** The same where another database may have sent some of them: one that the history shows, with number and text, has left. */
async function readWithTwins(client: ClientBase, submissionId: number, { text, twinsSince }: Candidate): Promise<Recipient[]> {
  const { rows } = await client.query<Recipient>({
    name: "claim_messages_restored",
    text: `
      select m.id, m.msisdn, m.text, case
          when exists (
            select from message o where o.msisdn = m.msisdn and o.kind = 'outside' and o.created_at >= $3 and o.text = coalesce(m.text, $2)
          ) then 'sent_before'
          when x.msisdn is not null then 'suppressed'
        end as skip
      from message m left join suppression x on x.msisdn = m.msisdn
      where m.submission_id = $1 and m.skip_reason is null and m.status is null order by m.id`,
    values: [submissionId, text, twinsSince],
  });
  return rows;
}

/** What is left out stays as rows with their reason; a slice that is empty then is settled. */
export async function skipMessages(client: ClientBase, submissionId: number, skipped: readonly Recipient[], isEmpty: boolean): Promise<void> {
  await client.query(
    `update message m set skip_reason = s.reason, submission_id = null from unnest($1::bigint[], $2::text[]) s (id, reason) where m.id = s.id`,
    [skipped.map(({ id }) => id), skipped.map(({ skip }) => skip)],
  );
  await client.query(
    `update submission set size = size - $2, silent_count = silent_count - $2, open_count = open_count - $2,
       state = case when $3 then 'accepted' else state end,
       lease_until = case when $3 then null else lease_until end, settled_at = case when $3 then now() else settled_at end
     where id = $1`,
    [submissionId, skipped.length, isEmpty],
  );
}

/** Write a try of a slice; gives the id its request goes under. */
export async function openAttempt(client: ClientBase, submissionId: number, number: number): Promise<number> {
  const { rows } = await client.query<{ gatewayId: number }>({
    name: "claim_attempt",
    text: `
      insert into submission_attempt (gateway_id, submission_id, number) values (nextval('gateway_id_seq'), $1, $2)
      returning gateway_id as "gatewayId"`,
    values: [submissionId, number],
  });
  const gatewayId = rows[0]?.gatewayId;
  if (gatewayId === undefined) throw new Error("No attempt was written.");
  return gatewayId;
}
