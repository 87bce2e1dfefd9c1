import { pool } from "@/lib/db";
import { isUnusual, type Rate } from "@/lib/reports/unusual";
import { isDelivered, isFailure } from "@/lib/smsc/status-catalogue";

/** What became of messages; `open` has no end yet, or none that anybody saw. */
export type Outcomes = { delivered: number; failed: number; open: number };

export type CarrierOutcomes = Outcomes & {
  /** The carrier and its country as the gateway names them, else the first digits of its numbers. */
  key: string;
  /** Messages by the gateway's code. */
  byStatus: Record<string, number>;
  /** Its last 24 hours, and the days before them. */
  day: Rate;
  before: Rate;
  isUnusual: boolean;
};

export type Delivery = {
  /** `YYYY-MM-DD` in the reader's zone, the newest first; the day a mailing was launched. */
  days: (Outcomes & { day: string })[];
  carriers: CarrierOutcomes[];
  /** An empty sender is the account's default. */
  senders: (Outcomes & { sender: string })[];
  causes: { status: number; err: number; count: number }[];
};

/** Days a report reaches back. */
export const REPORT_DAYS = 30;
const DAY_MS = 86_400_000;

/** A carrier by its name; `o` is the outcome, `c` its range. */
export const CARRIER_SQL = "coalesce(c.carrier || coalesce(', ' || c.country, ''), o.range)";

type Raw = {
  dimension: number;
  day: string;
  carrier: string;
  sender: string;
  isRecent: boolean;
  status: number;
  err: number;
  total: number;
  chosen: number;
};

type Question = { now: Date; timeZone: string; /** One day's carriers, senders and causes; null = all of them. */ day: string | null };

/** Bits of `grouping`: what is not told apart. */
const DIMENSION = { day: 0b01111, carrier: 0b10111, recent: 0b10101, sender: 0b11011, cause: 0b11110 } as const;

/**
 * Read what became of the messages of the last thirty days' mailings: by day, carrier, sender and cause. One pass over the
 * roll-ups of those mailings; no message is read.
 */
export async function readDelivery({ now, timeZone, day }: Question): Promise<Delivery> {
  const { rows } = await pool.query<Raw>({
    name: "delivery",
    text: `
      with told as (
        select to_char(g.launched_at at time zone $2, 'YYYY-MM-DD') as day, ${CARRIER_SQL} as carrier, coalesce(g.sender, '') as sender,
          g.launched_at >= $3 as is_recent, o.status, o.err, o.count
        from mailing g join mailing_outcome o on o.mailing_id = g.id left join carrier_range c on c.range = o.range where g.launched_at >= $1
      )
      select grouping(day, carrier, sender, is_recent, err) as dimension, day, carrier, sender, is_recent as "isRecent", status::int, err::int,
        sum(count)::int as total, coalesce(sum(count) filter (where $4::text is null or day = $4), 0)::int as chosen
      from told group by grouping sets ((day, status), (carrier, status), (carrier, is_recent, status), (sender, status), (status, err))`,
    values: [new Date(now.getTime() - REPORT_DAYS * DAY_MS), timeZone, new Date(now.getTime() - DAY_MS), day],
  });
  const of = (dimension: number) => rows.filter((row) => row.dimension === dimension);
  const days = group(of(DIMENSION.day), "day").map(([name, found]) => ({ day: name, ...outcomesOf(found, "total") }));
  const senders = group(of(DIMENSION.sender), "sender").map(([sender, found]) => ({ sender, ...outcomesOf(found, "chosen") }));
  return {
    days: days.sort((a, b) => b.day.localeCompare(a.day)),
    carriers: carriersOf(of(DIMENSION.carrier), of(DIMENSION.recent)),
    senders: senders.filter(isAny).sort(bySize),
    causes: of(DIMENSION.cause)
      .filter(({ status, chosen }) => isFailure(status) && chosen > 0)
      .map(({ status, err, chosen }) => ({ status, err, count: chosen }))
      .sort((a, b) => b.count - a.count),
  };
}

function carriersOf(chosen: readonly Raw[], recent: readonly Raw[]): CarrierOutcomes[] {
  const rates = new Map(group(recent, "carrier"));
  return group(chosen, "carrier")
    .map(([key, found]): CarrierOutcomes => {
      const all = rates.get(key) ?? [];
      const day = rateOf(all.filter(({ isRecent }) => isRecent));
      const before = rateOf(all.filter(({ isRecent }) => !isRecent));
      const byStatus = Object.fromEntries(found.filter((row) => row.chosen > 0).map((row) => [String(row.status), row.chosen]));
      return { key, ...outcomesOf(found, "chosen"), byStatus, day, before, isUnusual: isUnusual(day, before) };
    })
    .filter(isAny)
    .sort(bySize);
}

function group(rows: readonly Raw[], by: "day" | "carrier" | "sender"): [string, Raw[]][] {
  const groups = new Map<string, Raw[]>();
  for (const row of rows) groups.set(row[by], [...(groups.get(row[by]) ?? []), row]);
  return [...groups];
}

function outcomesOf(rows: readonly Raw[], column: "total" | "chosen"): Outcomes {
  const sum = (is: (status: number) => boolean) => rows.filter(({ status }) => is(status)).reduce((all, row) => all + row[column], 0);
  return { delivered: sum(isDelivered), failed: sum(isFailure), open: sum((status) => !isDelivered(status) && !isFailure(status)) };
}

function rateOf(rows: readonly Raw[]): Rate {
  const { delivered, failed, open } = outcomesOf(rows, "total");
  return { failed, total: delivered + failed + open };
}

const sizeOf = ({ delivered, failed, open }: Outcomes) => delivered + failed + open;
const isAny = (outcomes: Outcomes) => sizeOf(outcomes) > 0;
const bySize = (a: Outcomes, b: Outcomes) => sizeOf(b) - sizeOf(a);
