import { listMessages, type MessageView } from "@/lib/messages/reads";
import type { MessageRow } from "@/lib/messages/rows";

const CHUNK = 2000;

/** A cell that no spreadsheet takes for a formula. Source: OWASP, "CSV Injection". */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  const text = String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export type ExportWords = { heads: string[]; state: (row: MessageRow) => string; reason: (row: MessageRow) => string };

/** A mailing's messages as CSV text, exactly those of the view and as they stand in it, a chunk at a time: never the whole in memory. */
export async function* exportMessages(view: MessageView, words: ExportWords): AsyncGenerator<string> {
  // The mark tells spreadsheets that this is UTF-8.
  yield `\ufeff${words.heads.map(csvCell).join(",")}\r\n`;
  let after: string | null = null;
  do {
    const page = await listMessages({ ...view, after, limit: CHUNK });
    yield page.rows.map((row) => lineOf(row, words)).join("");
    after = page.next;
  } while (after !== null);
}

function lineOf(row: MessageRow, words: ExportWords): string {
  const cells = [
    Number(row.msisdn),
    row.name,
    row.code,
    words.state(row),
    row.err,
    row.statusAt,
    row.learntAt,
    row.segmentCount,
    row.cost,
    words.reason(row),
  ];
  return `${cells.map(csvCell).join(",")}\r\n`;
}
