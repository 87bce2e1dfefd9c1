import { listRejects, type RejectRow } from "@/lib/imports/reads";

type Words = { rowNumber: string; reason: string; line: string; reasonOf: (reason: string) => string };

/** The refused lines of an import as CSV for Excel: BOM, semicolons; read page by page, so that any number fits. */
export async function* rejectsCsv(importId: number, words: Words): AsyncGenerator<string> {
  yield `\ufeff${csvLine([words.rowNumber, words.reason, words.line])}`;
  for (let after = 0; ;) {
    const page: RejectRow[] = await listRejects(importId, after);
    if (page.length === 0) return;
    yield page.map(({ rowNumber, reason, line }) => csvLine([String(rowNumber), words.reasonOf(reason), line])).join("");
    after = page.at(-1)?.rowNumber ?? Number.MAX_SAFE_INTEGER;
  }
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(";")}\r\n`;
}

/** A cell that a spreadsheet might run as a formula is made a text by an apostrophe. Source: OWASP, "CSV Injection". */
export function csvCell(text: string): string {
  const safe = /^\s*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
