import { REFUSED_ENDING } from "./fates";
import { countUnits, kindOf, MAIL, needsText, priceOf, withoutPrefix, type Kind } from "./kinds";
import { shortLink } from "./links";
import { correctNumber, hashText, hasRoute, isPossible } from "./numbers";
import type { Parameters } from "./parameters";
import { bodyOf, treatText, type Treatment } from "./texts";
import { isFullDate, readLife, readStretch, readTime, stretch } from "./times";
import type { World } from "./world";

const MAX_TEXT = 1_000;
/** A number whose length its code does not allow. */
export const WRONG_NUMBER = { status: 22, err: 249 };
/** A number that no way leads to. */
export const NO_ROUTE = { status: 25, err: 248 };

type Verdict = { status: number; err: number };

/** One message of a request. */
export type Entry = {
  address: string;
  /** Null = it can be sent. */
  verdict: Verdict | null;
  text: string;
  textHash: number;
  sender: string;
  tz: number | null;
  segments: number;
  cost: number;
};

export type Content = { entries: Entry[]; kind: Kind; isList: boolean };

type Line = { phones: string; text: string; sender: string; tz: number | null };

/** Read addressees and texts of send.php or a mailing; null when something is missing. Source: SMSC HTTP API, "send.php". */
export function readContent(world: World, parameters: Parameters, text = parameters.get("mes")): Content | null {
  const kind = kindOf(parameters);
  const list = parameters.get("list");
  const sender = parameters.get("sender");
  const lines = list ? readList(list, parameters) : [{ phones: parameters.get("phones"), text: withoutPrefix(text), sender, tz: null }];
  if (!kind || !lines) return null;
  if (kind.type === MAIL && (parameters.get("subj") === "" || sender === "")) return null;
  const treatment: Treatment = {
    translit: parameters.get("translit"),
    maxSegments: Number(parameters.get("maxsms")) || 0,
    shorten: parameters.is("tinyurl") ? (url) => shortLink(world, url) : null,
  };
  const entries: Entry[] = [];
  for (const line of lines) {
    if (line.text.length > MAX_TEXT || (bodyOf(line.text) === "" && needsText(kind, parameters))) return null;
    const phones = addresseesOf(world, line.phones);
    if (phones.length === 0) return null;
    addEntries(entries, line, { phones, kind, treatment, bin: parameters.get("bin") });
  }
  return { entries, kind, isList: list !== "" };
}

type Addressed = { phones: string[]; kind: Kind; treatment: Treatment; bin: string };

function addEntries(entries: Entry[], line: Line, { phones, kind, treatment, bin }: Addressed) {
  const text = treatText(line.text, treatment);
  const segments = countUnits(kind, text, bin);
  const textHash = hashText(bodyOf(text));
  for (const phone of phones) {
    const address = addressOf(phone, kind);
    const verdict = judge(address);
    const cost = verdict ? 0 : priceOf(kind, address, segments);
    entries.push({ address, verdict, text, textHash, sender: line.sender, tz: line.tz, segments, cost });
  }
}

/** Digits, unless the kind knows other addresses: e-mail, a nickname, `#<ID>`. */
function addressOf(phone: string, kind: Kind): string {
  const isAddress = kind.type === MAIL ? phone.includes("@") : kind.name === "soc" && /^[@#a-z]/i.test(phone);
  return isAddress ? phone.trim().toLowerCase() : correctNumber(phone);
}

function judge(address: string): Verdict | null {
  if (/^[^@]+@[^@]+\.[^@.]+$|^[@#a-z]/.test(address)) return null;
  if (!isPossible(address) || Number(address) % 100 === REFUSED_ENDING) return WRONG_NUMBER;
  return hasRoute(address) ? null : NO_ROUTE;
}

/** Numbers as given; `G<number>` stands for everyone in a group. */
function addresseesOf(world: World, phones: string): string[] {
  return phones.split(/[,;\n]/).flatMap((phone) => {
    const group = /^\s*G(\d+)\s*$/.exec(phone)?.[1];
    if (group !== undefined) return membersOf(world, Number(group));
    return /\d|@/.test(phone) || /^\s*[#a-z]/i.test(phone) ? [phone] : [];
  });
}

/** An unknown or empty group is a wrong number: it stands for nobody. */
function membersOf(world: World, number: number): string[] {
  const { groups, contacts } = world.cabinet;
  const group = groups.find((candidate) => candidate.number === number);
  const members = group ? contacts.filter((contact) => contact.groups.includes(group.id)) : [];
  const phones = members.map(({ phone, mail }) => (group?.type === 1 ? mail : phone)).filter((address) => address !== "");
  return phones.length > 0 ? phones : ["0"];
}

const ENTRY_BEGINS = /^(?:[^:;|]*\|)?[+\d, G]+[:;]/;

/** `<phones>:<text>` a line, `<sender>[,<tz>]|` in front if wanted; the first colon or semicolon separates. */
function readList(list: string, parameters: Parameters): Line[] | null {
  const lines: string[] = [];
  for (const line of list.split("\n").map((raw) => raw.replace(/\r$/, ""))) {
    if (parameters.is("nl") && !ENTRY_BEGINS.test(line) && lines.length > 0) lines[lines.length - 1] += `\n${line}`;
    else if (line !== "") lines.push(line);
  }
  const entries = lines.map((line) => readLine(line, parameters));
  return entries.length > 0 && entries.every((entry) => entry !== null) ? entries : null;
}

function readLine(line: string, parameters: Parameters): Line | null {
  const separator = line.search(/[:;]/);
  if (separator < 0) return null;
  const addressees = line.slice(0, separator);
  const bar = addressees.indexOf("|");
  const [own = "", zone = ""] = bar < 0 ? [] : addressees.slice(0, bar).split(",");
  return {
    phones: addressees.slice(bar + 1),
    text: line.slice(separator + 1).replaceAll("\\n", "\n"),
    sender: own.trim() || parameters.get("sender"),
    tz: /^-?\d+$/.test(zone) && isFullDate(parameters.get("time")) ? Number(zone) : null,
  };
}

/** When the messages leave: one moment for all, or one for each. */
export type Timing = { startsAt: number | number[]; lifeMs: number };

/** Read `time`, `tz`, `period`, `freq` and `valid`; null when one is malformed. */
export function readTiming(parameters: Parameters, now: number): Timing | null {
  const lifeMs = readLife(parameters.get("valid"));
  const startsAt = readTime(parameters.get("time"), Number(parameters.get("tz")) || 0, now);
  return lifeMs === null || startsAt === null ? null : { startsAt, lifeMs };
}

/** Give each message its own moment where zones of lines or a period ask for it. */
export function spreadOver({ entries }: Content, { startsAt, lifeMs }: Timing, parameters: Parameters, now: number): Timing {
  const period = readStretch(parameters);
  if (period && typeof startsAt === "number") return { startsAt: stretch(startsAt, entries.length, period), lifeMs };
  if (entries.every(({ tz }) => tz === null)) return { startsAt, lifeMs };
  const time = parameters.get("time");
  const common = typeof startsAt === "number" ? startsAt : now;
  return { startsAt: entries.map(({ tz }) => (tz === null ? common : (readTime(time, tz, now) ?? common))), lifeMs };
}
