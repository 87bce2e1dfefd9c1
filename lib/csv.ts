const CHUNK = 2000;

export type CsvCell = string | number | null;

/** A cell that no spreadsheet takes for a formula. Source: OWASP, "CSV Injection". */
export function csvCell(value: CsvCell): string {
  if (value === null) return "";
  const text = String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const lineOf = (cells: readonly CsvCell[]) => `${cells.map(csvCell).join(",")}\r\n`;

export type CsvSheet<Row> = {
  heads: readonly string[];
  /** The rows after a cursor, `limit` at most; `next` is null at the end. */
  read: (after: string | null, limit: number) => Promise<{ rows: readonly Row[]; next: string | null }>;
  cellsOf: (row: Row) => CsvCell[];
};

/** Rows as CSV text, a chunk at a time: never the whole in memory. */
export async function* csvText<Row>({ heads, read, cellsOf }: CsvSheet<Row>): AsyncGenerator<string> {
  // The mark tells spreadsheets that this is UTF-8.
  yield `\ufeff${lineOf(heads)}`;
  let after: string | null = null;
  do {
    const page = await read(after, CHUNK);
    yield page.rows.map((row) => lineOf(cellsOf(row))).join("");
    after = page.next;
  } while (after !== null);
}

/** Answer with a CSV file that is written while it is read; it ends early when nobody reads on. */
export function csvAnswer(chunks: AsyncGenerator<string>, fileName: string): Response {
  return new Response(streamOf(chunks), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
    },
  });
}

function streamOf(chunks: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
