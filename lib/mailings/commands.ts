import { db, type Tx } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import { recordAudit } from "@/lib/audit";
import type { MailingInput } from "@/lib/mailings/schema";
import type { MailingState } from "@/lib/mailings/lifecycle";
import { parsePastedNumbers, unknownKeys } from "@/lib/mailings/audience";
import { placeholdersOf } from "@/lib/sms/template";
import { enqueue } from "@/lib/queue/queue";
import { refusal } from "@/lib/mailings/refusal";

const MOST_PER_REQUEST = 100;

/** Requests are cut to the speed: 600 a minute leaves as ten a second, not as a hundred every ten seconds. */
export function sliceSizeFor(speedPerMinute: number | null, most: number = MOST_PER_REQUEST): number {
  return speedPerMinute === null ? most : Math.min(most, Math.max(1, Math.ceil(speedPerMinute / 60)));
}

/** Keep a draft, new or changed. Field faults that need the database are returned, not thrown. */
export async function saveDraft(tx: Tx, input: MailingInput, operatorId: number) {
  const pasted = parsePastedNumbers(input.pasted);
  const keys = placeholdersOf(input.text);
  const unknown = await unknownKeys(input.listIds, keys);
  if (unknown.length > 0) return err({ code: "mailing.unknown_placeholder" as const, key: unknown[0] ?? "" });
  const data = {
    name: input.name,
    text: input.text,
    personalised: keys.length > 0,
    sender: input.sender,
    pastedMsisdns: pasted.msisdns,
    speedPerMinute: input.speedPerMinute,
    sliceSize: sliceSizeFor(input.speedPerMinute),
    updatedAt: new Date(),
  };
  const lists = { createMany: { data: input.listIds.map((listId) => ({ listId })) } };
  if (input.mailingId === null) {
    const made = await tx.mailing.create({ data: { ...data, createdById: operatorId, lists }, select: { id: true } });
    return ok({ mailingId: made.id });
  }
  const { count } = await tx.mailing.updateMany({ where: { id: input.mailingId, state: "draft" }, data });
  if (count !== 1) return refusal(tx, input.mailingId, "mailing.not_a_draft" as const);
  await tx.mailing.update({ where: { id: input.mailingId }, data: { lists: { deleteMany: {}, ...lists } } });
  return ok({ mailingId: input.mailingId });
}

/** Throw a draft away. */
export async function deleteDraft(tx: Tx, { mailingId }: { mailingId: number }) {
  const { count } = await tx.mailing.deleteMany({ where: { id: mailingId, state: "draft" } });
  return count === 1 ? ok({ mailingId }) : refusal(tx, mailingId, "mailing.not_a_draft" as const);
}

type Quote = { cost: string | null; segments: number | null };

/** Begin a mailing now or at a time. Its audience is frozen when planning begins. */
export async function launchMailing(
  tx: Tx,
  { mailingId, scheduledAt, operatorId, quote, now }: { mailingId: number; scheduledAt: Date | null; operatorId: number; quote: Quote; now: Date },
) {
  if (scheduledAt && scheduledAt <= now) return err({ code: "mailing.time_past" as const });
  const next: MailingState = scheduledAt ? "scheduled" : "planning";
  const draft = await tx.mailing.findUnique({ where: { id: mailingId }, select: { pastedMsisdns: true, _count: { select: { lists: true } } } });
  if (draft && draft.pastedMsisdns.length === 0 && draft._count.lists === 0) return err({ code: "mailing.no_recipients" as const });
  const { count } = await tx.mailing.updateMany({
    where: { id: mailingId, state: "draft" },
    data: {
      state: next,
      scheduledAt,
      launchedById: operatorId,
      launchedAt: now,
      quotedCost: quote.cost,
      quotedSegments: quote.segments,
      updatedAt: now,
    },
  });
  if (count !== 1) return refusal(tx, mailingId, "mailing.not_a_draft" as const);
  if (scheduledAt) await enqueue(tx, "mailing.start", { mailingId }, { runAt: scheduledAt, key: `start:${mailingId}` });
  else await enqueue(tx, "mailing.plan", { mailingId }, { key: `plan:${mailingId}` });
  return ok({ state: next });
}

/**
 * The time of a scheduled mailing has come: begin its planning. A nudge that comes twice changes nothing; one that comes
 * too early, by clocks that differ, is repeated at the time itself.
 */
export async function startScheduled({ mailingId, now }: { mailingId: number; now: Date }): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.mailing.updateMany({
      where: { id: mailingId, state: "scheduled", scheduledAt: { lte: now } },
      data: { state: "planning", updatedAt: now },
    });
    if (count === 1) {
      await enqueue(tx, "mailing.plan", { mailingId }, { key: `plan:${mailingId}` });
      await recordAudit(tx, { operatorId: null, event: "mailing.started", subject: `mailing:${mailingId}` });
      return true;
    }
    const early = await tx.mailing.findFirst({ where: { id: mailingId, state: "scheduled" }, select: { scheduledAt: true } });
    // One second later than the time: the clock that was behind may still be.
    if (early?.scheduledAt) {
      const runAt = new Date(early.scheduledAt.getTime() + 1000);
      await enqueue(tx, "mailing.start", { mailingId }, { runAt, key: `start:${mailingId}` });
    }
    return false;
  });
}
