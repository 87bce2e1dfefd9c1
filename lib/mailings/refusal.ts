import type { Tx } from "@/lib/db";
import { err } from "@/lib/errors";
import type { MailingState } from "@/lib/mailings/lifecycle";

/** What brings a mailing into a state, as the audit log calls it. */
const EVENTS: Partial<Record<MailingState, string[]>> = {
  scheduled: ["mailing.scheduled"],
  planning: ["mailing.launched", "mailing.started", "mailing.resumed"],
  sending: ["mailing.launched", "mailing.started", "mailing.resumed"],
  paused: ["mailing.paused", "mailing.stopped"],
  canceled: ["mailing.canceled"],
};

/**
 * Why a move was refused: what the mailing has become meanwhile, by whom and when, so that the second of two people who
 * press at once learns what the first has done. `who` is `person`, `itself`, or `nobody` where it is not on record.
 */
export async function refusal<Code extends string>(tx: Tx, mailingId: number, code: Code) {
  const mailing = await tx.mailing.findUnique({ where: { id: mailingId }, select: { state: true, pauseCause: true, finishedAt: true } });
  if (!mailing) return err({ code: "mailing.not_found" as const });
  const isStopped = mailing.state === "paused" && mailing.pauseCause !== null && mailing.pauseCause !== "operator";
  const last = await tx.auditEntry.findFirst({
    where: { subject: `mailing:${mailingId}`, event: { in: EVENTS[mailing.state] ?? [] } },
    orderBy: { id: "desc" },
    select: { operatorId: true, at: true },
  });
  const operator = last?.operatorId == null ? null : await tx.operator.findUnique({ where: { id: last.operatorId }, select: { name: true } });
  const at = last?.at ?? (mailing.state === "completed" ? mailing.finishedAt : null);
  return err({
    code,
    state: isStopped ? "stopped" : mailing.state,
    who: operator ? "person" : at ? "itself" : "nobody",
    by: operator?.name ?? null,
    at: at?.toISOString() ?? null,
  });
}
