import type { Pool, PoolClient } from "pg";
import { addCharge } from "@/lib/messages/counters";
import { settleRefunds } from "@/lib/messages/refunds";
import { transaction } from "@/lib/transaction";

const SLICES = 100;

type Charged = { id: number; mailingId: number | null; cost: string; segments: number };

/**
 * Charge slices that were taken and whose answer, which would have named the price, was lost: by what reports say that
 * each message cost, once all of them have said it. An answer that comes after all charges nothing more. Gives how many.
 */
export async function chargeByReports(pool: Pool): Promise<number> {
  return transaction(pool, async (client) => {
    const charged = await writeCosts(client);
    const submissionIds = charged.map(({ id }) => id);
    if (submissionIds.length === 0) return 0;
    await client.query(
      `update submission_attempt a set outcome = 'reported' where a.submission_id = any ($1::int[])
         and exists (select from delivery_report r where r.gateway_id = a.gateway_id and r.status <> -3)`,
      [submissionIds],
    );
    await client.query(
      `insert into ledger_entry (amount, kind, mailing_id, submission_id)
       select cost, 'charge', mailing_id, id from submission where id = any ($1::int[]) and cost <> 0 order by id`,
      [submissionIds],
    );
    await settleRefunds(client, { submissionIds });
    for (const { mailingId, cost, segments } of charged) if (mailingId !== null) await addCharge(client, mailingId, { cost, segments });
    return charged.length;
  });
}

/** What was charged for each message stands on it from now on, whatever later reports say of its cost. */
async function writeCosts(client: PoolClient): Promise<Charged[]> {
  const { rows } = await client.query<Charged>(
    `with lost as (
       select s.id from submission s where s.state = 'accepted' and s.cost is null and s.size > 0
         and not exists (select from message m where m.submission_id = s.id and m.cost is null)
       order by s.id limit $1 for update skip locked
     ),
     sums as (
       select m.submission_id as id, sum(m.cost) as cost, coalesce(sum(m.segment_count), 0)::int as segments
       from lost join message m on m.submission_id = lost.id group by 1
     ),
     messages as (update message m set charged = m.cost from lost where m.submission_id = lost.id)
     update submission s set cost = sums.cost, segment_count = sums.segments from sums where s.id = sums.id
     returning s.id, s.mailing_id as "mailingId", s.cost::text as cost, s.segment_count as segments`,
    [SLICES],
  );
  return rows.sort((a, b) => a.id - b.id);
}
