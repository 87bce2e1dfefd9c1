import { formatMsisdn, normaliseMsisdn, type MsisdnFault } from "@/lib/sms/msisdn";

/** What a cell becomes: a number as people read it, or why it becomes none. */
export type NumberReading = { ok: true; number: string } | { ok: false; reason: MsisdnFault };

/**
 * Read one column of rows as numbers, a reading a row; none where there is no such column (-1). `country` (ISO 3166) is
 * what a number without a country code belongs to.
 */
export function readNumbers(rows: readonly { cells: readonly string[] }[], column: number, country: string): NumberReading[] {
  if (column < 0) return [];
  return rows.map(({ cells }) => {
    const read = normaliseMsisdn(cells[column] ?? "", country);
    return read.ok ? { ok: true, number: formatMsisdn(read.msisdn) } : read;
  });
}
