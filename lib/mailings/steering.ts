import { recordAudit } from "@/lib/audit";
import { db, type Tx } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import { statesBefore } from "@/lib/mailings/lifecycle";
import { refusal } from "@/lib/mailings/refusal";
import { enqueue, nudge } from "@/lib/queue/queue";
import { MAILING_LOCK } from "@/lib/submissions/claim";

/** Wait for the claims under way; none begins until this transaction ends. */
async function lockMailing(tx: Tx, mailingId: number): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${MAILING_LOCK}::int, ${mailingId}::int)`;
}

type Pause = { mailingId: number; reason: string; operatorId: number; now: Date; /** It goes on by itself then. */ until?: Date | null };

/**
 * Stop submitting a mailing's messages. Those the gateway already holds still go out. One row is written, whatever the size.
 *
 * The state check is the `where` of the update, so when two operators press at once one succeeds and the other learns
 * what the mailing has become.
 */
export async function pauseMailing(tx: Tx, { mailingId, reason, operatorId, now, until = null }: Pause) {
  if (until && until <= now) return err({ code: "mailing.time_past" as const });
  await lockMailing(tx, mailingId);
  const { count } = await tx.mailing.updateMany({
    // One that waits for its time is paused by the program alone, after trouble.
    where: { id: mailingId, state: { in: ["planning", "sending"] } },
    data: {
      state: "paused",
      pauseCause: "operator",
      pauseDetail: null,
      pauseReason: reason || null,
      pausedAt: now,
      pausedById: operatorId,
      resumeAt: until,
      updatedAt: now,
    },
  });
  if (count !== 1) return refusal(tx, mailingId, "mailing.cannot_pause" as const);
  if (until) await enqueue(tx, "mailing.resume", { mailingId }, { runAt: until, key: `resume:${mailingId}` });
  return ok({ state: "paused" as const });
}

/**
 * Let a paused mailing go on with what never left; planning that was not finished goes on first, a time to come is kept.
 * One of a restored or copied database waits until the gateway's history has been read since.
 */
export async function resumeMailing(tx: Tx, { mailingId, now }: { mailingId: number; now: Date }) {
  await lockMailing(tx, mailingId);
  const mailing = await tx.mailing.findUnique({
    where: { id: mailingId },
    select: { plannedAt: true, scheduledAt: true, restoredAt: true, state: true },
  });
  if (mailing?.restoredAt && mailing.state === "paused" && !(await isHistoryRead(tx, mailing.restoredAt))) {
    return err({ code: "mailing.history_unread" as const });
  }
  const scheduledAt = mailing?.plannedAt || !mailing?.scheduledAt || mailing.scheduledAt <= now ? null : mailing.scheduledAt;
  const next = mailing?.plannedAt ? "sending" : scheduledAt ? "scheduled" : "planning";
  const { count } = await tx.mailing.updateMany({
    where: { id: mailingId, state: "paused" },
    data: {
      state: next,
      pauseCause: null,
      pauseDetail: null,
      pauseReason: null,
      pausedAt: null,
      pausedById: null,
      resumeAt: null,
      floodsInRow: 0,
      updatedAt: now,
    },
  });
  if (count !== 1) return refusal(tx, mailingId, "mailing.cannot_resume" as const);
  // By the database's clock, as the claims that are compared with it.
  await tx.$executeRaw`update mailing set resumed_at = clock_timestamp() where id = ${mailingId}`;
  await tx.mailingFailureRun.deleteMany({ where: { mailingId } });
  if (scheduledAt) await enqueue(tx, "mailing.start", { mailingId }, { runAt: scheduledAt, key: `start:${mailingId}` });
  if (next === "planning") await enqueue(tx, "mailing.plan", { mailingId }, { key: `plan:${mailingId}` });
  await nudge(tx, "send");
  return ok({ state: next });
}

/** Whether a sweep that began after that moment has come to its end. */
async function isHistoryRead(tx: Tx, since: Date): Promise<boolean> {
  return (await tx.historySweep.count({ where: { startedAt: { gt: since }, finishedAt: { not: null } } })) > 0;
}

/**
 * The time a pause was given is over: go on. A nudge that comes twice, or after a person has resumed, paused anew or
 * canceled, changes nothing; one that comes too early, by clocks that differ, is repeated at the time itself.
 */
export async function resumeByItself({ mailingId, now }: { mailingId: number; now: Date }): Promise<boolean> {
  return db.$transaction(async (tx) => {
    await lockMailing(tx, mailingId);
    const mailing = await tx.mailing.findFirst({ where: { id: mailingId, state: "paused", resumeAt: { not: null } }, select: { resumeAt: true } });
    if (!mailing?.resumeAt) return false;
    if (mailing.resumeAt > now) {
      const runAt = new Date(mailing.resumeAt.getTime() + 1000);
      await enqueue(tx, "mailing.resume", { mailingId }, { runAt, key: `resume:${mailingId}` });
      return false;
    }
    const resumed = await resumeMailing(tx, { mailingId, now });
    if (resumed.ok) await recordAudit(tx, { operatorId: null, event: "mailing.resumed", subject: `mailing:${mailingId}` });
    return resumed.ok;
  });
}

/** Withdraw what has not left. What the gateway holds cannot be recalled. */
export async function cancelMailing(tx: Tx, { mailingId, now }: { mailingId: number; now: Date }) {
  await lockMailing(tx, mailingId);
  const { count } = await tx.mailing.updateMany({
    where: { id: mailingId, state: { in: statesBefore("canceled") } },
    data: { state: "canceled", resumeAt: null, finishedAt: now, updatedAt: now },
  });
  return count === 1 ? ok({ state: "canceled" as const }) : refusal(tx, mailingId, "mailing.cannot_cancel" as const);
}

/** Change the pace of a mailing, also while it runs; the next slice leaves by the new one. */
export async function changeSpeed(tx: Tx, { mailingId, speedPerMinute, now }: { mailingId: number; speedPerMinute: number | null; now: Date }) {
  await lockMailing(tx, mailingId);
  const { count } = await tx.mailing.updateMany({
    where: { id: mailingId, state: { in: ["draft", "scheduled", "planning", "sending", "paused"] } },
    data: { speedPerMinute, updatedAt: now },
  });
  if (count !== 1) return refusal(tx, mailingId, "mailing.cannot_change_speed" as const);
  await tx.mailingPace.deleteMany({ where: { mailingId } });
  await nudge(tx, "send");
  return ok({ speedPerMinute });
}
