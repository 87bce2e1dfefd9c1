import { listed, type Result } from "./answers";
import { money } from "./numbers";
import type { Parameters } from "./parameters";
import { endOfDay, readDay } from "./times";
import type { World } from "./world";

const CURRENCY = "RUR";

type Sums = { login: string; messages: number; spent: number; paidIn: number };

/** get.php?get_stat: what the account sent, spent and paid in. Source: SMSC HTTP API, "get_stat=1: statistics". */
export function listStatistics(world: World, parameters: Parameters): Result {
  const [start, end] = [parameters.get("start"), parameters.get("end")].map((day) => (day === "" ? undefined : readDay(day)));
  if (start === null || end === null) return { code: 1 };
  const { store } = world;
  let [messages, spent] = [0, 0];
  for (let at = 0; at < store.count; at++) {
    const leavesAt = store.leavesAt(at);
    if (leavesAt < (start ?? 0) || leavesAt >= (end === undefined ? Infinity : endOfDay(end))) continue;
    messages += 1;
    spent += store.columns.cost[at] ?? 0;
  }
  return listed([describe({ login: world.account.login, messages, spent, paidIn: world.paidIn })]);
}

/**
 * users.php: statistics of sub-clients. Sub-clients are made by the control API alone; what would change one fails.
 * Source: SMSC HTTP API, "users.php (sub-clients), documents.php".
 */
export const users = {
  lacks(parameters: Parameters): boolean {
    if (parameters.is("add") || parameters.is("chg") || parameters.is("pay")) return parameters.get("user") === "";
    return !parameters.is("get_stat") && !parameters.is("get_stat_all");
  },

  isTooOften({ limits }: World, parameters: Parameters): boolean {
    if (parameters.is("add")) return limits.any("users_add");
    return parameters.is("chg") && limits.identical("users_chg", parameters.get("user"));
  },

  handle({ cabinet }: World, parameters: Parameters): Result {
    const login = parameters.get("user");
    const found = cabinet.users.filter((user) => login === "" || user.login === login);
    if (login !== "" && found.length === 0 && !parameters.is("add")) return { code: 6, text: "user not found" };
    if (!parameters.is("get_stat") && !parameters.is("get_stat_all")) return { code: 5 };
    return found.length === 0 ? { code: 3 } : listed(found.map(describe));
  },
};

/** The number of messages bears one name in the documentation and another in clients, so both are given. */
function describe({ login, messages, spent, paidIn }: Sums) {
  return { login, cnt: messages, sms: messages, credit: money(spent), debit: money(paidIn), currency: CURRENCY };
}
