import { guardRoute } from "@/lib/auth/guard";
import { csvAnswer } from "@/lib/csv";
import { getTranslator } from "@/lib/i18n/request";
import { queryInAddress } from "@/lib/search/sealed-query";
import { exportSuppression } from "@/lib/suppression/export";

/** Exactly the suppressed numbers of a view as CSV, streamed. */
export async function GET(request: Request): Promise<Response> {
  const who = await guardRoute("suppression.export");
  if (who instanceof Response) return who;
  const search = queryInAddress(new URL(request.url).searchParams.get("q"));
  const t = await getTranslator("suppression");
  const words = {
    heads: ["number", "reason", "source", "by", "at"].map((column) => t(`table.${column}`)),
    source: ({ source }: { source: string }) => (t.has(`source.${source}`) ? t(`source.${source}`) : source),
  };
  return csvAnswer(exportSuppression(search, words), "suppression.csv");
}
