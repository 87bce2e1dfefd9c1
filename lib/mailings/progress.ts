import { isFinalStatus } from "@/lib/smsc/status-catalogue";
import type { MailingState } from "@/lib/mailings/lifecycle";

/** A counter as the writer keeps it. */
export type Counter = { bucket: string; code: number; count: number };

/** The parts of a bar; they add up to the messages that were not skipped. */
export type BarCounts = Record<
  "delivered" | "read" | "failed" | "noStatus" | "withCarriers" | "atGateway" | "leaving" | "stopped" | "planned",
  number
>;

/** What a pause can and cannot stop; with settled and skipped it adds up to the audience. */
export type PauseNumbers = {
  /** Exact: waits here and stays here. */
  stoppedHere: number;
  /** Exact: in the requests under way at this moment. */
  leavingNow: number;
  /** As last reported: at the gateway, may still leave. */
  mayStillLeave: number;
  /** As last reported: cannot be stopped by anybody. */
  withCarriers: number;
  settled: number;
  skipped: number;
  audience: number;
};

const DELIVERED = new Set([1]);
const READ = new Set([2, 4]);

/** Ended without a final status: neither delivered nor failed, for nobody knows. */
const isEnding = (bucket: string) => bucket === "unseen" || bucket === "no_final";

/** A -2 that the gateway itself reports is shown as what waits in a paused mailing is. */
const partOfStatus = (code: number): keyof BarCounts => {
  if (DELIVERED.has(code)) return "delivered";
  if (READ.has(code)) return "read";
  if (isFinalStatus(code)) return "failed";
  if (code === -2) return "stopped";
  return code >= 0 ? "withCarriers" : "atGateway";
};

/** Fold counters into the parts of the bar. */
export function barOf(counters: readonly Counter[], state: MailingState): BarCounts & { withdrawn: number } {
  const bar = { delivered: 0, read: 0, failed: 0, noStatus: 0, withCarriers: 0, atGateway: 0, leaving: 0, stopped: 0, planned: 0, withdrawn: 0 };
  for (const { bucket, code, count } of counters) {
    if (bucket === "status") bar[partOfStatus(code)] += count;
    else if (bucket === "queued") bar[state === "paused" ? "stopped" : state === "canceled" ? "withdrawn" : "planned"] += count;
    else if (bucket === "submitting") bar.leaving += count;
    else if (bucket === "accepted" || bucket === "unconfirmed") bar.atGateway += count;
    else if (bucket === "refused") bar.failed += count;
    else if (isEnding(bucket)) bar.noStatus += count;
  }
  return bar;
}

/** Fold counters into the numbers a pause dialog states. `audience` is what was frozen, planned or not yet. */
export function pauseNumbersOf(counters: readonly Counter[], audience: number): PauseNumbers {
  const sum = (of: (counter: Counter) => boolean) => counters.filter(of).reduce((total, { count }) => total + count, 0);
  const written = sum(() => true);
  const bucket = (name: string) => sum((counter) => counter.bucket === name);
  const status = (of: (code: number) => boolean) => sum((counter) => counter.bucket === "status" && of(counter.code));
  return {
    // What planning has not written yet waits here as well.
    stoppedHere: bucket("queued") + Math.max(0, audience - written),
    leavingNow: bucket("submitting"),
    mayStillLeave: bucket("accepted") + bucket("unconfirmed") + status((code) => code < 0),
    withCarriers: status((code) => code >= 0 && !isFinalStatus(code)),
    settled: bucket("refused") + sum((counter) => isEnding(counter.bucket)) + status(isFinalStatus),
    skipped: bucket("skipped"),
    audience: Math.max(audience, written),
  };
}

/** Seconds until the last slice leaves at this speed; null when there is no speed or nothing waits. */
export function secondsLeft(waiting: number, speedPerMinute: number | null): number | null {
  return speedPerMinute === null || waiting === 0 ? null : Math.ceil((waiting * 60) / speedPerMinute);
}
