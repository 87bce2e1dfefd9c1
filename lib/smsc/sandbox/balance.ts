import type { Result } from "./answers";
import { layoutXml } from "./formats";
import { money } from "./numbers";
import type { Parameters } from "./parameters";
import type { World } from "./world";

const CURRENCY = "RUR";

/** balance.php. Source: SMSC HTTP API, "balance.php". */
export const balance = {
  lacks: () => false,
  isTooOften: ({ limits }: World) => limits.any("balance"),
  handle(world: World, parameters: Parameters): Result {
    const amount = money(world.balance);
    const { credit } = world.settings;
    if (!parameters.is("cur")) {
      return { line: amount, values: amount, tree: { balance: amount }, xml: layoutXml("balance", amount), messages: 0, outcome: "balance" };
    }
    const tree = { balance: amount, ...(credit === 0 ? {} : { credit: money(credit) }), currency: CURRENCY };
    return { line: Object.values(tree).join(" "), values: Object.values(tree).join(","), tree, messages: 0, outcome: "balance" };
  },
};
