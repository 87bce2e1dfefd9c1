import { acceptMessages, costOf } from "./accept";
import { created, DONE, type Reply, type Result } from "./answers";
import type { Mailing } from "./cabinet";
import { readContent, readTiming, spreadOver, WRONG_NUMBER } from "./content";
import { layoutXml } from "./formats";
import { withdrawMessages } from "./interventions";
import { money } from "./numbers";
import type { Parameters } from "./parameters";
import { isSenderAllowed } from "./senders";
import { endOfDay, moscowDate, nextRepeat, readDay } from "./times";
import type { World } from "./world";

const COMMANDS = ["add", "cancel", "del", "get", "get_all"];
const ACTIONS = ["add", "cancel", "del"];

/** jobs.php: mailings. There is no pause and no resume. Source: SMSC HTTP API, "jobs.php: mailings". */
export const jobs = {
  lacks(parameters: Parameters): boolean {
    if (parameters.is("add")) {
      const hasText = parameters.get("mes") !== "" || parameters.get("tpl") !== "";
      return parameters.get("name") === "" || (parameters.get("list") === "" && (parameters.get("phones") === "" || !hasText));
    }
    if (["cancel", "del", "get"].some((command) => parameters.is(command))) return parameters.get("id") === "";
    return !COMMANDS.some((command) => parameters.is(command));
  },

  /** One identical request for an action; for questions nothing is stated, so three, as elsewhere. */
  isTooOften({ limits }: World, parameters: Parameters): boolean {
    const isAction = ACTIONS.some((command) => parameters.is(command));
    return limits.identical(isAction ? "jobs" : "jobs_get", parameters.identity);
  },

  handle(world: World, parameters: Parameters): Result {
    if (parameters.is("add")) return add(world, parameters);
    const isMail = parameters.is("mail");
    if (parameters.is("get_all")) return getAll(world, parameters, isMail);
    const mailing = world.cabinet.mailings.find(({ id, isMail: is }) => String(id) === parameters.get("id") && is === isMail);
    if (!mailing) return { code: 3 };
    if (parameters.is("get")) return getOne(world, mailing);
    if (parameters.is("cancel")) return cancel(world, mailing);
    withdraw(world, mailing);
    world.cabinet.mailings = world.cabinet.mailings.filter((other) => other !== mailing);
    return DONE;
  },
};

function add(world: World, parameters: Parameters): Result {
  const now = world.now();
  const template = world.cabinet.templates.find(({ id }) => String(id) === parameters.get("tpl"));
  if (parameters.get("tpl") !== "" && !template) return { code: 3 };
  const content = readContent(world, parameters, parameters.get("mes") || template?.message);
  if (!content) return { code: 1 };
  const timing = readTiming(parameters, now);
  if (!timing) return { code: 5 };
  const isFit =
    content.entries.some(({ verdict }) => verdict !== WRONG_NUMBER) &&
    content.entries.every(({ sender }) => isSenderAllowed(world, sender, content.kind));
  if (!isFit || costOf(world, content) > world.balance + world.settings.credit) return { code: 3 };

  const id = world.cabinet.nextMailingId++;
  const spread = spreadOver(content, timing, parameters, now);
  const request = world.store.requests.length;
  const accepted = acceptMessages(world, { id: world.nextId++, content, timing: spread, mailing: id });
  const startsAt = typeof spread.startsAt === "number" ? spread.startsAt : Math.min(...spread.startsAt);
  const repeat = repeatOf(parameters, startsAt);
  world.cabinet.mailings.push({ id, name: parameters.get("name"), isMail: parameters.is("mail"), startsAt, request, isCanceled: false, repeat });
  return { ...(parameters.is("cost") ? createdWithCost(id, money(accepted.cost)) : created(id, `OK, ID - ${id}`)), messages: accepted.good };
}

/** How it repeats; without `rptn` for ever, which is kept as a number larger than any. */
function repeatOf(parameters: Parameters, startsAt: number): Mailing["repeat"] {
  const rule = Number(parameters.get("rpt"));
  if (!(Number.isInteger(rule) && rule >= 1 && rule <= 7)) return null;
  return { rule, left: Number(parameters.get("rptn")) || Number.MAX_SAFE_INTEGER, nextAt: nextRepeat(startsAt, rule) };
}

/** Unlike with send.php the mailing is made, too. */
function createdWithCost(id: number, cost: string): Reply {
  return { line: `OK, ID - ${id}, COST - ${cost}`, values: `${id},${cost}`, tree: { id, cost }, messages: 0, outcome: "created" };
}

/** Only what has not begun can be switched off. */
function cancel(world: World, mailing: Mailing): Result {
  if (mailing.isCanceled || mailing.startsAt <= world.now()) return { code: 3 };
  withdraw(world, mailing);
  mailing.isCanceled = true;
  return DONE;
}

/** What was not sent is not sent any more, and its money comes back. */
function withdraw(world: World, { id }: Mailing) {
  withdrawMessages(world, (at) => world.store.requestOf(at).mailing === id);
}

/** The shape is not documented: number, name, and where it stands on the scale of message statuses. */
function describe(world: World, mailing: Mailing) {
  const { id, name, startsAt } = mailing;
  const request = world.store.requests[mailing.request];
  const start = moscowDate(startsAt);
  return { id, name, status: statusOf(world, mailing), start, cnt: request?.count ?? 0, message_id: request?.id ?? 0 };
}

function statusOf(world: World, { request: index, isCanceled, startsAt }: Mailing): number {
  const { store } = world;
  const request = store.requests[index];
  if (isCanceled || !request) return -2;
  const statuses = store.columns.status.subarray(request.first, request.first + request.count);
  if (statuses.includes(-2)) return -2;
  return statuses.includes(-1) || statuses.includes(0) ? (startsAt > world.now() ? -1 : 0) : 1;
}

function getOne(world: World, mailing: Mailing): Result {
  const row = describe(world, mailing);
  return { line: lineOf(row), values: lineOf(row), tree: row, messages: row.cnt, outcome: "mailing" };
}

function lineOf(row: Readonly<Record<string, string | number>>): string {
  return Object.values(row).join(",");
}

/** Each line begins with the number; the last one ends with a line feed, too. */
function getAll(world: World, parameters: Parameters, isMail: boolean): Result {
  const [from, until] = [parameters.get("start"), parameters.get("end")].map((day) => (day === "" ? undefined : readDay(day)));
  if (from === null || until === null) return { code: 5 };
  const isWithin = ({ startsAt }: Mailing) => (from === undefined || startsAt >= from) && (until === undefined || startsAt < endOfDay(until));
  const rows = world.cabinet.mailings.filter((mailing) => mailing.isMail === isMail && isWithin(mailing)).map((mailing) => describe(world, mailing));
  const lines = rows.map((row) => `${lineOf(row)}\n`).join("");
  return { line: lines, values: lines, tree: rows, xml: layoutXml("result", { job: rows }), messages: 0, outcome: `${rows.length} rows` };
}
