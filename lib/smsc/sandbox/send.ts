import { createHash } from "node:crypto";
import { answerForms, refuse, type Answer, type Refusal } from "./answers";
import { REFUSED_ENDING } from "./fates";
import { refuseMessage, startMessage, WRONG_NUMBER } from "./lifecycle";
import { correctNumber, countSegments, hashText, isPossible, money, regionOf } from "./numbers";
import { formatOf, type Parameters } from "./parameters";
import type { World } from "./world";

const MAX_TEXT = 1_000;
const MAX_ID = 2_147_483_647;
/** Texts the moderator never lets pass, to be able to show error 6. */
const DENIED_TEXT = /casino|казино/i;

type Entry = { digits: string; isGood: boolean; text: string; textHash: number; segments: number; cost: number };
type Content = { entries: Entry[]; isList: boolean; text: string };
export type SendOutcome = { answer: Answer; messages: number; outcome: string };

/** send.php: check in the gateway's order, then take the messages. Source: SMSC HTTP API, "send.php". */
export function handleSend(world: World, parameters: Parameters): SendOutcome {
  const format = formatOf(parameters);
  const id = idOf(parameters.get("id"));
  const no = (refusal: Refusal): SendOutcome => ({
    answer: refuse(format, refusal),
    messages: 0,
    outcome: `error ${refusal.code}`,
  });

  if (id === null) return no({ code: 1 });
  const content = readContent(parameters);
  if (!content) return no({ code: 1 });
  if (!isTime(parameters.get("time"))) return no({ code: 5 });

  const sender = parameters.get("sender");
  const costMode = Number(parameters.get("cost")) || 0;
  const key = identityOf(parameters);
  if (costMode === 1 ? world.limits.identicalCost(key) : world.limits.identicalSend(key)) return no({ code: 9 });

  const good = content.entries.filter((entry) => entry.isGood);
  const bad = (code: number) => {
    if (costMode !== 1) world.limits.sendEnded(true);
    return no({ code, id: id || world.nextId++ });
  };
  if (good.length === 0) {
    const given = id || world.nextId++;
    if (costMode !== 1) {
      world.limits.sendEnded(true);
      record(world, given, sender, content);
    }
    return no({ code: 7, id: given });
  }
  if (!isSender(sender) || content.entries.some(({ text }) => DENIED_TEXT.test(text))) return bad(6);

  const cost = good.reduce((sum, entry) => sum + entry.cost, 0);
  const segments = good.reduce((sum, entry) => sum + entry.segments, 0);
  if (costMode === 1) {
    const forms = {
      line: `${money(cost)} (${segments} SMS)`,
      values: `${money(cost)},${segments}`,
      tree: { cost: money(cost), cnt: segments },
    };
    return { answer: answerForms(format, forms), messages: 0, outcome: "cost" };
  }
  if (cost > world.balance) return no({ code: 3, id: id || world.nextId++ });

  world.limits.sendEnded(false);
  const given = id || world.nextId++;
  world.balance -= cost;
  record(world, given, sender, content);
  return {
    answer: accept(world, parameters, given, content, { cost, segments }),
    messages: good.length,
    outcome: "accepted",
  };
}

function accept(
  world: World,
  parameters: Parameters,
  id: number | string,
  { entries }: Content,
  { cost, segments }: { cost: number; segments: number },
): Answer {
  const costMode = Number(parameters.get("cost")) || 0;
  const tree: Record<string, unknown> = { id, cnt: segments };
  let line = `OK - ${segments} SMS, ID - ${id}`;
  let values = `${id},${segments}`;
  if (costMode >= 2) {
    tree.cost = money(cost);
    line += `, COST - ${money(cost)}`;
    values += `,${money(cost)}`;
  }
  if (costMode === 3) {
    tree.balance = money(world.balance);
    line += `, BALANCE - ${money(world.balance)}`;
    values += `,${money(world.balance)}`;
  }
  const withAll = parameters.get("op") === "1";
  if (withAll || parameters.get("err") === "1") tree.phones = describePhones(entries, withAll);
  return answerForms(formatOf(parameters), { line, values, tree });
}

function describePhones(entries: Entry[], withAll: boolean) {
  return entries
    .filter((entry) => withAll || !entry.isGood)
    .map(({ digits, isGood, cost }) => ({
      phone: digits,
      ...(withAll ? { mccmnc: isGood ? regionOf(digits).mccmnc : "", cost: isGood ? money(cost) : "0" } : {}),
      ...(isGood ? {} : { status: String(WRONG_NUMBER.status), error: String(WRONG_NUMBER.err) }),
    }));
}

/** Keep every message, the faulty ones too: status.php answers for them. */
function record(world: World, id: number | string, sender: string, { entries, isList, text }: Content) {
  const request = world.store.begin({
    id,
    text: isList ? entries.map((entry) => entry.text) : text,
    sender: sender || "Sandbox",
    acceptedAt: world.now(),
  });
  for (const { digits, isGood, segments, cost, textHash } of entries) {
    const at = world.store.add(request, { msisdn: Number(digits) || 0, segments, cost: isGood ? cost : 0, textHash });
    if (isGood) startMessage(world, at);
    else refuseMessage(world, at);
  }
  world.isDirty = true;
}

function readContent(parameters: Parameters): Content | null {
  const list = parameters.get("list");
  if (list) return readList(list, parameters.get("nl") === "1");
  const mes = parameters.get("mes").split("\n~~~\n")[0] ?? "";
  const phones = splitNumbers(parameters.get("phones"));
  if (phones.length === 0 || mes === "" || mes.length > MAX_TEXT) return null;
  const segments = countSegments(mes);
  const textHash = hashText(mes);
  return { entries: phones.map((phone) => entryOf(phone, mes, segments, textHash)), isList: false, text: mes };
}

/** `<phones>:<text>` a line, with `<sender>|` in front if wanted; the first colon or semicolon separates. */
function readList(list: string, hasLineFeeds: boolean): Content | null {
  const lines: string[] = [];
  for (const line of list.split("\n")) {
    const beginsEntry = /^(?:[^:;|]*\|)?[+\d, ]+[:;]/.test(line);
    if (hasLineFeeds && !beginsEntry && lines.length > 0) lines[lines.length - 1] += `\n${line}`;
    else if (line !== "") lines.push(line);
  }
  const entries: Entry[] = [];
  for (const line of lines) {
    const separator = line.search(/[:;]/);
    if (separator < 0) return null;
    const addressees = line.slice(0, separator);
    const text = line.slice(separator + 1).replaceAll("\\n", "\n");
    const phones = splitNumbers(addressees.slice(addressees.indexOf("|") + 1));
    if (phones.length === 0 || text === "" || text.length > MAX_TEXT) return null;
    const segments = countSegments(text);
    const textHash = hashText(text);
    for (const phone of phones) entries.push(entryOf(phone, text, segments, textHash));
  }
  return entries.length > 0 ? { entries, isList: true, text: "" } : null;
}

function entryOf(phone: string, text: string, segments: number, textHash: number): Entry {
  const digits = correctNumber(phone);
  const isGood = isPossible(digits) && Number(digits) % 100 !== REFUSED_ENDING;
  return { digits, isGood, text, textHash, segments, cost: segments * regionOf(digits).segmentPrice };
}

function splitNumbers(phones: string): string[] {
  return phones.split(/[,;]/).filter((phone) => /\d/.test(phone));
}

/** 0 = one is to be given; null = none that is allowed. */
function idOf(given: string): number | string | null {
  if (given === "" || given === "0") return 0;
  if (/^\d+$/.test(given)) return Number(given) <= MAX_ID ? Number(given) : null;
  return /^[A-Za-z0-9.\-_]{1,40}$/.test(given) ? given : null;
}

function isSender(sender: string): boolean {
  return sender === "" || sender === "." || /^\d{1,15}$/.test(sender) || /^[\x20-\x7e]{1,11}$/.test(sender);
}

function isTime(time: string): boolean {
  return time === "" || /^(0|0\d{9,11}|\d{10}|\d{2}\.\d{2}\.\d{2} \d{2}:\d{2}|\d{1,2}-\d{1,2}|\+\d+)$/.test(time);
}

/** What makes two sends the same: everything but id and time. */
function identityOf(parameters: Parameters): string {
  const parts = ["phones", "mes", "list", "sender"].map((name) => parameters.get(name));
  return createHash("md5").update(parts.join("\0")).digest("base64");
}
