import type { Pool } from "pg";
import { applyReports } from "@/lib/messages/apply-reports";
import { recordReports, type Report } from "@/lib/messages/record-reports";
import { reportsFloor } from "./floors";
import type { Figure } from "./report";

/** Statements in one request of the gateway's history, and in one INSERT here. */
const A_PAGE = 1_000;
const APPLIERS = 2;

/** Reports for messages at the gateway: recorded as they come, then applied until the inbox is empty. */
export async function benchIntake(pool: Pool, wanted: number): Promise<Figure> {
  const { rows } = await pool.query<{ gatewayId: number; msisdn: string }>(
    `select a.gateway_id as "gatewayId", m.msisdn
     from submission s
     join submission_attempt a on a.submission_id = s.id
     join message m on m.submission_id = s.id
     where s.state = 'accepted' and m.status is null
     order by s.id, m.id limit $1`,
    [wanted],
  );
  if (rows.length === 0) throw new Error("No message is at the gateway: there is nothing to report on.");
  const at = new Date();
  const reports = rows.map((row): Report => ({ ...row, status: 1, err: 0, at, cost: null, segments: null }));
  const floor = await reportsFloor(pool, reports.length);

  const startedAt = performance.now();
  for (let from = 0; from < reports.length; from += A_PAGE) await recordReports(pool, "history", reports.slice(from, from + A_PAGE));
  const drain = async () => {
    while ((await applyReports(pool)) > 0);
  };
  await Promise.all(Array.from({ length: APPLIERS }, drain));
  const perSecond = reports.length / ((performance.now() - startedAt) / 1000);

  const delivered = await pool.query<{ count: number }>(
    `select count(*) as count from message m join unnest($1::text[]) as u (msisdn) on u.msisdn = m.msisdn where m.status = 1`,
    [reports.map(({ msisdn }) => msisdn)],
  );
  if ((delivered.rows[0]?.count ?? 0) < reports.length) throw new Error("Not every report reached its message.");
  return {
    what: "report intake, recorded and applied",
    unit: "reports/s",
    value: perSecond,
    target: 5_000,
    sense: "at_least",
    floor: { what: "bare INSERT and UPDATE by 1 000", value: floor, ratio: 0.15 },
  };
}
