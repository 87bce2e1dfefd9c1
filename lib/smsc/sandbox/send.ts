import { createHash } from "node:crypto";
import { acceptMessages, costOf, segmentsOf, type Accepted } from "./accept";
import type { Reply, Refusal, Result } from "./answers";
import { readContent, readTiming, spreadOver, WRONG_NUMBER, type Content, type Entry } from "./content";
import type { Tree } from "./formats";
import { CALL, kindOf, MAIL, needsText } from "./kinds";
import { correctNumber, hashText, money, regionOf } from "./numbers";
import type { Parameters } from "./parameters";
import { isSenderAllowed } from "./senders";
import type { World } from "./world";

const MAX_ID = 2_147_483_647;
/** Texts the moderator never lets pass, to be able to show error 6. */
const DENIED_TEXT = /casino|казино/i;

/** send.php: checks in the gateway's order, then take the messages. Source: SMSC HTTP API, "send.php". */
export const send = {
  lacks(parameters: Parameters): boolean {
    if (parameters.get("list") !== "") return false;
    const kind = kindOf(parameters);
    return parameters.get("phones") === "" || kind === null || (parameters.get("mes") === "" && needsText(kind, parameters));
  },

  handle(world: World, parameters: Parameters): Result {
    const now = world.now();
    const id = idOf(parameters.get("id"));
    const content = readContent(world, parameters);
    if (id === null || !content) return { code: 1 };
    const timing = readTiming(parameters, now);
    if (!timing) return { code: 5 };
    const isQuote = parameters.is("cost");
    const key = identityOf(parameters);
    if (isQuote ? world.limits.identical("cost", key) : world.limits.identical("send", key)) return { code: 9 };

    const refusal = judge(world, parameters, content);
    if (refusal) return refuse(world, refusal, { id, content, now, isQuote });
    if (isQuote) return quote(world, content);
    world.limits.sendEnded(false);
    const given = id || world.nextId++;
    return accept(world, parameters, content, acceptMessages(world, { id: given, content, timing: spreadOver(content, timing, parameters, now) }));
  },
};

/** Numbers, then text and sender, then money, then the way: the first that is wrong is what is told. */
function judge(world: World, parameters: Parameters, content: Content): Refusal | null {
  const { entries } = content;
  if (entries.every(({ verdict }) => verdict === WRONG_NUMBER)) return { code: 7 };
  if (entries.some(({ text, sender }) => DENIED_TEXT.test(text) || !isSenderAllowed(world, sender, content.kind))) return { code: 6 };
  if (!parameters.is("cost") && costOf(world, content) > world.balance + world.settings.credit) return { code: 3 };
  return entries.every(({ verdict }) => verdict !== null) ? { code: 8 } : null;
}

type Refused = { id: number | string; content: Content; now: number; isQuote: boolean };

/** Codes 3, 6, 7, 8 carry an id. Where no number is good the messages are on record with what is wrong with them. */
function refuse(world: World, { code }: Refusal, { id, content, now, isQuote }: Refused): Refusal {
  const given = id || world.nextId++;
  if (isQuote) return { code, id: given };
  if (code === 6 || code === 7) world.limits.sendEnded(true);
  if (code === 7 || code === 8) acceptMessages(world, { id: given, content, timing: { startsAt: now, lifeMs: 0 } });
  return { code, id: given };
}

function quote(world: World, content: Content): Reply {
  const [cost, segments] = [money(costOf(world, content)), segmentsOf(content)];
  return { line: `${cost} (${segments} SMS)`, values: `${cost},${segments}`, tree: { cost, cnt: segments }, messages: 0, outcome: "cost" };
}

/** Write what was accepted. Source: SMSC HTTP API, "Success answers". */
function accept(world: World, parameters: Parameters, content: Content, { id, cost, segments, good }: Accepted): Reply {
  const costMode = Number(parameters.get("cost")) || 0;
  const tree: Record<string, Tree> = { id, cnt: segments };
  let line = `OK - ${segments} SMS, ID - ${id}`;
  let values = `${id},${segments}`;
  const add = (name: string, value: string) => {
    tree[name] = value;
    line += `, ${name.toUpperCase()} - ${value}`;
    values += `,${value}`;
  };
  const isFree = world.settings.isVirtual && content.kind.type !== MAIL;
  if (costMode >= 2) add("cost", isFree ? "0" : money(cost));
  if (costMode === 3) add("balance", money(world.balance));
  if (content.kind.type === CALL && parameters.get("mes") === "code") add("code", codeFor(id, content));
  const withAll = parameters.is("op");
  if (withAll || parameters.is("err")) tree.phones = describePhones(content.entries, withAll, isFree);
  return { line, values, tree, messages: good, outcome: "accepted" };
}

/** The four digits that are spoken. */
function codeFor(id: number | string, { entries }: Content): string {
  return String(1_000 + (hashText(`${id} ${entries[0]?.address}`) % 9_000));
}

/** In virtual mode no number has a cost. */
function describePhones(entries: Entry[], withAll: boolean, isFree: boolean): Tree {
  return entries
    .filter(({ verdict }) => withAll || verdict)
    .map(({ address, verdict, cost }) => ({
      phone: address,
      ...(withAll ? { mccmnc: verdict ? "" : mccmncOf(address), ...(isFree ? {} : { cost: verdict ? "0" : money(cost) }) } : {}),
      ...(verdict ? { status: String(verdict.status), error: String(verdict.err) } : {}),
    }));
}

function mccmncOf(address: string): string {
  const { mcc, mnc } = regionOf(address);
  return mcc + mnc;
}

/** 0 = one is to be given; null = none that is allowed. */
function idOf(given: string): number | string | null {
  if (given === "" || given === "0") return 0;
  if (/^\d+$/.test(given)) return Number(given) <= MAX_ID ? Number(given) : null;
  return /^[A-Za-z0-9.\-_]{1,40}$/.test(given) ? given : null;
}

const KIND_FLAGS = ["flash", "bin", "push", "hlr", "ping", "mms", "mail", "call", "viber", "soc", "whatsapp", "tg", "bot"];

/**
 * What makes two sends the same: numbers in any order, text, sender and kind. Another id or time makes no difference.
 * Source: SMSC HTTP API, "Error 9 by script".
 */
function identityOf(parameters: Parameters): string {
  const phones = parameters
    .get("phones")
    .split(/[,;]/)
    .map((phone) => correctNumber(phone) || phone.trim());
  const flags = KIND_FLAGS.map((flag) => parameters.get(flag));
  const parts = [phones.sort().join(), ...["mes", "list", "sender"].map((name) => parameters.get(name)), ...flags];
  return createHash("md5").update(parts.join("\0")).digest("base64");
}
