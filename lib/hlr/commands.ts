import { recordAudit } from "@/lib/audit";
import type { Tx } from "@/lib/db";
import { err, ok, type Result } from "@/lib/errors";
import { VERDICT_SQL, type CheckState, type Verdict } from "@/lib/hlr/lifecycle";
import { Prisma } from "@/lib/generated/prisma/client";
import { createFilledList, whenEmpty } from "@/lib/lists/commands";
import { suppressMany } from "@/lib/suppression/commands";

type Who = { operatorId: number; address?: string | null };
type Check = { checkId: number } & Who;

export type SteerFailure = { code: "hlr.not_found" } | { code: "hlr.cannot_stop" | "hlr.cannot_resume"; state: CheckState };

/**
 * Ask about no further numbers. What the gateway already has is answered and paid for. The state check is the `where` of the
 * update, which waits for a claim under way.
 */
export async function stopCheck(tx: Tx, { checkId, operatorId, address }: Check): Promise<Result<{ checkId: number }, SteerFailure>> {
  const { count } = await tx.hlrCheck.updateMany({
    where: { id: checkId, state: "running" },
    data: { state: "stopped", stopCause: "operator", stoppedAt: new Date() },
  });
  if (count !== 1) return refusal(tx, checkId, "hlr.cannot_stop");
  await recordAudit(tx, { operatorId, event: "hlr.stopped", subject: `hlr:${checkId}`, address });
  return ok({ checkId });
}

/** Ask about the rest. In a restored database nobody knows what of it was asked elsewhere, and paid for: there a new check is begun. */
export async function resumeCheck(tx: Tx, { checkId, operatorId, address }: Check): Promise<Result<{ checkId: number }, SteerFailure>> {
  const { count } = await tx.hlrCheck.updateMany({
    where: { id: checkId, state: "stopped", NOT: { stopCause: "restored" } },
    data: { state: "running", stopCause: null, stoppedAt: null },
  });
  if (count !== 1) return refusal(tx, checkId, "hlr.cannot_resume");
  await recordAudit(tx, { operatorId, event: "hlr.resumed", subject: `hlr:${checkId}`, address });
  return ok({ checkId });
}

async function refusal(tx: Tx, checkId: number, code: "hlr.cannot_stop" | "hlr.cannot_resume"): Promise<Result<never, SteerFailure>> {
  const check = await tx.hlrCheck.findUnique({ where: { id: checkId }, select: { state: true } });
  return check ? err({ code, state: check.state }) : err({ code: "hlr.not_found" });
}

const verdictIs = (verdict: Verdict) => Prisma.sql`(${Prisma.raw(VERDICT_SQL)}) = ${verdict}`;

/** The numbers of a check, with all that a verdict is made of. */
const resultsOf = (checkId: number) => Prisma.sql`
  hlr_result r join hlr_check k on k.id = r.check_id join message m on m.id = r.message_id left join submission s on s.id = m.submission_id
  where r.check_id = ${checkId}`;

/** Make a list of a check's numbers of one verdict. */
export async function makeListOfResults(tx: Tx, { checkId, verdict, name, operatorId, address }: Check & { verdict: Verdict; name: string }) {
  const contacts = Prisma.sql`
    select c.id from contact c where c.msisdn in (select m.msisdn from ${resultsOf(checkId)} and ${verdictIs(verdict)})`;
  const made = await createFilledList(tx, { contacts, name, operatorId, address });
  if (!made.ok) return made;
  const { listId, count } = made.value;
  await recordAudit(tx, { operatorId, event: "hlr.list_made", subject: `hlr:${checkId}`, after: { listId, verdict, numbers: count }, address });
  return made;
}

export const nothingChosen = whenEmpty("hlr.nobody");

/**
 * Put the numbers that do not exist, by a check, on the suppression list: each with an audit entry of its own. One that
 * anything was delivered to since is left out: it exists. Gives how many are new there.
 */
export async function quarantine(tx: Tx, { checkId, reason, operatorId, address }: Check & { reason: string }) {
  const dead = await tx.$queryRaw<{ msisdn: string }[]>`
    select d.msisdn from (select m.id, m.msisdn from ${resultsOf(checkId)} and ${verdictIs("does_not_exist")}) d
    where not exists (select from message later where later.msisdn = d.msisdn and later.id > d.id and later.status in (1, 2, 4))`;
  const count = await suppressMany(tx, { msisdns: dead.map(({ msisdn }) => msisdn), source: "hlr", reason, operatorId, address });
  if (count > 0) {
    await recordAudit(tx, { operatorId, event: "hlr.quarantined", subject: `hlr:${checkId}`, after: { numbers: count }, reason, address });
  }
  return ok({ count });
}
