import type { PoolClient } from "pg";
import { pool } from "@/lib/db";
import { err, ok, type Result } from "@/lib/errors";
import { completeIfSettled, moveCounters } from "@/lib/messages/counters";
import { CHANNELS } from "@/lib/queue/queue";
import type { DoubtChoice } from "@/lib/submissions/schema";
import { lockMailing } from "@/lib/submissions/stop-mailing";
import { TIMING } from "@/lib/submissions/timing";
import { transaction } from "@/lib/transaction";

type Decision = { mailingId: number; choice: DoubtChoice; operatorId: number; address: string | null };

/**
 * Slices that only a person can settle, in SQL; `s` is the submission, `$2` for how long evidence is asked for. What the
 * gateway has said meanwhile, applied or not yet, is evidence, and takes a slice out of a person's hands.
 */
const UNDECIDED_SQL = `
  s.mailing_id = $1 and s.state = 'unconfirmed' and s.unconfirmed_at <= now() - $2 * interval '1 millisecond'
    and not exists (
      select from submission_attempt a where a.submission_id = s.id and (
        exists (select from delivery_report r where r.gateway_id = a.gateway_id and r.status <> -3)
        or exists (select from report_inbox r where r.gateway_id = a.gateway_id and r.status <> -3)))`;

/**
 * Settle a mailing's lost answers by a person's word, with its audit entry, in one transaction: `send` gives the slices
 * back to the queue, `keep` takes them for handed over. Gives the messages it was about; fails when nothing waits for a
 * word any more, since somebody else has spoken or the gateway itself has.
 */
export async function decideDoubts({ mailingId, choice, operatorId, address }: Decision): Promise<Result<{ messages: number }>> {
  const messages = await transaction(pool, async (client) => {
    await lockMailing(client, mailingId);
    const decided = await settleDoubts(client, mailingId, choice);
    if (decided.slices === 0) return null;
    await moveCounters(client, [
      { mailingId, bucket: "unconfirmed", delta: -decided.silent },
      { mailingId, bucket: choice === "send" ? "queued" : "accepted", delta: decided.silent },
    ]);
    await client.query("insert into audit_entry (operator_id, event, subject, after, address) values ($1, $2, $3, $4, $5)", [
      ...[operatorId, "mailing.doubts_decided", `mailing:${mailingId}`],
      ...[{ choice, slices: decided.slices, messages: decided.messages }, address],
    ]);
    if (choice === "send") await client.query("select pg_notify($1, '')", [CHANNELS.send]);
    return decided.messages;
  });
  if (messages === null) return err({ code: "mailing.no_doubts" });
  await completeIfSettled(pool, mailingId);
  return ok({ messages });
}

type Decided = { slices: number; messages: number; silent: number };

async function settleDoubts(client: PoolClient, mailingId: number, choice: DoubtChoice): Promise<Decided> {
  const { rows } = await client.query<Decided>(
    `with undecided as (select s.id from submission s where ${UNDECIDED_SQL} order by s.id for update),
     decided as (
       update submission s set state = $3::submission_state, due_at = now(), denied_at = null, unconfirmed_at = null,
         settled_at = case when $3 = 'accepted' then now() end
       from undecided u where s.id = u.id returning s.size, s.silent_count
     )
     select count(*) as slices, coalesce(sum(size), 0)::int as messages, coalesce(sum(silent_count), 0)::int as silent from decided`,
    [mailingId, TIMING.evidenceMs, choice === "send" ? "queued" : "accepted"],
  );
  return rows[0] ?? { slices: 0, messages: 0, silent: 0 };
}
