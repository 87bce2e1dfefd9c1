import { LEAST_AGE_MS, lastMove } from "@/lib/messages/reach";
import { FIRST_FAILURE, reportClass, STATUS_CODES } from "@/lib/smsc/status-catalogue";

/** A message's best report so far, as compared with others of it. */
export type Standing = { status: number; at: Date | null; err: number | null };

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

const [UNKNOWN_MOVING, UNKNOWN_FAILED] = [FIRST_FAILURE - 1, FIRST_FAILURE + 1].map(reportClass);

/** Where a statement finds the columns of a report, in SQL. */
type Columns = { status: string; at: string; err: string };

/** What ranks a report, in SQL, the weightiest first: one outranks another when its columns are the greater row. The order of `outranks`. */
export function rankColumns({ status, at, err }: Columns): string[] {
  const classes = STATUS_CODES.map((code) => `when ${code} then ${reportClass(code)}`).join(" ");
  return [
    `case ${status} ${classes} else case when ${status} < ${FIRST_FAILURE} then ${UNKNOWN_MOVING} else ${UNKNOWN_FAILED} end end`,
    `coalesce(${at}, 'epoch')`,
    `abs(${status})`,
    `coalesce(${err}, -1)`,
  ];
}

/**
 * Whether it is to be noted that the gateway still knew a message: when it is old enough for its archive, and once after
 * each move to it. News or not, by asking or from the history: what is not known there any more is archived unseen.
 */
export function isSighting(
  { status, source, learntAt }: { status: number; source: string; learntAt: Date },
  { claimedAt, seenAt }: { claimedAt: Date; seenAt: Date | null },
): boolean {
  if (status === -3 || (source !== "status" && source !== "history")) return false;
  return claimedAt.getTime() < learntAt.getTime() - LEAST_AGE_MS && (seenAt === null || seenAt < lastMove(learntAt));
}

/** The same of a row that has the columns of both, in SQL. The archive takes messages at 03:00 in Moscow, which is midnight in UTC. */
export const SIGHTING_SQL = `
  status <> -3 and source in ('status', 'history') and claimed_at < learnt_at - interval '${LEAST_AGE_MS} milliseconds'
    and (seen_at is null or seen_at < date_trunc('day', learnt_at, 'UTC'))`;
