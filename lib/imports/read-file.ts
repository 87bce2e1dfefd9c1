import { createReadStream } from "node:fs";
import { CsvReader, type CsvRow } from "@/lib/imports/csv-reader";
import type { Layout } from "@/lib/imports/schema";

const PIECE_BYTES = 64 * 1024;

export type Piece = { rows: CsvRow[]; bytesRead: number };

/** Read a file's rows piece by piece; the header is left out. No more than a piece is in memory. */
export async function* readRows(path: string, { encoding, delimiter, hasHeader }: Layout): AsyncGenerator<Piece> {
  const decoder = new TextDecoder(encoding);
  const reader = new CsvReader(delimiter);
  let headerAhead = hasHeader;
  let bytesRead = 0;
  const cut = (rows: CsvRow[]) => {
    if (!headerAhead || rows.length === 0) return rows;
    headerAhead = false;
    return rows.slice(1);
  };
  for await (const bytes of createReadStream(path, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>) {
    bytesRead += bytes.length;
    yield { rows: cut(reader.push(clean(decoder.decode(bytes, { stream: true })))), bytesRead };
  }
  yield { rows: cut(reader.push(clean(decoder.decode()), true)), bytesRead };
}

/** PostgreSQL keeps no NUL in a text. */
const clean = (text: string) => (text.includes("\0") ? text.replaceAll("\0", "") : text);
