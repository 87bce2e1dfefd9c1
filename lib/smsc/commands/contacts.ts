import { digitsOf, toText } from "../protocol";
import { command } from "./command";
import { encodeIds, encodeMsisdn, encodeMsisdns, encodeDay, given, type WireParameters } from "./parameters";
import { decodeDone, decodeId, decodeRows, toDay, toIds, type Row } from "./rows";

/** What the gateway keeps of a contact besides its numbers. What is left out stays as it is. */
export type ContactFields = {
  name?: string;
  groupIds?: string[];
  lastName?: string;
  firstName?: string;
  middleName?: string;
  /** `YYYY-MM-DD`. */
  birthday?: string;
  /** Our own id of the contact. */
  externalId?: string;
  comment?: string;
  tags?: string;
  /** Digits only. */
  otherMsisdns?: string[];
};

/** A contact as the gateway keeps it; null or empty where it has nothing. */
export type GatewayContact = {
  /** The gateway's id, for paging; older servers do not tell it. */
  contactId: string | null;
  msisdn: string;
  name: string | null;
  groupIds: string[];
  lastName: string | null;
  firstName: string | null;
  middleName: string | null;
  /** `YYYY-MM-DD`. */
  birthday: string | null;
  externalId: string | null;
  comment: string | null;
  tags: string | null;
  otherMsisdns: string[];
  raw: Row;
};

export type ContactFilter = { groupId?: string; msisdn?: string; name?: string; search?: string; afterId?: string };

const SCRIPT = { script: "phones.php", limits: [{ perMinute: 3 }] } as const;

/** Contacts kept at the gateway. Source: SMSC HTTP API, "phones.php". */
export const contacts = {
  /** Keep a contact; gives the gateway's id of it. */
  add: command<{ msisdns: string[] } & ContactFields, { contactId: string }>({
    ...SCRIPT,
    verb: { add: "1" },
    kind: "write",
    encode: ({ msisdns, ...fields }) => ({ phone: encodeMsisdns(msisdns), ...encodeFields(fields) }),
    facts: countOf,
    decode: (value) => {
      const contactId = decodeId(value);
      return contactId === null ? null : { contactId };
    },
  }),
  /** Change the contact that has these numbers. */
  change: command<{ msisdns: string[]; newMsisdns?: string[] } & ContactFields, true>({
    ...SCRIPT,
    verb: { chg: "1" },
    kind: "write",
    encode: ({ msisdns, newMsisdns, ...fields }) => ({
      phone: encodeMsisdns(msisdns),
      ...given({ new_phone: newMsisdns && encodeMsisdns(newMsisdns) }),
      ...encodeFields(fields),
    }),
    facts: countOf,
    decode: decodeDone,
  }),
  /** Delete the contact that has these numbers. */
  remove: command<{ msisdns: string[] }, true>({
    ...SCRIPT,
    verb: { del: "1" },
    kind: "write",
    encode: ({ msisdns }) => ({ phone: encodeMsisdns(msisdns) }),
    facts: countOf,
    decode: decodeDone,
  }),
  /** List contacts; the next page begins after the last `contactId`. None found is an empty list. */
  list: command<ContactFilter, GatewayContact[]>({
    ...SCRIPT,
    verb: { get: "1" },
    kind: "read",
    encode: ({ groupId, msisdn, name, search, afterId }) =>
      given({ grp: groupId, phone: msisdn && encodeMsisdn(msisdn), fio: name, search, after_id: afterId }),
    facts: () => ({}),
    decode: (value) => decodeRows(value, decodeContact),
    refusals: { 3: () => [] },
  }),
};

function encodeFields(fields: ContactFields): WireParameters {
  return given({
    name: fields.name,
    grp: encodeIds(fields.groupIds),
    lnm: fields.lastName,
    fnm: fields.firstName,
    mnm: fields.middleName,
    bd: encodeDay(fields.birthday),
    myid: fields.externalId,
    cmt: fields.comment,
    tags: fields.tags,
    pho: fields.otherMsisdns && encodeMsisdns(fields.otherMsisdns),
  });
}

function decodeContact(row: Row): GatewayContact | null {
  const msisdn = digitsOf(row.phone);
  if (msisdn === "") return null;
  return {
    contactId: toText(row.int_id),
    msisdn,
    name: toText(row.name),
    groupIds: toIds(row.group),
    lastName: toText(row.last_name),
    firstName: toText(row.first_name),
    middleName: toText(row.middle_name),
    birthday: toDay(row.birthday),
    externalId: toText(row.id),
    comment: toText(row.comments),
    tags: toText(row.tags),
    otherMsisdns: (toText(row.phone_other) ?? "").split(",").map(digitsOf).filter(Boolean),
    raw: row,
  };
}

function countOf({ msisdns }: { msisdns: string[] }): { numbers: number } {
  return { numbers: msisdns.length };
}
