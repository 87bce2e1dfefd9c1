import { pool } from "@/lib/db";
import { isDelivered, isFailure } from "@/lib/smsc/status-catalogue";

/** How far the messages of today's mailings have come; each step is a part of the one before. */
export type Funnel = {
  /** Recipients who may be written to. */
  planned: number;
  /** Taken by the gateway. */
  handedOver: number;
  /** Of those, with an end. */
  ended: number;
  delivered: number;
};

type Counter = { bucket: string; code: number; count: number };

const NOT_TAKEN = ["queued", "submitting", "refused", "skipped"];

/** Fold the counters of some mailings into a funnel. What was skipped was never meant to leave. */
export function funnelOf(counters: readonly Counter[]): Funnel {
  const sum = (is: (counter: Counter) => boolean) => counters.filter(is).reduce((all, { count }) => all + count, 0);
  const hasArrived = ({ bucket, code }: Counter) => bucket === "status" && isDelivered(code);
  const hasEnded = (counter: Counter) =>
    hasArrived(counter) || (counter.bucket === "status" && isFailure(counter.code)) || ["unseen", "no_final"].includes(counter.bucket);
  return {
    planned: sum(({ bucket }) => bucket !== "skipped"),
    handedOver: sum(({ bucket }) => !NOT_TAKEN.includes(bucket)),
    ended: sum(hasEnded),
    delivered: sum(hasArrived),
  };
}

/** Read the funnel of the mailings launched since midnight of the reader's day. Their counters alone are read. */
export async function readToday({ now, timeZone }: { now: Date; timeZone: string }): Promise<Funnel> {
  const { rows } = await pool.query<Counter>({
    name: "today",
    text: `
      select c.bucket, c.code::int, sum(c.count)::int as count
      from mailing g join mailing_counter c on c.mailing_id = g.id
      where g.launched_at >= date_trunc('day', $1::timestamptz, $2) and c.count > 0 group by 1, 2`,
    values: [now, timeZone],
  });
  return funnelOf(rows);
}
