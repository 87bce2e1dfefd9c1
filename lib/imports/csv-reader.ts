/** One row of a spreadsheet. `line` is the text as it stood in the file. */
export type CsvRow = {
  /** As a spreadsheet counts: the header is row 1, empty rows count too. */
  rowNumber: number;
  /** Null where the row cannot be cut: then `fault` says why. */
  cells: string[] | null;
  fault?: RowFault;
  /** The beginning of a line that is too long. */
  line: string;
};

export type RowFault = "broken_quotes" | "line_too_long";

/** A cell may hold line breaks; past this a quote was forgotten, and only its own line is lost. */
const RECORD_MAX_LINES = 100;
const RECORD_MAX_LENGTH = 32_768;
/** No contact needs a longer line; a file without line ends must not be gathered in memory. */
const LINE_MAX_LENGTH = 262_144;
const LINE_KEPT_LENGTH = 1_000;
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
  /** Within a line that was refused as too long: what is left of it is passed over. */
  private isSkipping = false;

  constructor(private readonly delimiter: string) {}

  /** Rows completed by this piece of text; `isLast` closes the file. */
  push(text: string, isLast = false): CsvRow[] {
    const rows: CsvRow[] = [];
    const all = this.unify(this.rest + text, isLast);
    let from = this.isSkipping ? this.skip(all) : 0;
    while (from < all.length) {
      const next = this.readRow(all, from, isLast, rows);
      if (next === null) break;
      from = next;
    }
    this.rest = all.slice(from);
    if (this.rest.length > LINE_MAX_LENGTH && !this.rest.includes("\n")) {
      this.refuse(rows, "line_too_long", this.rest);
      this.rest = "";
      this.isSkipping = true;
    }
    return rows;
  }

  /** Where the line after the one that is passed over begins. */
  private skip(all: string): number {
    const end = all.indexOf("\n");
    if (end < 0) return all.length;
    this.isSkipping = false;
    return end + 1;
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
    if (firstEnd - from > LINE_MAX_LENGTH) return this.refuse(rows, "line_too_long", all.slice(from, firstEnd), firstEnd);
    for (let lines = 1; ; lines++) {
      const stop = end < 0 ? all.length : end;
      const record = withoutReturn(all, from, stop);
      const cells = splitCells(record, this.delimiter);
      if (cells) return this.add(rows, cells, record, stop);
      if (lines >= RECORD_MAX_LINES || end < 0) break;
      end = all.indexOf("\n", stop + 1);
      // An open quote must not gather the whole file.
      if ((end < 0 ? all.length : end) - from > RECORD_MAX_LENGTH) break;
      if (end < 0 && !isLast) return null;
    }
    return this.refuse(rows, "broken_quotes", withoutReturn(all, from, firstEnd), firstEnd);
  }

  private refuse(rows: CsvRow[], fault: RowFault, line: string, stop = 0): number {
    rows.push({ rowNumber: ++this.rowNumber, cells: null, fault, line: line.slice(0, LINE_KEPT_LENGTH) });
    return stop + 1;
  }

  private add(rows: CsvRow[], cells: string[], line: string, stop: number): number {
    this.rowNumber++;
    const isEmpty = cells.every((cell) => cell.trim() === "");
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
  for (let at = 0; ;) {
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
