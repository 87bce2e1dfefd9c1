import { recordAudit } from "@/lib/audit";
import type { Tx } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import type { SuppressionSource } from "@/lib/suppression/schema";

type Who = { operatorId: number | null; address?: string | null };

/**
 * Never write to a number again. Planning and hand-over both ask this list, so what waits now does not leave either.
 * A number that is on it already keeps its first reason.
 */
export async function suppress(
  tx: Tx,
  { msisdn, reason, source, operatorId, address }: { msisdn: string; reason: string; source: SuppressionSource } & Who,
) {
  const { count } = await tx.suppressionEntry.createMany({
    data: [{ msisdn, reason, source, createdById: operatorId }],
    skipDuplicates: true,
  });
  if (count === 1) {
    await recordAudit(tx, { operatorId, event: "suppression.added", subject: `suppression:${msisdn}`, after: { source }, reason, address });
  }
  return ok({ msisdn, isNew: count === 1 });
}

type Many = { msisdns: readonly string[]; reason: string; source: SuppressionSource } & Who;

/** Never write to these numbers again, each with an audit entry of its own. Gives how many are new. */
export async function suppressMany(tx: Tx, { msisdns, reason, source, operatorId, address }: Many): Promise<number> {
  return tx.$executeRaw`
    with fresh as (
      insert into suppression (msisdn, source, reason, created_by_id)
      select msisdn, ${source}, ${reason}, ${operatorId}::int from unnest(${[...msisdns]}::text[]) as n (msisdn) order by msisdn
      on conflict do nothing returning msisdn
    )
    insert into audit_entry (operator_id, event, subject, after, reason, address)
    select ${operatorId}::int, 'suppression.added', 'suppression:' || msisdn, jsonb_build_object('source', ${source}::text), ${reason}, ${address ?? null}
    from fresh`;
}

/** Let a number be written to again. Only a person does this, with a reason; no import and no program can. */
export async function liftSuppression(tx: Tx, { msisdn, reason, operatorId, address }: { msisdn: string; reason: string } & Who) {
  const entry = await tx.suppressionEntry.findUnique({ where: { msisdn }, select: { reason: true, source: true, createdAt: true } });
  const { count } = await tx.suppressionEntry.deleteMany({ where: { msisdn } });
  if (!entry || count !== 1) return err({ code: "suppression.not_found" as const });
  await recordAudit(tx, {
    operatorId,
    event: "suppression.lifted",
    subject: `suppression:${msisdn}`,
    before: { ...entry, createdAt: entry.createdAt.toISOString() },
    reason,
    address,
  });
  return ok({ msisdn });
}
