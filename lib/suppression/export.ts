import { csvText } from "@/lib/csv";
import { listSuppression, type SuppressionRow } from "@/lib/suppression/reads";

export type SuppressionWords = { heads: string[]; source: (row: SuppressionRow) => string };

/** Suppressed numbers as CSV text, exactly those under a search. */
export function exportSuppression(search: string, { heads, source }: SuppressionWords): AsyncGenerator<string> {
  return csvText({
    heads,
    read: (after, limit) => listSuppression(after === null ? {} : { after }, search, limit),
    cellsOf: (row) => [Number(row.msisdn), row.reason, source(row), row.createdBy, row.createdAt.toISOString()],
  });
}
