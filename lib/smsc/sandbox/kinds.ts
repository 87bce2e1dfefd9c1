import { countSegments, regionOf } from "./numbers";
import type { Parameters } from "./parameters";
import { bodyOf } from "./texts";

/** What a request carries. `type` is the number answers show. Source: SMSC HTTP API, "Kind of message". */
export type Kind = { name: string; type: number };

const KINDS = {
  sms: { name: "sms", type: 0 },
  flash: { name: "flash", type: 1 },
  bin: { name: "bin", type: 2 },
  push: { name: "push", type: 3 },
  hlr: { name: "hlr", type: 4 },
  ping: { name: "ping", type: 5 },
  mms: { name: "mms", type: 6 },
  call: { name: "call", type: 7 },
  mail: { name: "mail", type: 8 },
  viber: { name: "viber", type: 10 },
  soc: { name: "soc", type: 12 },
} as const satisfies Record<string, Kind>;

export const HLR = KINDS.hlr.type;
export const PING = KINDS.ping.type;
export const CALL = KINDS.call.type;
export const MAIL = KINDS.mail.type;

const FLAGS = ["flash", "push", "hlr", "ping", "mms", "mail", "call", "viber", "soc"] as const;
const MESSENGERS = ["whatsapp", "tg", "bot"];
const PREFIX = /^__(CALL|VIBER|SOC|PING|HLR)__/;

/** Read the kind from flags, or from a prefix of the text; at most one flag, null when there are more. */
export function kindOf(parameters: Parameters): Kind | null {
  const flags: Kind[] = FLAGS.filter((flag) => parameters.is(flag)).map((flag) => KINDS[flag]);
  if (/^[12]$/.test(parameters.get("bin"))) flags.push(KINDS.bin);
  // Messengers have no number of their own in the list of types: they count as social networks.
  if (MESSENGERS.some((name) => parameters.get(name) !== "" && parameters.get(name) !== "0")) flags.push(KINDS.soc);
  if (flags.length > 1) return null;
  const prefix = PREFIX.exec(parameters.get("mes"))?.[1];
  return flags[0] ?? (prefix === undefined ? KINDS.sms : KINDS[prefix.toLowerCase() as "call" | "viber" | "soc" | "ping" | "hlr"]);
}

/** Give the kind that has this number. */
export function kindOfType(type: number): Kind {
  return Object.values(KINDS).find((kind) => kind.type === type) ?? KINDS.sms;
}

/** Give a text without the prefix that chose its kind. */
export function withoutPrefix(text: string): string {
  return text.replace(PREFIX, "");
}

/** Say whether a kind goes out without a text. */
export function needsText({ type }: Kind, parameters: Parameters): boolean {
  if (type === HLR || type === PING) return false;
  return !(parameters.fileCount > 0 || parameters.get("fileurl") !== "" || (type === KINDS.mms.type && parameters.get("subj") !== ""));
}

/** Count what a message is charged by: parts, or the seconds of a call. */
export function countUnits({ type }: Kind, text: string, bin: string): number {
  const body = bodyOf(text);
  if (type === CALL) return Math.min(250, Math.max(10, Math.ceil(body.length / 12)));
  if (type === KINDS.bin.type) return binarySegments(bin === "2" ? body.replace(/\s/g, "").length / 2 : body.length);
  return type === HLR || type === PING || type === MAIL || type === KINDS.mms.type ? 1 : countSegments(body);
}

const OCTETS = 140;

function binarySegments(octets: number): number {
  return octets <= OCTETS ? 1 : Math.ceil(octets / (OCTETS - 6));
}

const MAIL_PRICE = 10;

/** What one message costs, in hundredths. */
export function priceOf({ type }: Kind, address: string, units: number): number {
  if (type === MAIL) return MAIL_PRICE;
  const { hlrPrice, callPrice, segmentPrice } = regionOf(address);
  if (type === HLR) return hlrPrice;
  if (type === CALL) return callPrice * Math.ceil(units / 60);
  return units * segmentPrice;
}
