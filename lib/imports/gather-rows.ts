import type { CsvRow, RowFault } from "@/lib/imports/csv-reader";
import type { SeenNumbers } from "@/lib/imports/seen-numbers";
import { normaliseMsisdn, type MsisdnFault } from "@/lib/sms/msisdn";

export const NAME_MAX_LENGTH = 200;
export const VALUE_MAX_LENGTH = 500;
const LINE_MAX_LENGTH = 500;

/** Why a line was refused; worded in `imports.reason.*`. */
export type RejectReason = MsisdnFault | RowFault;

export type StagedContact = {
  msisdn: string;
  name: string | null;
  attributes: Record<string, string>;
  /** The file names it here for the first time, so that it is counted here. */
  isFirst: boolean;
};
export type Reject = { rowNumber: number; reason: RejectReason; line: string };

/** Rows on their way to the database, each number once. */
export type Batch = {
  contacts: Map<string, StagedContact>;
  rejects: Reject[];
  rowCount: number;
  duplicateCount: number;
  /** Characters of the rows taken in: what the batch weighs. */
  length: number;
};

export const emptyBatch = (): Batch => ({ contacts: new Map(), rejects: [], rowCount: 0, duplicateCount: 0, length: 0 });

export type Columns = { msisdn: number; name: number; attributes: { index: number; key: string }[] };

/** Where things stand in a row; -1 = nowhere. */
export function columnsOf(mapping: readonly (string | null)[]): Columns {
  return {
    msisdn: mapping.indexOf("msisdn"),
    name: mapping.indexOf("name"),
    attributes: mapping.flatMap((key, index) => (key === null || key === "msisdn" || key === "name" ? [] : [{ index, key }])),
  };
}

/** Take a row into the batch. Of a number that comes again, what it says later wins, and empty cells say nothing. */
export function gather(batch: Batch, row: CsvRow, columns: Columns, defaultCountry: string, seen: SeenNumbers): void {
  batch.rowCount++;
  batch.length += row.line.length;
  const read = row.cells === null ? null : normaliseMsisdn(row.cells[columns.msisdn] ?? "", defaultCountry);
  if (row.cells === null || !read?.ok) {
    const reason = read && !read.ok ? read.reason : (row.fault ?? "broken_quotes");
    batch.rejects.push({ rowNumber: row.rowNumber, reason, line: row.line.slice(0, LINE_MAX_LENGTH) });
    return;
  }
  const name = cut(row.cells[columns.name]?.trim() ?? "", NAME_MAX_LENGTH) || null;
  const attributes = attributesOf(row.cells, columns);
  const isFirst = seen.add(read.msisdn);
  if (!isFirst) batch.duplicateCount++;
  const known = batch.contacts.get(read.msisdn);
  if (!known) {
    batch.contacts.set(read.msisdn, { msisdn: read.msisdn, name, attributes, isFirst });
    return;
  }
  known.name = name ?? known.name;
  Object.assign(known.attributes, attributes);
}

/** The same row again after a restart: it was counted then, only its number must be known. */
export function remember(row: CsvRow, columns: Columns, defaultCountry: string, seen: SeenNumbers): void {
  const read = row.cells && normaliseMsisdn(row.cells[columns.msisdn] ?? "", defaultCountry);
  if (read?.ok) seen.add(read.msisdn);
}

function attributesOf(cells: readonly string[], columns: Columns): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const { index, key } of columns.attributes) {
    const value = cells[index]?.trim();
    if (value) attributes[key] = cut(value, VALUE_MAX_LENGTH);
  }
  return attributes;
}

/** At most so many characters, none of them halved. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : [...text].slice(0, length).join("");
}
