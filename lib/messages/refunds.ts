import type { ClientBase } from "pg";
import { addCharge } from "@/lib/messages/counters";
import { STATUS_CODES, statusEntry } from "@/lib/smsc/status-catalogue";

const UNCHARGED = STATUS_CODES.filter((code) => statusEntry(code).charged === "no");

/** Whether a message of this status is not paid for: what was charged comes back. */
export function isUncharged(status: number): boolean {
  return UNCHARGED.some((code) => code === status);
}

/** Either messages whose status has just changed, or all of slices whose answer has just come. */
type Scope = { messageIds: readonly number[]; submissionIds?: undefined } | { submissionIds: readonly number[]; messageIds?: undefined };

/**
 * Bring the ledger to what messages are: what an answer charged for one that is not paid for comes back, and is taken
 * back when it is released after all. What was given back stands on the message, so each is refunded once, whatever the
 * order of answer and reports and however often they come; with the submissions' rows locked, as a mailing's last lock.
 */
export async function settleRefunds(client: ClientBase, { messageIds, submissionIds }: Scope): Promise<void> {
  const ids = messageIds ?? submissionIds;
  if (ids.length === 0) return;
  const { rows } = await client.query<{ mailingId: number | null; amount: string }>({
    name: messageIds ? "refunds_of_messages" : "refunds_of_submissions",
    text: `
      with message_now as (
        select m.id, m.submission_id, s.mailing_id, coalesce(m.refunded, 0) as was,
          case when m.status = any ($2::int[]) then coalesce(m.charged, s.unit_cost, round(s.cost / nullif(s.size, 0), 4), 0) else 0 end as due
        from message m join submission s on s.id = m.submission_id
        where ${messageIds ? "m.id = any ($1::bigint[])" : "m.submission_id = any ($1::int[])"}
          and (m.status = any ($2::int[]) or m.refunded is not null)
      ),
      given as (update message m set refunded = nullif(n.due, 0) from message_now n where m.id = n.id and n.was <> n.due),
      sums as (select submission_id, mailing_id, sum(due - was) as amount from message_now group by 1, 2 having sum(due - was) <> 0),
      entry as (
        insert into ledger_entry (amount, kind, mailing_id, submission_id)
        select -amount, 'refund', mailing_id, submission_id from sums order by submission_id
      )
      select mailing_id as "mailingId", sum(amount)::text as amount from sums group by 1 order by 1`,
    values: [ids, UNCHARGED],
  });
  for (const { mailingId, amount } of rows) {
    if (mailingId !== null) await addCharge(client, mailingId, { cost: negated(amount), segments: 0 });
  }
}

const negated = (amount: string): string => (amount.startsWith("-") ? amount.slice(1) : `-${amount}`);
