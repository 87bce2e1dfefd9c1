import type { ClientBase, Pool } from "pg";

/** Where a statement of the gateway came from. */
export type ReportSource = "answer" | "callback" | "status" | "history" | "support";

/** One statement of the gateway about one message. */
export type Report = {
  gatewayId: number;
  /** Digits, as stored. */
  msisdn: string;
  status: number;
  err: number | null;
  /** By the gateway's clock; null when it gave none. */
  at: Date | null;
  /** Decimal string in the account's currency. */
  cost: string | null;
  segments: number | null;
};

/**
 * Keep statements of the gateway as they came. Done when the surrounding transaction commits: after that none can be lost.
 * Nobody is woken, for a notification is committed under one lock of the whole server, with its flush to disk: the applier
 * looks for itself four times a second. Repeats are welcome, the applier tells them apart.
 */
export async function recordReports(on: Pool | ClientBase, source: ReportSource, reports: readonly Report[]): Promise<void> {
  if (reports.length === 0) return;
  await on.query({
    name: "reports_record",
    text: `
      insert into report_inbox (gateway_id, msisdn, status, err, at, cost, segment_count, source)
      select r.*, $8 from unnest($1::int[], $2::text[], $3::int[], $4::int[], $5::timestamptz[], $6::numeric[], $7::int[]) as r`,
    values: [
      reports.map((report) => report.gatewayId),
      reports.map((report) => report.msisdn),
      reports.map((report) => report.status),
      reports.map((report) => report.err),
      reports.map((report) => report.at),
      reports.map((report) => report.cost),
      reports.map((report) => report.segments),
      source,
    ],
  });
}
