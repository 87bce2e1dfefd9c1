import { guardRoute } from "@/lib/auth/guard";
import { csvAnswer } from "@/lib/csv";
import { getTranslator } from "@/lib/i18n/request";
import { findProgress } from "@/lib/imports/reads";
import { rejectsCsv } from "@/lib/imports/rejects-csv";
import { idInAddress } from "@/lib/keyset";

type Context = { params: Promise<{ importId: string }> };

/** The refused lines as a file. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const operator = await guardRoute("contact.import");
  if (operator instanceof Response) return operator;
  const importId = idInAddress((await params).importId);
  const progress = await findProgress(importId, new Date());
  if (!progress) return Response.json({ code: "import.not_found" }, { status: 404 });
  const t = await getTranslator("imports");
  const reasonOf = (reason: string) => (t.has(`reason.${reason}`) ? t(`reason.${reason}`) : reason);
  const lines = rejectsCsv(importId, { rowNumber: t("rejects.row"), reason: t("rejects.reason"), line: t("rejects.line"), reasonOf });
  return csvAnswer(lines, `refused-lines-${importId}.csv`);
}
