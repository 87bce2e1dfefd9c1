import type { DeliveryOptions, SendContent } from "../gateway";
import { isRecord, toInteger, toMoney, toText } from "../protocol";
import { command } from "./command";
import { encodeContent, encodeDelivery, encodeSender, encodeText } from "./delivery";
import { encodeDay, encodeMsisdns, given, within, type WireParameters } from "./parameters";
import { decodeDone, rowsOf, type Row } from "./rows";

const REPETITIONS = ["by_hand", "hourly", "daily", "workdays", "weekends", "weekly", "monthly", "yearly"] as const;

/** Groups kept at the gateway, by their numbers for sending. Our suppression list does not reach into them. */
type GroupContent = { groupNumbers: number[]; text: string; msisdns?: never; personalised?: never; templateId?: never };
type TemplateContent = { msisdns: string[]; templateId: string; text?: never; personalised?: never; groupNumbers?: never };

export type NewMailing = ((SendContent & { groupNumbers?: never; templateId?: never }) | GroupContent | TemplateContent) &
  Omit<DeliveryOptions, "maxSegments"> & {
    name: string;
    sender: string | null;
    /** Sender of the automatic repeat. */
    spareSender?: string;
    repeats?: { every: (typeof REPETITIONS)[number]; atMost?: number };
    /** Send undelivered messages again by itself. */
    resendUndelivered?: boolean;
    /** The answer tells the cost, too. The mailing is made either way. */
    withCost?: boolean;
  };

/** A mailing as the gateway keeps it. Its shape is not documented: only id and status are read, the latter a code like a
 *  message's. */
export type GatewayMailing = { mailingId: string | null; status: number | null; raw: Row };

/** Actions on mailings: one identical request a minute. Source: SMSC HTTP API, "Error 9 by script". */
const LIMITS = [{ perMinute: 1 }];

const change = (verb: WireParameters) =>
  command<{ mailingId: string }, true>({
    script: "jobs.php",
    verb,
    kind: "write",
    limits: LIMITS,
    encode: ({ mailingId }) => ({ id: mailingId }),
    facts: ({ mailingId }) => ({ mailing: mailingId }),
    decode: decodeDone,
  });

/**
 * Mailings that the gateway itself sends. There is no pause, no resume and no change; and the ids of their messages are
 * not told, so what needs a status for every recipient goes by `send`. Source: SMSC HTTP API, "jobs.php".
 */
export const mailings = {
  /** Make a mailing; it begins at its time, or at once. A lost answer is `unknown`: money may move, never repeat it. */
  add: command<NewMailing, { mailingId: string; cost: string | null }>({
    script: "jobs.php",
    verb: { add: "1" },
    kind: "write",
    limits: LIMITS,
    encode: encodeNew,
    facts: (mailing) => ({ messages: mailing.personalised?.length ?? mailing.msisdns?.length ?? 0, groups: mailing.groupNumbers?.length ?? 0 }),
    decode: decodeNew,
  }),
  /** Switch off a mailing that has not begun. Nothing reverses it. */
  cancel: change({ cancel: "1" }),
  /** Delete a mailing. */
  remove: change({ del: "1" }),
  /** Read one mailing. */
  read: command<{ mailingId: string }, GatewayMailing>({
    script: "jobs.php",
    verb: { get: "1" },
    kind: "read",
    limits: LIMITS,
    encode: ({ mailingId }) => ({ id: mailingId }),
    facts: ({ mailingId }) => ({ mailing: mailingId }),
    decode: (value, { mailingId }) => {
      const row = rowsOf(value)?.[0];
      return row ? decodeMailing({ id: mailingId, ...row }) : null;
    },
  }),
  /** List mailings, all or those of some days (`YYYY-MM-DD`, Moscow). */
  list: command<{ fromOn?: string; untilOn?: string }, GatewayMailing[]>({
    script: "jobs.php",
    verb: { get_all: "1" },
    kind: "read",
    limits: LIMITS,
    encode: ({ fromOn, untilOn }) => given({ start: encodeDay(fromOn), end: encodeDay(untilOn) }),
    facts: () => ({}),
    decode: (value) => (typeof value === "number" ? [decodeMailing({ id: value })] : (rowsOf(value)?.map(decodeMailing) ?? null)),
    decodeText: decodeLines,
  }),
};

function encodeNew(mailing: NewMailing): WireParameters {
  return {
    ...encodeAudience(mailing),
    ...encodeSender(mailing.sender),
    ...encodeDelivery(mailing),
    ...given({
      name: mailing.name,
      sender2: mailing.spareSender,
      rpt: mailing.repeats && REPETITIONS.indexOf(mailing.repeats.every),
      rptn: within(mailing.repeats?.atMost, 1, 10_000, "The most repeats"),
      "fl[5]": mailing.resendUndelivered,
      cost: mailing.withCost,
    }),
  };
}

function encodeAudience(mailing: NewMailing): WireParameters {
  if (mailing.groupNumbers) {
    const groups = mailing.groupNumbers.map((number) => `G${within(number, 1, Number.MAX_SAFE_INTEGER, "A group's number")}`);
    return { phones: groups.join(","), mes: encodeText(mailing.text, mailing.comment) };
  }
  if (mailing.templateId === undefined) return encodeContent(mailing, mailing.comment);
  if (mailing.comment !== undefined) throw new RangeError("A comment goes with a text, not with a template.");
  return { phones: encodeMsisdns(mailing.msisdns), tpl: mailing.templateId };
}

function decodeNew(value: unknown): { mailingId: string; cost: string | null } | null {
  const mailingId = isRecord(value) ? toText(value.id) : null;
  return mailingId !== null && isRecord(value) ? { mailingId, cost: toMoney(value.cost) } : null;
}

function decodeMailing(row: Row): GatewayMailing {
  return { mailingId: toText(row.id), status: toInteger(row.status), raw: row };
}

/** The list was seen as plain lines, each beginning with the mailing's id. */
function decodeLines(text: string): GatewayMailing[] | null {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const found = lines.map((line) => ({ mailingId: /^(\d+)\b/.exec(line)?.[1] ?? null, status: null, raw: { line } }));
  return lines.length > 0 && found.every(({ mailingId }) => mailingId !== null) ? found : null;
}
