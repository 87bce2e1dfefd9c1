import { guardRoute } from "@/lib/auth/guard";
import { csvAnswer } from "@/lib/csv";
import { exportResults } from "@/lib/hlr/export";
import { readVerdict } from "@/lib/hlr/lifecycle";
import { findCheck } from "@/lib/hlr/reads";
import { getTranslator } from "@/lib/i18n/request";
import { idInAddress } from "@/lib/keyset";
import { errKey } from "@/lib/smsc/status-catalogue";

type Context = { params: Promise<{ checkId: string }> };

const COLUMNS = ["number", "name", "verdict", "reason", "carrier", "country", "roamingCarrier", "roamingCountry", "at"] as const;

/** Exactly the filtered numbers of a check as CSV, streamed. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const who = await guardRoute("hlr.read");
  if (who instanceof Response) return who;
  const checkId = idInAddress((await params).checkId);
  const verdict = readVerdict(new URL(request.url).searchParams.get("verdict"));
  if (!(await findCheck(checkId))) return Response.json({ code: "hlr.not_found" }, { status: 404 });
  const [t, statuses] = await Promise.all([getTranslator("hlr"), getTranslator("statuses")]);
  const words = {
    heads: COLUMNS.map((column) => t(`table.${column}`)),
    verdict: (found: string | null) => t(`verdict.${found ?? "none"}`),
    reason: ({ err }: { err: number | null }) => (err ? statuses(`err.${errKey(err)}`, { code: err }) : ""),
  };
  return csvAnswer(exportResults({ checkId, verdict }, words), `hlr-${checkId}-${verdict ?? "all"}.csv`);
}
