import { toText } from "../protocol";
import { command } from "./command";
import { bareMsisdn, encodeDay, given, within, type WireParameters } from "./parameters";
import { decodeDone, decodeId, decodeRows, type Row } from "./rows";

/** Carriers a sender ID can be registered with; `_step` is the carrier's staged registration. */
export const SENDER_REGISTRATIONS = [
  "mega",
  "mega_step",
  "mts",
  "mts_step",
  "tele2",
  "tele2_step",
  "bee_step",
  "motiv_step",
  "ua_reg",
  "ua_int",
] as const;

/** What the gateway wants to know of a sender ID and of the company behind it. */
export type SenderFields = {
  fullName?: string;
  /** Taxpayer number. */
  taxNumber?: string;
  site?: string;
  email?: string;
  address?: string;
  description?: string;
  subject?: string;
  registerWith?: (typeof SENDER_REGISTRATIONS)[number][];
};

/** A sender ID as the gateway knows it. What else it tells with `isAll` or `withCarriers` is in `raw`. */
export type GatewaySender = { sender: string; senderId: string | null; comment: string | null; raw: Row };

/** A sender ID is meant by its name or by its id. */
export type SenderRef = { sender: string; senderId?: never } | { senderId: string; sender?: never };

export type SenderFilter = {
  /** Also those that are not active. */
  isAll?: boolean;
  withCarriers?: boolean;
  /** `YYYY-MM-DD`. */
  fromOn?: string;
  beforeId?: string;
  count?: number;
};

// Lists: three identical a minute; additions: five whatever they hold. For the rest no rule is stated.
const SCRIPT = { script: "senders.php", limits: [{ perMinute: 3 }] } as const;

/** Sender IDs of the account. Source: SMSC HTTP API, "senders.php". */
export const senders = {
  /** List sender IDs; the active ones unless told otherwise. None is an empty list. */
  list: command<SenderFilter, GatewaySender[]>({
    ...SCRIPT,
    verb: { get: "1" },
    kind: "read",
    encode: ({ isAll, withCarriers, fromOn, beforeId, count }) =>
      given({ all: isAll, operators: withCarriers, from_date: encodeDay(fromOn), prev_id: beforeId, cnt: within(count, 1, 10_000, "A page") }),
    facts: () => ({}),
    decode: (value) => decodeRows(value, decodeSender),
    refusals: { 3: () => [] },
  }),
  /** Ask for a sender ID. The comment says what it is for and must not be empty (error 1); one that exists is error 5. */
  add: command<{ sender: string; comment: string } & SenderFields, { senderId: string }>({
    ...SCRIPT,
    verb: { add: "1" },
    kind: "write",
    limits: [{ perMinute: 5, key: () => "senders:add" }],
    encode: ({ sender, comment, ...fields }) => ({ sender, cmt: comment, ...encodeFields(fields) }),
    facts: () => ({}),
    // The number stands where the name was asked for.
    decode: (value) => {
      const senderId = decodeId(value, "sender");
      return senderId === null ? null : { senderId };
    },
  }),
  change: command<SenderRef & { comment?: string } & SenderFields, true>({
    ...SCRIPT,
    verb: { chg: "1" },
    kind: "write",
    encode: ({ comment, ...fields }) => ({ ...encodeRef(fields), ...given({ cmt: comment }), ...encodeFields(fields) }),
    facts: () => ({}),
    decode: decodeDone,
  }),
  /** Have a code sent to the number that is to be a sender ID; again after eight hours at the earliest (error 10). */
  requestCode: command<{ msisdn: string; siteName?: string }, true>({
    ...SCRIPT,
    verb: { send_code: "1" },
    kind: "write",
    encode: ({ msisdn, siteName }) => ({ sender: bareMsisdn(msisdn), ...given({ site_name: siteName }) }),
    facts: () => ({}),
    decode: decodeDone,
  }),
  /** Prove by that code that the number is ours; a wrong one is error 11. */
  confirmCode: command<{ msisdn: string; code: string }, true>({
    ...SCRIPT,
    verb: { check_code: "1" },
    kind: "write",
    encode: ({ msisdn, code }) => ({ sender: bareMsisdn(msisdn), code }),
    facts: () => ({}),
    decode: decodeDone,
  }),
  remove: command<SenderRef, true>({
    ...SCRIPT,
    verb: { del: "1" },
    kind: "write",
    encode: encodeRef,
    facts: () => ({}),
    decode: decodeDone,
  }),
};

function encodeRef({ sender, senderId }: SenderRef): WireParameters {
  return given({ sender, id: senderId });
}

function encodeFields(fields: SenderFields): WireParameters {
  return {
    ...given({
      fio: fields.fullName,
      inn: fields.taxNumber,
      site: fields.site,
      email: fields.email,
      address: fields.address,
      desc: fields.description,
      subj: fields.subject,
    }),
    ...Object.fromEntries((fields.registerWith ?? []).map((carrier) => [carrier, "1"])),
  };
}

function decodeSender(row: Row): GatewaySender | null {
  const sender = toText(row.sender);
  return sender === null ? null : { sender, senderId: toText(row.id), comment: toText(row.comment ?? row.cmt), raw: row };
}
