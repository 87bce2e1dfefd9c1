import type { Pool } from "pg";
import { moveCounters } from "@/lib/messages/counters";
import { lastMove } from "@/lib/messages/reach";
import type { MessagePair } from "@/lib/smsc/gateway";
import { stands } from "@/lib/submissions/sabotage";
import { TIMING } from "@/lib/submissions/timing";
import { transaction } from "@/lib/transaction";

/**
 * Void claims whose worker fell silent: nobody knows whether their request left, unless the gateway has said something of
 * it meanwhile. Gives how many there were.
 */
export async function expireLeases(pool: Pool): Promise<number> {
  return transaction(pool, async (client) => {
    const { rows: expired } = await client.query<{ id: number }>(
      "select id from submission where state = 'submitting' and lease_until < clock_timestamp() order by id limit 100 for update skip locked",
    );
    if (expired.length === 0) return 0;
    // In a statement of its own: what was applied until the rows were locked is seen by it, and by no earlier one.
    const { rows } = await client.query<{ id: number; mailingId: number | null; silentCount: number; state: "accepted" | "unconfirmed" }>(
      `with expired as (
         select id, exists (
           select from submission_attempt a join delivery_report r on r.gateway_id = a.gateway_id
           where a.submission_id = submission.id and a.number = submission.attempt and r.status <> -3
         ) as reported
         from submission where id = any ($1::int[])
       )
       update submission s set lease_until = null,
         state = case when reported then 'accepted'::submission_state else 'unconfirmed' end,
         unconfirmed_at = case when reported then null else now() end,
         settled_at = case when reported then now() else s.settled_at end
       from expired where s.id = expired.id
       returning s.id, s.mailing_id as "mailingId", s.silent_count as "silentCount", s.state`,
      [expired.map(({ id }) => id)],
    );
    await moveCounters(
      client,
      rows.flatMap(({ mailingId, silentCount, state }) =>
        mailingId === null
          ? []
          : [
              { mailingId, bucket: "submitting" as const, delta: -silentCount },
              { mailingId, bucket: state, delta: silentCount },
            ],
      ),
    );
    return rows.length;
  });
}

/** A lost answer whose evidence may still be had: every pair of its last try. */
export type Doubt = { submissionId: number; attempt: number; pairs: MessagePair[] };

/** Lost answers to be asked about now, oldest first, as many whole slices as fit into `limit` pairs. */
export async function listDoubts(pool: Pool, limit: number): Promise<Doubt[]> {
  const { rows } = await pool.query<{ submissionId: number; attempt: number; gatewayId: number; msisdn: string }>(
    `select s.id as "submissionId", s.attempt, a.gateway_id as "gatewayId", m.msisdn
     from (
       select id, attempt, sum(size) over (order by unconfirmed_at, id) as upto from submission
       where state = 'unconfirmed' and unconfirmed_at > now() - $2 * interval '1 millisecond'
         and (denied_at is null or denied_at < now() - $3 * interval '1 millisecond')
       order by unconfirmed_at, id limit $1
     ) s
     join submission_attempt a on a.submission_id = s.id and a.number = s.attempt
     join message m on m.submission_id = s.id
     where s.upto <= $1
     order by s.upto, m.id`,
    [limit, TIMING.evidenceMs, TIMING.denialGapMs],
  );
  const doubts = new Map<number, Doubt>();
  for (const { submissionId, attempt, gatewayId, msisdn } of rows) {
    const doubt = doubts.get(submissionId) ?? { submissionId, attempt, pairs: [] };
    doubt.pairs.push({ gatewayId, msisdn });
    doubts.set(submissionId, doubt);
  }
  return [...doubts.values()];
}

/** A denial after the gateway moved messages to its archive proves nothing. */
function crossesArchiving(from: Date, to: Date): boolean {
  return lastMove(from).getTime() !== lastMove(to).getTime();
}

/**
 * Take note that the gateway denied every pair of a doubtful slice. The second denial, far enough from the first, within
 * the hour and with no archiving in between, gives the slice back to the queue: the gateway itself has said twice that it
 * never had it. One guarded update; any report that came meanwhile forbids it. A message of its own is refused instead.
 */
export async function recordDenial(pool: Pool, { submissionId, attempt }: Doubt, now: Date): Promise<"noted" | "requeued" | "stale"> {
  return transaction(pool, async (client) => {
    const { rows } = await client.query<{ mailingId: number | null; deniedAt: Date | null; unconfirmedAt: Date; silentCount: number }>(
      `select mailing_id as "mailingId", denied_at as "deniedAt", unconfirmed_at as "unconfirmedAt", silent_count as "silentCount"
       from submission where id = $1 and state = 'unconfirmed' and attempt = $2 for update`,
      [submissionId, attempt],
    );
    const doubt = rows[0];
    if (!doubt) return "stale";
    if (crossesArchiving(doubt.unconfirmedAt, now)) return "stale";
    if (!doubt.deniedAt && stands("grace")) {
      await client.query("update submission set denied_at = now() where id = $1", [submissionId]);
      return "noted";
    }
    const { rowCount } = await client.query(
      `update submission s set state = $3::submission_state, due_at = now(), denied_at = null, unconfirmed_at = null,
         open_count = case when $3 = 'refused' then 0 else open_count end, settled_at = case when $3 = 'refused' then now() end
       where s.id = $1 and s.state = 'unconfirmed' and s.attempt = $2
         and (s.denied_at < now() - $4 * interval '1 millisecond' or $6) and s.unconfirmed_at > now() - $5 * interval '1 millisecond'
         and ($7 or not exists (
           select from submission_attempt a join delivery_report r on r.gateway_id = a.gateway_id
           where a.submission_id = s.id and r.status <> -3))
         and ($7 or not exists (
           select from submission_attempt a join report_inbox r on r.gateway_id = a.gateway_id
           where a.submission_id = s.id and r.status <> -3))`,
      [
        ...[submissionId, attempt, doubt.mailingId === null ? "refused" : "queued", TIMING.denialGapMs, TIMING.evidenceMs],
        ...[!stands("grace"), !stands("fence")],
      ],
    );
    if (rowCount !== 1) return "stale";
    if (doubt.mailingId !== null) {
      await moveCounters(client, [
        { mailingId: doubt.mailingId, bucket: "unconfirmed", delta: -doubt.silentCount },
        { mailingId: doubt.mailingId, bucket: "queued", delta: doubt.silentCount },
      ]);
    }
    return "requeued";
  });
}
