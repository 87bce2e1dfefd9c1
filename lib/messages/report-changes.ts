import type { CounterBucket } from "@/lib/messages/counters";
import type { EndingName } from "@/lib/messages/lifecycle";
import { LEAST_AGE_MS, lastMove } from "@/lib/messages/reach";
import type { Report } from "@/lib/messages/record-reports";
import { reportClass } from "@/lib/smsc/status-catalogue";

/** A statement as it waits to be applied. */
export type InboxRow = Report & { source: string; learntAt: Date };

export type MessageRow = {
  id: number;
  submissionId: number;
  gatewayId: number;
  msisdn: string;
  status: number | null;
  err: number | null;
  statusAt: Date | null;
  endedAs: EndingName | null;
  seenAt: Date | null;
  /** When the try that the statement is about was claimed. */
  claimedAt: Date;
};

export type SubmissionRow = { id: number; mailingId: number | null; state: CounterBucket; attempt: number };

/** A message's best report so far, as compared with others of it. */
export type Standing = { status: number; at: Date | null; err: number | null };

/** The name of a message at the gateway. */
export const pairOf = ({ gatewayId, msisdn }: { gatewayId: number; msisdn: string }) => `${gatewayId} ${msisdn}`;

/**
 * Whether one report outranks another. One without a time of the gateway's own is the oldest of its class: when we learnt
 * it must not decide, for the same reports in another order would then end otherwise.
 */
export function outranks(a: Standing, b: Standing): boolean {
  const byClass = reportClass(a.status) - reportClass(b.status);
  if (byClass !== 0) return byClass > 0;
  const byTime = timeOf(a) - timeOf(b);
  if (byTime !== 0) return byTime > 0;
  // The gateway's clock has seconds: of two in one second a stop (-2) came after the wait (-1) that it stopped.
  if (a.status !== b.status) return Math.abs(a.status) > Math.abs(b.status);
  return (a.err ?? -1) > (b.err ?? -1);
}

const timeOf = ({ at }: Standing) => at?.getTime() ?? 0;

/** What a batch of reports makes of one message; `to` is null when its status stays, `seenAt` when nothing is to be noted. */
export type Change = {
  message: MessageRow;
  to: Standing | null;
  learntAt: Date;
  cost: string | null;
  segments: number | null;
  seenAt: Date | null;
};

/**
 * Whether it is to be noted that the gateway still knew a message: when it is old enough for its archive, and once after
 * each move to it. News or not, by asking or from the history: what is not known there any more is archived unseen.
 */
export function isSighting(
  { status, source, learntAt }: Pick<InboxRow, "status" | "source" | "learntAt">,
  { claimedAt, seenAt }: Pick<MessageRow, "claimedAt" | "seenAt">,
): boolean {
  if (status === -3 || (source !== "status" && source !== "history")) return false;
  return claimedAt.getTime() < learntAt.getTime() - LEAST_AGE_MS && (seenAt === null || seenAt < lastMove(learntAt));
}

/** Fold a batch into at most one change a message. */
export function changesOf(inbox: readonly InboxRow[], byPair: Map<string, MessageRow>): Change[] {
  const changes = new Map<number, Change>();
  for (const row of inbox) {
    const message = byPair.get(pairOf(row));
    if (!message) continue;
    const change = changes.get(message.id) ?? { message, to: null, learntAt: row.learntAt, cost: null, segments: null, seenAt: null };
    const given: Standing = { status: row.status, at: row.at, err: row.err };
    const current = change.to ?? standingOf(message);
    if (!current || outranks(given, current)) {
      change.to = given;
      change.learntAt = row.learntAt;
    }
    change.cost ??= row.cost;
    change.segments ??= row.segments;
    if (isSighting(row, message)) change.seenAt = row.learntAt;
    changes.set(message.id, change);
  }
  return [...changes.values()].filter(({ to, cost, segments, seenAt }) => [to, cost, segments, seenAt].some((what) => what !== null));
}

function standingOf({ status, statusAt, err }: MessageRow): Standing | null {
  return status === null ? null : { status, at: statusAt, err };
}
