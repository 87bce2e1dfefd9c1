import { digitsOf, isRecord, toInstant, toInteger, toMoney, toText } from "../protocol";
import { command } from "./command";
import { bareMsisdn, encodeDay, encodeMsisdns, given, within } from "./parameters";
import { decodeRows, type Row } from "./rows";

export type HistoryFilter = {
  /** `YYYY-MM-DD`, Moscow days; at most six months back. Without an end: until now. */
  fromOn?: string;
  untilOn?: string;
  msisdns?: string[];
  /** 1 … 1000. */
  count?: number;
  /** The `historyId` that the page is to end before: only messages sent earlier come. */
  beforeId?: string;
};

/** One message of the history. */
export type SentMessage = {
  /** The gateway's own number of the message over all accounts; for paging. */
  historyId: string | null;
  gatewayId: string;
  /** A number, digits only; of an e-mail the address. */
  recipient: string;
  status: number;
  err: number | null;
  statusName: string | null;
  at: Date | null;
  sentAt: Date | null;
  sender: string | null;
  text: string | null;
  comment: string | null;
  cost: string | null;
  segments: number | null;
  mccmnc: string | null;
  country: string | null;
  carrier: string | null;
  region: string | null;
  /** The kind's number; see "Full answer". */
  type: number | null;
  flag: number | null;
  /** Checksum of the text. */
  checksum: number | null;
  raw: Row;
};

/** A message that somebody sent to one of the account's numbers. */
export type InboundMessage = {
  /** Rises; the next question begins after the highest. */
  inboundId: string;
  msisdn: string;
  text: string;
  /** The account's own number it was sent to. */
  ownMsisdn: string | null;
  sentAt: Date | null;
  receivedAt: Date | null;
  raw: Row;
};

/** Money is a decimal string in `currency`. */
export type AccountStatistics = {
  login: string | null;
  messageCount: number | null;
  spent: string | null;
  paidIn: string | null;
  currency: string | null;
  raw: Row;
};

/** What a zone costs a segment, a query or a second; a decimal string in the account's currency. */
export type ZonePrice = {
  zone: string | null;
  name: string | null;
  byApi: string | null;
  byCabinet: string | null;
  mms: string | null;
  hlr: string | null;
  call: string | null;
  raw: Row;
};

const SCRIPT = { script: "get.php", kind: "read", limits: [{ perMinute: 3 }] } as const;

/** What the gateway remembers. Source: SMSC HTTP API, "get.php". */
export const history = {
  /** A page of sent messages, newest first; for the next one give the last row's `historyId` as `beforeId`. */
  messages: command<HistoryFilter, SentMessage[]>({
    ...SCRIPT,
    verb: { get_messages: "1" },
    encode: ({ msisdns, ...filter }) => ({ ...encodeFilter(filter), ...given({ phone: msisdns && encodeMsisdns(msisdns) }) }),
    facts: ({ count = 0 }) => ({ count }),
    decode: (value) => decodeRows(value, (row) => decodeSent(row, digitsOf(row.phone))),
    refusals: { 3: () => [] },
  }),
  /** The same of e-mails. */
  emails: command<Omit<HistoryFilter, "msisdns"> & { addresses?: string[] }, SentMessage[]>({
    ...SCRIPT,
    verb: { get_messages: "1", format: "8" },
    encode: ({ addresses, ...filter }) => ({ ...encodeFilter(filter), ...given({ email: addresses?.join(",") }) }),
    facts: ({ count = 0 }) => ({ count }),
    decode: (value) => decodeRows(value, (row) => decodeSent(row, toText(row.phone ?? row.email) ?? "")),
    refusals: { 3: () => [] },
  }),
  /** Messages that came in: of the last hours (at most 168), after an id, or to one of our numbers. */
  answers: command<{ hours?: number; afterId?: string; toMsisdn?: string; count?: number }, InboundMessage[]>({
    ...SCRIPT,
    verb: { get_answers: "1" },
    encode: ({ hours, afterId, toMsisdn, count }) =>
      given({
        hour: within(hours, 1, 168, "The hours back"),
        after_id: afterId,
        to_phone: toMsisdn && bareMsisdn(toMsisdn),
        cnt: within(count, 1, 10_000, "A page of answers"),
      }),
    facts: ({ count = 0 }) => ({ count }),
    decode: (value) => decodeRows(value, decodeInbound),
    refusals: { 3: () => [] },
  }),
  /** What was sent and spent in some days, a row for every login and currency. */
  statistics: command<{ fromOn?: string; untilOn?: string; inPresentCurrency?: boolean; ofSecondBalance?: boolean }, AccountStatistics[]>({
    ...SCRIPT,
    verb: { get_stat: "1" },
    encode: ({ fromOn, untilOn, inPresentCurrency, ofSecondBalance }) =>
      given({ start: encodeDay(fromOn), end: encodeDay(untilOn), mycur: inPresentCurrency, balance2: ofSecondBalance }),
    facts: () => ({}),
    decode: (value) => decodeRows(value, decodeStatistics),
    refusals: { 3: () => [] },
  }),
  /** The account's rates, a row for every zone. */
  prices: command<void, ZonePrice[]>({
    ...SCRIPT,
    verb: { get_price: "1" },
    encode: () => ({}),
    facts: () => ({}),
    decode: (value) =>
      isRecord(value) ? (Array.isArray(value.zones) ? decodeRows(value.zones, decodePrice) : null) : decodeRows(value, decodePrice),
  }),
};

function encodeFilter({ fromOn, untilOn, count, beforeId }: Omit<HistoryFilter, "msisdns">): Record<string, string> {
  return given({ start: encodeDay(fromOn), end: encodeDay(untilOn), cnt: within(count, 1, 1000, "A page of history"), prev_id: beforeId });
}

function decodeSent(row: Row, recipient: string): SentMessage | null {
  const gatewayId = toText(row.id);
  const status = toInteger(row.status);
  if (gatewayId === null || status === null || recipient === "") return null;
  return {
    historyId: toText(row.int_id),
    gatewayId,
    recipient,
    status,
    err: toInteger(row.err),
    statusName: toText(row.status_name),
    at: toInstant(row.last_timestamp, row.last_date),
    sentAt: toInstant(row.send_timestamp, row.send_date),
    sender: toText(row.sender_id),
    text: toText(row.message),
    comment: toText(row.comment),
    cost: toMoney(row.cost),
    segments: toInteger(row.sms_cnt),
    mccmnc: toText(row.mccmnc),
    country: toText(row.country),
    carrier: toText(row.operator),
    region: toText(row.region),
    type: toInteger(row.type),
    flag: toInteger(row.flag),
    checksum: toInteger(row.crc),
    raw: row,
  };
}

function decodeInbound(row: Row): InboundMessage | null {
  const inboundId = toText(row.id);
  const from = digitsOf(row.phone) || toText(row.phone);
  if (inboundId === null || from === null) return null;
  return {
    inboundId,
    msisdn: from,
    text: toText(row.message) ?? "",
    ownMsisdn: digitsOf(row.to_phone) || null,
    sentAt: toInstant(null, row.sent),
    receivedAt: toInstant(null, row.received),
    raw: row,
  };
}

/** Read a row of statistics; of the account and of its sub-accounts alike. */
export function decodeStatistics(row: Row): AccountStatistics {
  return {
    login: toText(row.login),
    messageCount: toInteger(row.cnt ?? row.sms),
    spent: toMoney(row.credit),
    paidIn: toMoney(row.debit),
    currency: toText(row.currency),
    raw: row,
  };
}

function decodePrice(row: Row): ZonePrice {
  return {
    zone: toText(row.zone),
    name: toText(row.name),
    byApi: toMoney(row.api),
    byCabinet: toMoney(row.mass),
    mms: toMoney(row.mms),
    hlr: toMoney(row.hlr),
    call: toMoney(row.call),
    raw: row,
  };
}
