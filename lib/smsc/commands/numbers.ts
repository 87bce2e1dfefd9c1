import { digitsOf, isRecord, toText } from "../protocol";
import { command } from "./command";
import { encodeMsisdn, encodeMsisdns } from "./parameters";
import type { Row } from "./rows";

/** Whose number it is, free of charge and without asking the carrier. `timeZone` is as it came: its unit is not documented. */
export type CarrierAnswer = {
  msisdn: string;
  country: string | null;
  carrier: string | null;
  region: string | null;
  mcc: string | null;
  mnc: string | null;
  timeZone: string | null;
  raw: Row;
};

const SCRIPT = {
  script: "info.php",
  kind: "read",
  verb: { get_operator: "1" },
  limits: [{ perMinute: 3 }, { perMinute: 100, key: () => "info" }],
} as const;

/** What the gateway knows of numbers. Source: SMSC HTTP API, "info.php, tinyurls.php and small scripts". */
export const numbers = {
  /** Name a number's carrier; null when the gateway knows none. */
  carrierOf: command<{ msisdn: string }, CarrierAnswer | null>({
    ...SCRIPT,
    encode: ({ msisdn }) => ({ phone: encodeMsisdn(msisdn) }),
    facts: () => ({ numbers: 1 }),
    decode: (value, { msisdn }) => {
      const row: unknown = Array.isArray(value) ? value[0] : value;
      return isRecord(row) ? decodeCarrier(row, msisdn) : null;
    },
    refusals: { 3: () => null },
  }),
  /** Name the carriers of many numbers. Rows that do not say their number count by position, if there is one a number. */
  carriersOf: command<{ msisdns: string[] }, CarrierAnswer[]>({
    ...SCRIPT,
    encode: ({ msisdns }) => ({ phone: encodeMsisdns(msisdns) }),
    facts: ({ msisdns }) => ({ numbers: msisdns.length }),
    decode: (value, { msisdns }) => decodeCarriers(value, msisdns),
    refusals: { 3: () => [] },
  }),
};

function decodeCarriers(value: unknown, msisdns: readonly string[]): CarrierAnswer[] | null {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every(isRecord)) return null;
  const named = list.filter((row) => "phone" in row).map((row) => decodeCarrier(row, digitsOf(row.phone)));
  if (named.length === list.length) return named;
  return list.length === msisdns.length ? list.map((row, index) => decodeCarrier(row, msisdns[index] ?? "")) : null;
}

function decodeCarrier(row: Row, msisdn: string): CarrierAnswer {
  return {
    msisdn,
    country: toText(row.country),
    carrier: toText(row.operator),
    region: toText(row.region),
    mcc: toText(row.mcc),
    mnc: toText(row.mnc),
    timeZone: toText(row.tz),
    raw: row,
  };
}
