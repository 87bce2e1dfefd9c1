import type { CounterBucket } from "@/lib/messages/counters";
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

/** What a batch of reports makes of one message; `to` is null when its status stays. */
export type Change = { message: MessageRow; to: Standing | null; learntAt: Date; cost: string | null; segments: number | null };

/** Fold a batch into at most one change a message. */
export function changesOf(inbox: readonly InboxRow[], byPair: Map<string, MessageRow>): Change[] {
  const changes = new Map<number, Change>();
  for (const row of inbox) {
    const message = byPair.get(pairOf(row));
    if (!message) continue;
    const change = changes.get(message.id) ?? { message, to: null, learntAt: row.learntAt, cost: null, segments: null };
    const given: Standing = { status: row.status, at: row.at, err: row.err };
    const current = change.to ?? standingOf(message);
    if (!current || outranks(given, current)) {
      change.to = given;
      change.learntAt = row.learntAt;
    }
    change.cost ??= row.cost;
    change.segments ??= row.segments;
    changes.set(message.id, change);
  }
  return [...changes.values()].filter(({ to, cost, segments }) => to !== null || cost !== null || segments !== null);
}

function standingOf({ status, statusAt, err }: MessageRow): Standing | null {
  return status === null ? null : { status, at: statusAt, err };
}
