import { answerForms, refuse, type Answer } from "./answers";
import { money } from "./numbers";
import { formatOf, type Parameters } from "./parameters";
import type { World } from "./world";

const CURRENCY = "RUR";

/** balance.php. Source: SMSC HTTP API, "balance.php". */
export function handleBalance(world: World, parameters: Parameters): { answer: Answer; messages: number; outcome: string } {
  const format = formatOf(parameters);
  if (world.limits.balance()) return { answer: refuse(format, { code: 9 }), messages: 0, outcome: "error 9" };
  const balance = money(world.balance);
  const withCurrency = parameters.get("cur") === "1";
  const line = withCurrency ? `${balance} ${CURRENCY}` : balance;
  const tree = withCurrency ? { balance, currency: CURRENCY } : { balance };
  return { answer: answerForms(format, { line, values: line, tree }), messages: 0, outcome: "balance" };
}
