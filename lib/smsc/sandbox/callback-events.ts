import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Incoming } from "./cabinet";
import { encodeText, type Charset } from "./charsets";
import { layoutXml } from "./formats";
import { HLR } from "./kinds";
import { hlrFacts } from "./message-rows";
import { money, regionOf } from "./numbers";
import { moscowDate } from "./times";
import type { World } from "./world";

/** Something the account's handler is told. A status is kept as it was, for the message may have moved on. */
export type Event = { kind: "status"; at: number; status: number; err: number; when: number } | { kind: "incoming"; message: Incoming };

/** What the handler's address says: words in its query. Source: SMSC HTTP API, "Options inside the handler's address". */
type Telling = { options: URLSearchParams; charset: Charset; secret: string };

type Fields = Record<string, string | number>;

/** Write an event as form fields, XML or JSON, with the checksum that was asked for; sha1 when none was. */
export function writeEvent(world: World, event: Event, { options, charset, secret }: Telling): { body: Buffer; type: string } {
  const format = options.get("fmt");
  const isStructured = format === "2" || format === "3";
  // Structured bodies know no koi8-r.
  const written: Charset = isStructured && charset === "koi8-r" ? "utf-8" : charset;
  const { fields, signed } = event.kind === "status" ? describeStatus(world, event) : describeIncoming(event.message);
  const all = { ...fields, ...checksums([...signed, secret].join(":"), written, options) };
  if (format === "3") return { body: encodeText(JSON.stringify(all), written), type: `application/json; charset=${written}` };
  if (format === "2") return { body: encodeText(layoutXml("callback", all), written), type: `text/xml; charset=${written}` };
  return { body: Buffer.from(encodeForm(all, written)), type: "application/x-www-form-urlencoded" };
}

/** Source: SMSC HTTP API, "Checksum". Over the bytes that a receiver gets. */
function checksums(text: string, charset: Charset, options: URLSearchParams): Fields {
  const bytes = encodeText(text, charset);
  const asked = ["md5", "sha1", "crc32"].filter((name) => options.has(name));
  const names = asked.length > 0 ? asked : ["sha1"];
  return Object.fromEntries(names.map((name) => [name, name === "crc32" ? String(crc32(bytes)) : createHash(name).update(bytes).digest("hex")]));
}

function describeStatus(world: World, { at, status, err, when }: Event & { kind: "status" }): { fields: Fields; signed: (string | number)[] } {
  const { store } = world;
  const { id, type = 0 } = store.requestOf(at);
  const phone = store.addresseeOf(at);
  const { mcc, mnc } = regionOf(phone);
  const fields = {
    id,
    phone,
    status,
    time: moscowDate(when),
    ts: Math.floor(when / 1_000),
    err,
    type,
    flag: type,
    cnt: store.columns.segments[at] ?? 0,
    cost: money(store.columns.cost[at] ?? 0),
    sender: store.senderOf(at),
    mccmnc: mcc + mnc,
    ...(type === HLR ? hlrFacts(world, at) : {}),
  };
  return { fields, signed: [id, phone, status] };
}

function describeIncoming({ id, phone, message, to, receivedAt, sentAt }: Incoming): { fields: Fields; signed: (string | number)[] } {
  const fields = {
    id,
    phone,
    mes: message,
    to,
    ts: Math.floor(receivedAt / 1_000),
    time: moscowDate(receivedAt),
    sent: moscowDate(sentAt),
  };
  return { fields, signed: [phone, message, to] };
}

function encodeForm(fields: Fields, charset: Charset): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${percentEncode(encodeText(String(value), charset))}`)
    .join("&");
}

function percentEncode(bytes: Buffer): string {
  return Array.from(bytes, (byte) => {
    const char = String.fromCharCode(byte);
    if (char === " ") return "+";
    return /[\w.~-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }).join("");
}
