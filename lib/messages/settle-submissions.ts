import type { PoolClient } from "pg";
import { moveCounters, type CounterBucket, type CounterMove } from "@/lib/messages/counters";
import { failureMoves, moveFailures, type FailureMove } from "@/lib/messages/failure-counts";
import { noteFailureRuns, type Outcome } from "@/lib/messages/failure-runs";
import { isUncharged, settleRefunds } from "@/lib/messages/refunds";
import type { EndingName } from "@/lib/messages/lifecycle";
import { isFinalStatus } from "@/lib/smsc/status-catalogue";

export type SubmissionRow = { id: number; mailingId: number | null; state: CounterBucket; attempt: number };

/** What a batch of reports made of one message: the status that it came to, and as what it stood before. */
export type Change = {
  messageId: number;
  submissionId: number;
  msisdn: string;
  /** When the try that the report is about was claimed. */
  claimedAt: Date;
  wasStatus: number | null;
  wasErr: number | null;
  wasEndedAs: EndingName | null;
  status: number;
  err: number | null;
  at: Date | null;
};

type Tally = { silent: number; open: number; proven: boolean };

type Settling = {
  submissions: Map<number, SubmissionRow>;
  changes: readonly Change[];
  /** Of which the gateway has said anything but "not found", be it news or not: they were taken. */
  provenIds: ReadonlySet<number>;
};

/** Whether a proof settles it. */
export function isDoubtful(submission: SubmissionRow | undefined): boolean {
  return submission !== undefined && (submission.state === "unconfirmed" || submission.state === "queued") && submission.attempt > 0;
}

/**
 * Move submissions and counters by what was really written; a lost answer is settled by any status but -3. What failed in
 * a row is noted by one applier of a mailing after the other.
 */
export async function settle(client: PoolClient, { submissions, changes, provenIds }: Settling): Promise<number[]> {
  const moves: CounterMove[] = [];
  const failures: FailureMove[] = [];
  const tallies = new Map<number, Tally>();
  for (const id of provenIds) if (isDoubtful(submissions.get(id))) tallies.set(id, { silent: 0, open: 0, proven: true });
  for (const { submissionId, wasStatus, wasErr, wasEndedAs, status, err } of changes) {
    const submission = submissions.get(submissionId);
    if (!submission) continue;
    const tally = tallies.get(submission.id) ?? { silent: 0, open: 0, proven: provenIds.has(submission.id) };
    const wasOpen = wasEndedAs === null && (wasStatus === null ? submission.state !== "refused" : !isFinalStatus(wasStatus));
    if (wasStatus === null && wasEndedAs === null) tally.silent -= 1;
    tally.open += Number(!isFinalStatus(status)) - Number(wasOpen);
    tallies.set(submission.id, tally);
    const { mailingId } = submission;
    if (mailingId === null) continue;
    failures.push(...failureMoves(mailingId, { status: wasEndedAs === null ? wasStatus : null, err: wasErr }, { status, err }));
    if (wasEndedAs === null && wasStatus === status) continue;
    if (wasEndedAs !== null) moves.push({ mailingId, bucket: wasEndedAs, delta: -1 });
    else if (wasStatus === null) moves.push({ mailingId, bucket: submission.state, delta: -1 });
    else moves.push({ mailingId, bucket: "status", code: wasStatus, delta: -1 });
    moves.push({ mailingId, bucket: "status", code: status, delta: 1 });
  }
  moves.push(...(await settleAll(client, submissions, tallies)));
  await moveCounters(client, moves);
  await moveFailures(client, failures);
  await noteFailureRuns(client, outcomesOf(submissions, changes));
  await settleRefunds(client, { messageIds: touchedByRefund(changes) });
  const touched = [...tallies.keys()].map((id) => submissions.get(id)?.mailingId ?? null);
  return [...new Set(touched.filter((mailingId) => mailingId !== null))].sort((a, b) => a - b);
}

/** Write all tallies at once; their rows were locked in order before. Gives what the settled ones move. */
async function settleAll(client: PoolClient, submissions: Map<number, SubmissionRow>, tallies: Map<number, Tally>): Promise<CounterMove[]> {
  const known = [...tallies].flatMap(([id, tally]) => {
    const submission = submissions.get(id);
    return submission ? [{ submission, tally, settles: tally.proven && isDoubtful(submission) }] : [];
  });
  if (known.length === 0) return [];
  const { rows } = await client.query<{ id: number; silentCount: number }>({
    name: "submissions_settle",
    text: `
      update submission s set silent_count = s.silent_count + t.silent, open_count = s.open_count + t.open,
        state = case when t.settles then 'accepted' else s.state end, settled_at = case when t.settles then now() else s.settled_at end
      from unnest($1::int[], $2::int[], $3::int[], $4::boolean[]) as t (id, silent, open, settles)
      where s.id = t.id returning s.id, s.silent_count as "silentCount"`,
    values: [
      known.map(({ submission }) => submission.id),
      known.map(({ tally }) => tally.silent),
      known.map(({ tally }) => tally.open),
      known.map(({ settles }) => settles),
    ],
  });
  const left = new Map(rows.map(({ id, silentCount }) => [id, silentCount]));
  return known.flatMap(({ submission: { id, mailingId, state }, settles }): CounterMove[] => {
    const silent = left.get(id) ?? 0;
    if (!settles || mailingId === null || silent === 0) return [];
    return [
      { mailingId, bucket: state, delta: -silent },
      { mailingId, bucket: "accepted", delta: silent },
    ];
  });
}

/** Messages that came to a status that is not charged, or left one. */
function touchedByRefund(changes: readonly Change[]): number[] {
  return changes.flatMap(({ messageId, status, wasStatus }) =>
    isUncharged(status) || (wasStatus !== null && isUncharged(wasStatus)) ? [messageId] : [],
  );
}

function outcomesOf(submissions: Map<number, SubmissionRow>, changes: readonly Change[]): Outcome[] {
  return changes.flatMap(({ submissionId, msisdn, status, wasStatus, at, claimedAt }) => {
    const mailingId = submissions.get(submissionId)?.mailingId ?? null;
    return mailingId === null || wasStatus === status ? [] : [{ mailingId, msisdn, status, at, claimedAt }];
  });
}
