import { formatMsisdn, normaliseMsisdn, type MsisdnFault } from "@/lib/sms/msisdn";

/** What a cell becomes: a number as people read it, or why it becomes none. */
export type NumberReading = { ok: true; number: string } | { ok: false; reason: MsisdnFault };

/** Read cells as the numbers of a column; `country` (ISO 3166) is what one without a country code belongs to. */
export function readNumbers(cells: readonly string[], country: string): NumberReading[] {
  return cells.map((cell) => {
    const read = normaliseMsisdn(cell, country);
    return read.ok ? { ok: true, number: formatMsisdn(read.msisdn) } : read;
  });
}
