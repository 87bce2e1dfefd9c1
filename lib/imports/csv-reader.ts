/** One row of a spreadsheet. `line` is the text as it stood in the file. */
export type CsvRow = {
  /** As a spreadsheet counts: the header is row 1, empty rows count too. */
  rowNumber: number;
  /** Null where a quote was opened and never closed. */
  cells: string[] | null;
  line: string;
};

/** A cell may hold line breaks; past this a quote was forgotten, and only its own line is lost. */
const RECORD_MAX_LINES = 100;
const RECORD_MAX_LENGTH = 32_768;
/** Excel's own first line that names the delimiter. */
const SEPARATOR_LINE = /^sep=.$/i;

/**
 * Cut text that comes in pieces into rows. Quotes by RFC 4180; a quote inside an unquoted cell is a character like any
 * other. Lines may end in LF, CRLF or CR. Never throws; empty rows are counted and left out.
 */
export class CsvReader {
  private rest = "";
  private rowNumber = 0;
  private lineEnd: string | null = null;

  constructor(private readonly delimiter: string) {}

  /** Rows completed by this piece of text; `isLast` closes the file. */
  push(text: string, isLast = false): CsvRow[] {
    const rows: CsvRow[] = [];
    const all = this.unify(this.rest + text, isLast);
    let from = 0;
    while (from < all.length) {
      const next = this.readRow(all, from, isLast, rows);
      if (next === null) break;
      from = next;
    }
    this.rest = all.slice(from);
    return rows;
  }

  /** Old Macs ended lines in CR alone: known when the first piece has no LF. */
  private unify(text: string, isLast: boolean): string {
    if (this.lineEnd === null && (text.length > 1 || isLast)) this.lineEnd = !text.includes("\n") && /\r(?!$)/.test(text) ? "\r" : "\n";
    return this.lineEnd === "\r" ? text.replaceAll("\r", "\n") : text;
  }

  /** The position after the row that begins at `from`, or null when its end has not come yet. */
  private readRow(all: string, from: number, isLast: boolean, rows: CsvRow[]): number | null {
    let end = all.indexOf("\n", from);
    if (end < 0 && !isLast) return null;
    const firstEnd = end < 0 ? all.length : end;
    for (let lines = 1; ; lines++) {
      const stop = end < 0 ? all.length : end;
      const record = withoutReturn(all, from, stop);
      const cells = splitCells(record, this.delimiter);
      if (cells) return this.add(rows, cells, record, stop);
      if (lines >= RECORD_MAX_LINES || stop - from > RECORD_MAX_LENGTH || (end < 0 && isLast)) break;
      end = all.indexOf("\n", stop + 1);
      if (end < 0 && !isLast) {
        // An open quote must not gather the whole file.
        if (all.length - from <= RECORD_MAX_LENGTH) return null;
        break;
      }
    }
    return this.add(rows, null, withoutReturn(all, from, firstEnd), firstEnd);
  }

  private add(rows: CsvRow[], cells: string[] | null, line: string, stop: number): number {
    this.rowNumber++;
    const isEmpty = cells !== null && cells.every((cell) => cell.trim() === "");
    const names = this.rowNumber === 1 && SEPARATOR_LINE.test(line);
    if (!isEmpty && !names) rows.push({ rowNumber: this.rowNumber, cells, line });
    return stop + 1;
  }
}

function withoutReturn(text: string, from: number, stop: number): string {
  return text.slice(from, stop > from && text.charCodeAt(stop - 1) === 13 ? stop - 1 : stop);
}

/** The cells of a record, or null when it ends within quotes. */
export function splitCells(record: string, delimiter: string): string[] | null {
  if (!record.includes('"')) return record.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; ; ) {
    const isQuoted = record.charCodeAt(at) === 34;
    const close = isQuoted ? closingQuote(record, at + 1) : at;
    if (close < 0) return null;
    const next = record.indexOf(delimiter, close);
    const stop = next < 0 ? record.length : next;
    // What follows a closing quote belongs to the cell: `"Ann" B` is Ann B.
    cells.push(isQuoted ? record.slice(at + 1, close).replaceAll('""', '"') + record.slice(close + 1, stop) : record.slice(at, stop));
    if (next < 0) return cells;
    at = next + 1;
  }
}

/** Where the quoted cell ends: the first quote that is not doubled. */
function closingQuote(record: string, from: number): number {
  for (let at = record.indexOf('"', from); at >= 0; at = record.indexOf('"', at + 2)) {
    if (record.charCodeAt(at + 1) !== 34) return at;
  }
  return -1;
}
