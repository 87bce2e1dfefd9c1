import { recordAudit } from "@/lib/audit";
import { pool, type Tx } from "@/lib/db";
import { ok } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { suppressMany } from "@/lib/suppression/commands";

/** A number that failed at once again and again. */
export type Proposal = { msisdn: string; times: number; lastAt: string; /** What it cost in the last thirty days; a decimal string. */ cost: string };

const WITHIN_DAYS = 90;
const TIMES = 2;
const COST_DAYS = 30;
/** Numbers that are proposed at once. */
export const PROPOSED_AT_MOST = 10_000;

/** Failed at once in two mailings or more, nothing delivered after the first of them, not suppressed yet. */
const PROPOSED_SQL = `
  select f.msisdn, f.times, f.last_at from (
    select msisdn, count(*) as times, min(message_id) as first_id, max(at) as last_at
    from fast_failure where at > now() - ${WITHIN_DAYS} * interval '1 day' group by msisdn having count(*) >= ${TIMES}
  ) f
  where not exists (select from suppression x where x.msisdn = f.msisdn)
    and not exists (select from message m where m.msisdn = f.msisdn and m.id > f.first_id and m.status in (1, 2, 4))
  order by f.times desc, f.msisdn limit ${PROPOSED_AT_MOST}`;

/** List the numbers proposed for quarantine, the most failures first, and what all of them cost in thirty days. */
export async function readProposals(limit = 20): Promise<{ count: number; cost: string; first: Proposal[] }> {
  const { rows } = await pool.query<Omit<Proposal, "lastAt"> & { lastAt: Date }>({
    name: "quarantine_proposals",
    text: `
      select p.msisdn, p.times::int, p.last_at as "lastAt", (
          select coalesce(sum(case when m.refunded > 0 then 0 else coalesce(m.cost, s.unit_cost, 0) end), 0)
          from fast_failure f join message m on m.id = f.message_id join submission s on s.id = m.submission_id
          where f.msisdn = p.msisdn and f.at > now() - ${COST_DAYS} * interval '1 day'
        )::text as cost
      from (${PROPOSED_SQL}) p`,
  });
  const cost = rows.reduce((sum, row) => sum + Number(row.cost), 0).toFixed(2);
  return { count: rows.length, cost, first: rows.slice(0, limit).map((row) => ({ ...row, lastAt: row.lastAt.toISOString() })) };
}

type Deed = {
  /** What the person saw; more than these are not suppressed. */ count: number;
  reason: string;
  operatorId: number;
  address?: string | null;
};

/** Put the proposed numbers on the suppression list, each with an audit entry. Gives how many. */
export async function quarantineProposed(tx: Tx, { count, reason, operatorId, address }: Deed) {
  const rows = await tx.$queryRaw<{ msisdn: string }[]>`select msisdn from (${Prisma.raw(PROPOSED_SQL)}) p limit ${count}`;
  const msisdns = rows.map(({ msisdn }) => msisdn);
  const suppressed = await suppressMany(tx, { msisdns, source: "failures", reason, operatorId, address });
  if (suppressed > 0) {
    await recordAudit(tx, { operatorId, event: "failures.quarantined", subject: "suppression", after: { numbers: suppressed }, reason, address });
  }
  return ok({ count: suppressed });
}
