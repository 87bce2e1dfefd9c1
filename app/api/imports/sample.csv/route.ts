import { guardRoute } from "@/lib/auth/guard";
import { sampleCsv } from "@/lib/imports/sample-csv";

/** A small file to try an import with. */
export async function GET(): Promise<Response> {
  const operator = await guardRoute("contact.import");
  if (operator instanceof Response) return operator;
  return new Response(sampleCsv(), {
    headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="signalbox-sample.csv"' },
  });
}
