import { listed, type Result } from "./answers";
import { listIncoming } from "./incoming";
import { MAIL } from "./kinds";
import { atOfIntId, describeHistory } from "./message-rows";
import { correctNumber } from "./numbers";
import type { Parameters } from "./parameters";
import { listRates } from "./rates";
import { list as listSenders } from "./senders";
import { listStatistics } from "./statistics";
import { endOfDay, readDay } from "./times";
import type { World } from "./world";

const COMMANDS = ["get_messages", "get_answers", "get_stat", "get_price", "get_senders", "get_mega_accounts"];
const ROWS = 1_000;
const HALF_A_YEAR_MS = 183 * 86_400_000;

/** get.php: history, incoming messages, statistics, rates. Source: SMSC HTTP API, "get.php". */
export const get = {
  lacks: (parameters: Parameters) => !COMMANDS.some((command) => parameters.is(command)),

  isTooOften: ({ limits }: World, parameters: Parameters) => limits.identical("get", parameters.identity),

  handle(world: World, parameters: Parameters): Result {
    if (parameters.is("get_messages")) return listMessages(world, parameters);
    if (parameters.is("get_answers")) return listIncoming(world, parameters);
    if (parameters.is("get_stat")) return listStatistics(world, parameters);
    if (parameters.is("get_price")) return listRates();
    if (parameters.is("get_senders")) return listSenders(world, false);
    // This account has no account of a carrier beside it.
    return { code: 3 };
  },
};

/** Newest first; `prev_id` gives what was sent before that message. Source: SMSC HTTP API, "get_messages=1: history of sent messages". */
function listMessages(world: World, parameters: Parameters): Result {
  const { store } = world;
  const isWanted = readFilter(world, parameters);
  if (!isWanted) return { code: 1 };
  const most = Math.min(Number(parameters.get("cnt")) || ROWS, ROWS);
  const previous = Number(parameters.get("prev_id")) || 0;
  const before = previous > 0 ? Math.min(atOfIntId(previous), store.count) : store.count;
  const found: number[] = [];
  for (let at = before - 1; at >= 0 && found.length < most; at--) if (isWanted(at)) found.push(at);
  if (found.length === 0) return { code: 3 };
  return {
    ...listed(
      found.map((at) => describeHistory(world, at)),
      "sms",
    ),
    messages: found.length,
  };
}

/** Null when a date is malformed or a day of the question lies more than half a year back. */
function readFilter(world: World, parameters: Parameters): ((at: number) => boolean) | null {
  const { store } = world;
  const now = world.now();
  const [start, end] = [parameters.get("start"), parameters.get("end")].map((day) => (day === "" ? undefined : readDay(day)));
  if (start === null || end === null) return null;
  const from = Math.max(start ?? 0, now - HALF_A_YEAR_MS);
  const until = end === undefined ? Infinity : endOfDay(end);
  const phones = new Set(items(parameters.get("phone")).map((phone) => Number(correctNumber(phone))));
  const mails = new Set(items(parameters.get("email")).map((mail) => mail.toLowerCase()));
  const isMail = parameters.get("format") === String(MAIL);
  return (at) => {
    if (store.columns.isDeleted[at] === 1 || (store.requestOf(at).type === MAIL) !== isMail) return false;
    if (phones.size > 0 && !phones.has(store.columns.msisdn[at] ?? 0)) return false;
    if (mails.size > 0 && !mails.has(store.addresseeOf(at))) return false;
    const leavesAt = store.leavesAt(at);
    return leavesAt >= from && leavesAt < until;
  };
}

function items(list: string): string[] {
  return list.split(/[,;]/).filter((item) => item.trim() !== "");
}
