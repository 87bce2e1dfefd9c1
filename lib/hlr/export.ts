import type { Verdict } from "@/lib/hlr/lifecycle";
import { listResults, type ResultRow } from "@/lib/hlr/reads";
import { csvCell } from "@/lib/messages/export";

const CHUNK = 2000;

export type ResultWords = { heads: string[]; verdict: (verdict: Verdict | null) => string; reason: (row: ResultRow) => string };

/** A check's numbers as CSV text, exactly those of the filter, a chunk at a time. */
export async function* exportResults(selection: { checkId: number; verdict: Verdict | null }, words: ResultWords): AsyncGenerator<string> {
  // The mark tells spreadsheets that this is UTF-8.
  yield `\ufeff${words.heads.map(csvCell).join(",")}\r\n`;
  let after: string | null = null;
  do {
    const page = await listResults(selection, after === null ? {} : { after }, CHUNK);
    yield page.rows.map((row) => lineOf(row, words)).join("");
    after = page.next;
  } while (after !== null);
}

function lineOf(row: ResultRow, words: ResultWords): string {
  const cells = [
    Number(row.msisdn),
    row.name,
    words.verdict(row.verdict),
    words.reason(row),
    row.carrier,
    row.country,
    row.roamingCarrier,
    row.roamingCountry,
    row.checkedAt,
  ];
  return `${cells.map(csvCell).join(",")}\r\n`;
}
