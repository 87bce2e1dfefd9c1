import type { BalanceAnswer, HlrAnswer, MessagePair, SendAnswer, SentPhone, StatusAnswer } from "./gateway";

/**
 * The gateway's wire: parameters in, answers out. Pure. Source: SMSC HTTP API, "Decoding rules for a client".
 *
 * A decoder returns null for an answer that cannot be what was asked for; the client then calls the outcome unknown.
 */

/** An answer's body before anything is known of the command. */
export type DecodedBody =
  | { kind: "json"; value: unknown }
  /** Success without data. */
  | { kind: "ok" }
  | { kind: "error"; gatewayCode: number | null; messageId: string | null }
  /** Empty, HTML, cut off: nothing can be concluded. */
  | { kind: "unreadable" };

const PLAIN_ERROR = /^ERROR = (\d+)(?: \((?:.|\n)*?\))?(?:, ID - (\S+))?/;
const CSV_ERROR = /^([\w.-]+),-(\d+)$/;

/** Read a body whatever format was asked for: plain-text errors and a bare `OK` occur under `fmt=3`, too. */
export function decodeBody(body: string): DecodedBody {
  const text = body.trim();
  if (text === "OK") return { kind: "ok" };
  const plain = PLAIN_ERROR.exec(text);
  if (plain) return { kind: "error", gatewayCode: Number(plain[1]), messageId: plain[2] ?? null };
  const csv = CSV_ERROR.exec(text);
  if (csv) return { kind: "error", gatewayCode: Number(csv[2]), messageId: csv[1] === "0" ? null : (csv[1] ?? null) };

  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "unreadable" };
  }
  if (isRecord(value) && ("error_code" in value || "error" in value)) {
    return { kind: "error", gatewayCode: toInteger(value.error_code), messageId: toText(value.id) };
  }
  if (isRecord(value) && value.result === "OK") return { kind: "ok" };
  return { kind: "json", value };
}

/**
 * Write pairs for status.php. The mass form is marked by a comma, so one pair gets a trailing one.
 * Numbers go without a plus here: the answer shows a number as it was asked for.
 */
export function encodePairs(pairs: readonly MessagePair[]): Record<string, string> {
  const comma = pairs.length === 1 ? "," : "";
  return {
    phone: pairs.map(({ msisdn }) => msisdn).join(",") + comma,
    id: pairs.map(({ gatewayId }) => gatewayId).join(",") + comma,
  };
}

/** Decode the answer of send.php with `cost=3&op=1`. */
export function decodeSend(value: unknown): SendAnswer | null {
  if (!isRecord(value)) return null;
  const gatewayId = toText(value.id);
  const segments = toInteger(value.cnt);
  if (gatewayId === null || segments === null) return null;
  const phones = Array.isArray(value.phones) ? value.phones.map(decodeSentPhone).filter((phone) => phone !== null) : [];
  return { gatewayId, segments, cost: toMoney(value.cost), balance: toMoney(value.balance), phones };
}

/** Decode the answer of send.php with `cost=1`. */
export function decodeQuote(value: unknown): { cost: string; segments: number } | null {
  if (!isRecord(value)) return null;
  const cost = toMoney(value.cost);
  const segments = toInteger(value.cnt);
  return cost === null || segments === null ? null : { cost, segments };
}

/** Decode one message of status.php; `asked` stands in where the single form leaves id and phone out. */
export function decodeStatus(value: unknown, asked: MessagePair): StatusAnswer | null {
  if (!isRecord(value)) return null;
  const status = toInteger(value.status);
  if (status === null) return null;
  return {
    gatewayId: asked.gatewayId,
    msisdn: asked.msisdn,
    status,
    err: toInteger(value.err),
    at: toInstant(value.last_timestamp, value.last_date),
    cost: toMoney(value.cost),
    segments: toInteger(value.sms_cnt),
    sender: toText(value.sender_id),
    carrier: toText(value.operator),
    region: toText(value.region),
    country: toText(value.country),
    sentAt: toInstant(value.send_timestamp, value.send_date),
    originalCarrier: toText(value.operator_orig),
    mccmnc: toText(value.mccmnc),
    comment: toText(value.comment),
    type: toInteger(value.type),
    flag: toInteger(value.flag),
    hlr: decodeHlr(value),
    raw: value,
  };
}

/** What an HLR query found; null when the row is no answer to one. Source: SMSC HTTP API, "Full answer". */
function decodeHlr(row: Record<string, unknown>): HlrAnswer | null {
  if (!["imsi", "msc", "cn", "net", "rcn", "rnet"].some((name) => name in row)) return null;
  return {
    imsi: toText(row.imsi),
    serviceCentre: toText(row.msc),
    mcc: toText(row.mcc),
    mnc: toText(row.mnc),
    country: toText(row.cn),
    carrier: toText(row.net),
    roamingCountry: toText(row.rcn),
    roamingCarrier: toText(row.rnet),
  };
}

/**
 * Decode a mass answer. Rows are matched by (id, phone), never by position; rows about nothing we asked and rows
 * without a status are passed over.
 */
export function decodeStatuses(value: unknown, asked: readonly MessagePair[]): StatusAnswer[] | null {
  const rows: unknown[] | null = Array.isArray(value) ? value : isRecord(value) ? [value] : null;
  if (!rows) return null;
  const byPair = new Map<string, unknown>();
  for (const row of rows) if (isRecord(row)) byPair.set(`${toText(row.id)} ${digitsOf(row.phone)}`, row);
  return asked.map((pair) => decodeStatus(byPair.get(`${pair.gatewayId} ${pair.msisdn}`), pair)).filter((answer) => answer !== null);
}

/** Decode balance.php; under `fmt=3` it is an object, a bare number is accepted as well. */
export function decodeBalance(value: unknown): BalanceAnswer | null {
  if (!isRecord(value)) {
    const bare = toMoney(value);
    return bare === null ? null : { balance: bare, currency: null, credit: null };
  }
  const balance = toMoney(value.balance);
  return balance === null ? null : { balance, currency: toText(value.currency), credit: toMoney(value.credit) };
}

/** Read a whole number that may come as a number or as a numeric string. */
export function toInteger(value: unknown): number | null {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : null;
  if (typeof value !== "string" || !/^\s*-?\d{1,15}\s*$/.test(value)) return null;
  return Number(value);
}

/** Read a string that may come as a number. Empty is absent. */
export function toText(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}

/** Read money as a decimal string, without passing it through a float unless it came as one. */
export function toMoney(value: unknown): string | null {
  const text = toText(value)?.trim() ?? null;
  return text !== null && /^-?\d+(\.\d+)?$/.test(text) ? text : null;
}

/** Read a moment: unix seconds first, else `DD.MM.YYYY hh:mm:ss` in Moscow time. Empty and 0 are absent. */
export function toInstant(seconds: unknown, date: unknown): Date | null {
  const unix = toInteger(seconds);
  // Beyond the range of a date it is nonsense, and an invalid Date would fail far from here.
  if (unix !== null && unix > 0 && unix < 8.64e12) return new Date(unix * 1000);
  const parts = /^(\d{2})\.(\d{2})\.(\d{4}) (\d{2}):(\d{2}):(\d{2})$/.exec(toText(date) ?? "");
  if (!parts) return null;
  const [, day, month, year, hour, minute, second] = parts;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+03:00`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Read the digits of a number. */
export function digitsOf(value: unknown): string {
  return (toText(value) ?? "").replace(/\D/g, "");
}

function decodeSentPhone(value: unknown): SentPhone | null {
  if (!isRecord(value)) return null;
  const msisdn = digitsOf(value.phone);
  if (msisdn === "") return null;
  return {
    msisdn,
    cost: toMoney(value.cost),
    mccmnc: toText(value.mccmnc),
    status: toInteger(value.status),
    err: toInteger(value.error ?? value.err),
  };
}

/** Tell an object from a list and from everything else. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
