/** Parameters by the wire's names, ready for a form. */
export type WireParameters = Record<string, string>;

/** Keep what is given: null and undefined are left out, true is `1`, false is left out. */
export function given(values: Record<string, string | number | boolean | null | undefined>): WireParameters {
  const kept: WireParameters = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === false) continue;
    kept[name] = value === true ? "1" : String(value);
  }
  return kept;
}

/** Write numbers as a list, each with a plus so that the gateway corrects nothing. Throws `RangeError` for none. */
export function encodeMsisdns(msisdns: readonly string[]): string {
  if (msisdns.length === 0) throw new RangeError("The gateway must be given at least one number.");
  return msisdns.map(encodeMsisdn).join(",");
}

/** Anything but digits could become a group, a list or another line, so it is a fault of ours, told before anything leaves. */
export function encodeMsisdn(msisdn: string): string {
  return `+${bareMsisdn(msisdn)}`;
}

/** Write a number without a plus, for places that take digits only. */
export function bareMsisdn(msisdn: string): string {
  if (!/^\d{3,20}$/.test(msisdn)) throw new RangeError("A number for the gateway must be digits only.");
  return msisdn;
}

/** Write ids as a list, or nothing. */
export function encodeIds(ids: readonly string[] | undefined): string | undefined {
  return ids && ids.length > 0 ? ids.join(",") : undefined;
}

/** Write a date `YYYY-MM-DD` as the gateway does, `dd.mm.yyyy`. Throws `RangeError` for anything else. */
export function encodeDay(on: string | undefined): string | undefined {
  if (on === undefined) return undefined;
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(on) ?? [];
  if (year === undefined || Number.isNaN(Date.parse(on))) throw new RangeError("A date for the gateway must be YYYY-MM-DD.");
  return `${day}.${month}.${year}`;
}

/** Hold a number to its range. Throws `RangeError` beyond it. */
export function within(value: number | undefined, least: number, most: number, what: string): number | undefined {
  if (value === undefined || (value >= least && value <= most)) return value;
  throw new RangeError(`${what} must be ${least} to ${most}.`);
}
