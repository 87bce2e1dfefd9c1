import { pool } from "@/lib/db";
import { idOf, pageOf, type Cursor, type Page } from "@/lib/keyset";
import type { ReportSource } from "@/lib/messages/record-reports";
import { maskMsisdn } from "@/lib/sms/msisdn";

/** A report of the gateway about no message of ours; the number is masked, times are ISO. */
export type OrphanRow = {
  id: number;
  gatewayId: number;
  msisdn: string;
  status: number;
  err: number | null;
  /** By the gateway's clock. */
  at: string | null;
  learntAt: string;
  source: ReportSource;
};

const PAGE = 50;

type Raw = Omit<OrphanRow, "at" | "learntAt"> & { at: Date | null; learntAt: Date };

/** List reports that matched no message, the last learnt first, by the cursor of a row's id. */
export async function listOrphans(cursor: Cursor): Promise<Page<OrphanRow>> {
  const backwards = cursor.before !== undefined;
  const id = idOf(cursor, backwards ? 0 : Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const { rows } = await pool.query<Raw>(
    `select id, gateway_id as "gatewayId", msisdn, status, err, at, learnt_at as "learntAt", source from orphan_report
     where id ${backwards ? ">" : "<"} $1 order by id ${backwards ? "asc" : "desc"} limit ${PAGE + 1}`,
    [id],
  );
  const page = pageOf(rows, cursor, PAGE, (row) => String(row.id));
  return {
    ...page,
    rows: page.rows.map((row) => ({
      ...row,
      msisdn: maskMsisdn(row.msisdn),
      at: row.at?.toISOString() ?? null,
      learntAt: row.learntAt.toISOString(),
    })),
  };
}
