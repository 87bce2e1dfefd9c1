import { csvText } from "@/lib/csv";
import type { Verdict } from "@/lib/hlr/lifecycle";
import { listResults, type ResultRow } from "@/lib/hlr/reads";

export type ResultWords = { heads: string[]; verdict: (verdict: Verdict | null) => string; reason: (row: ResultRow) => string };

/** A check's numbers as CSV text, exactly those of the filter. */
export function exportResults(selection: { checkId: number; verdict: Verdict | null }, words: ResultWords): AsyncGenerator<string> {
  return csvText({
    heads: words.heads,
    read: (after, limit) => listResults(selection, after === null ? {} : { after }, limit),
    cellsOf: (row) => [
      Number(row.msisdn),
      row.name,
      words.verdict(row.verdict),
      words.reason(row),
      row.carrier,
      row.country,
      row.roamingCarrier,
      row.roamingCountry,
      row.checkedAt,
    ],
  });
}
