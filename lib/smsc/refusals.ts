import type { Script } from "./commands/command";

/** What a refusal means, whichever script says it. */
export type RefusalMeaning =
  | "wrong_parameters"
  | "wrong_credentials"
  | "address_blocked"
  | "too_many_requests"
  | "no_money"
  | "wrong_time"
  | "text_or_sender_denied"
  | "wrong_number"
  | "undeliverable"
  | "not_found"
  | "not_saved"
  | "not_deleted"
  | "failed"
  | "no_such_sub_account"
  | "balance_is_shared"
  | "code_undeliverable"
  | "code_already_sent"
  | "wrong_code";

const SHARED: Readonly<Record<number, RefusalMeaning>> = {
  1: "wrong_parameters",
  2: "wrong_credentials",
  4: "address_blocked",
  9: "too_many_requests",
};

/** Codes that each script has for itself. Source: SMSC HTTP API, "Codes by script". */
const OWN: Readonly<Record<Script, Readonly<Record<number, RefusalMeaning>>>> = {
  "send.php": { 3: "no_money", 5: "wrong_time", 6: "text_or_sender_denied", 7: "wrong_number", 8: "undeliverable" },
  "status.php": { 3: "not_found", 5: "not_deleted" },
  "balance.php": {},
  "jobs.php": { 3: "not_saved", 5: "wrong_time" },
  "phones.php": { 3: "not_found", 5: "failed" },
  "users.php": { 3: "not_found", 5: "failed", 6: "no_such_sub_account", 7: "balance_is_shared", 8: "not_saved", 10: "no_money" },
  "senders.php": { 3: "not_found", 5: "not_saved", 7: "wrong_number", 8: "code_undeliverable", 10: "code_already_sent", 11: "wrong_code" },
  "templates.php": { 3: "not_found", 5: "not_saved" },
  "get.php": { 3: "not_found" },
  "info.php": { 3: "not_found" },
  "tinyurls.php": { 3: "not_found" },
};

/** Say what an error number of a script means; null where it is not documented. Never go by the error's text. */
export function meaningOf(script: Script, gatewayCode: number | null): RefusalMeaning | null {
  if (gatewayCode === null) return null;
  return SHARED[gatewayCode] ?? OWN[script][gatewayCode] ?? null;
}
