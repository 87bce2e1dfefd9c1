import { isRecord, toText } from "../protocol";

/** One row of an answer, unknown fields included. May hold texts and numbers: never log it. */
export type Row = Record<string, unknown>;

/** Read a list; a single object is a list of one. Null when it is neither. Items that are no objects are passed over. */
export function rowsOf(value: unknown): Row[] | null {
  if (Array.isArray(value)) return value.filter(isRecord);
  return isRecord(value) ? [value] : null;
}

/**
 * Read every row of a list; those that `decode` cannot read are passed over. A list of which nothing can be read is no
 * answer (null), lest it pass for an empty one.
 */
export function decodeRows<T>(value: unknown, decode: (row: Row) => T | null): T[] | null {
  const given = Array.isArray(value) ? value.length : 1;
  const read = rowsOf(value)
    ?.map(decode)
    .filter((row) => row !== null);
  return read && (read.length > 0 || given === 0) ? read : null;
}

/** A success without data: the bare text `OK`, or `{"result": "OK"}`. */
export function decodeDone(value: unknown): true | null {
  return value === "OK" || (isRecord(value) && value.result === "OK") ? true : null;
}

/** Read the id of what was made, under the name that the script uses. */
export function decodeId(value: unknown, name = "id"): string | null {
  return isRecord(value) ? toText(value[name]) : null;
}

/** Read `dd.mm.yyyy` as `YYYY-MM-DD`; anything else as null. */
export function toDay(value: unknown): string | null {
  const [, day, month, year] = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(toText(value) ?? "") ?? [];
  return year === undefined ? null : `${year}-${month}-${day}`;
}

/** Read ids separated by a comma or a bar; `0` is none. */
export function toIds(value: unknown): string[] {
  return (toText(value) ?? "").split(/[,|]/).filter((id) => id !== "" && id !== "0");
}
