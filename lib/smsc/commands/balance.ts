import type { BalanceAnswer } from "../gateway";
import { decodeBalance } from "../protocol";
import { command } from "./command";

/** Read the account's balance and its currency; credit only when the account has one. Source: SMSC HTTP API, "balance.php". */
export const balance = command<void, BalanceAnswer>({
  script: "balance.php",
  verb: { cur: "1" },
  kind: "read",
  limits: [{ perMinute: 10, key: () => "balance" }],
  encode: () => ({}),
  facts: () => ({}),
  decode: decodeBalance,
});
