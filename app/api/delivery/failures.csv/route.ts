import { guardRoute } from "@/lib/auth/guard";
import { csvAnswer } from "@/lib/csv";
import { getTimeZone, getTranslator } from "@/lib/i18n/request";
import type { MessageRow } from "@/lib/messages/rows";
import { exportFailed } from "@/lib/reports/export-failed";
import { failureFilterOf } from "@/lib/reports/filters";
import { errKey, statusKey } from "@/lib/smsc/status-catalogue";

/** Exactly the failed messages of a view as CSV, streamed. */
export async function GET(request: Request): Promise<Response> {
  const who = await guardRoute("mailing.export");
  if (who instanceof Response) return who;
  const filter = failureFilterOf(Object.fromEntries(new URL(request.url).searchParams));
  const [t, statuses, timeZone] = await Promise.all([getTranslator("reports"), getTranslator("statuses"), getTimeZone()]);
  const words = {
    heads: ["number", "status", "cause", "mailing", "at"].map((column) => t(`failures.table.${column}`)),
    state: ({ code }: MessageRow) => (code === null ? "" : statuses(`word.${statusKey(code)}`, { code })),
    cause: ({ err }: MessageRow) => (err ? statuses(`err.${errKey(err)}`, { code: err }) : ""),
  };
  return csvAnswer(exportFailed({ filter, timeZone, now: new Date() }, words), "failures.csv");
}
