import type { Progress } from "@/lib/mailings/read-progress";
import type { MessageFilter } from "@/lib/messages/filters";

/** How many messages a filter shows, by the mailing's own counters; null where they do not say it. */
export function countOf(filter: MessageFilter, { state, bar, numbers, byStatus, failures, ...progress }: Progress): number | null {
  switch (filter) {
    case "all":
      return state === "planning" ? null : numbers.audience;
    case "waiting":
      return state === "planning" ? null : numbers.stoppedHere;
    case "delivered":
      return bar.delivered + bar.read;
    case "with_carriers":
      return bar.withCarriers;
    case "at_gateway":
      return bar.atGateway;
    case "no_status":
      return bar.noStatus;
    case "read":
    case "failed":
    case "leaving":
      return bar[filter];
    case "skipped":
      return numbers.skipped;
    case "refused":
    case "unconfirmed":
      return progress[filter];
    case "open":
      return null;
    default: {
      const [status = 0, err] = filter.split(".").map(Number);
      if (err !== undefined) return failures.find((cause) => cause.status === status && cause.err === err)?.count ?? 0;
      // What waits in a paused mailing wears -2 as well.
      const stopped = status === -2 && state === "paused" ? numbers.stoppedHere : 0;
      return (byStatus[String(status)] ?? 0) + stopped;
    }
  }
}
