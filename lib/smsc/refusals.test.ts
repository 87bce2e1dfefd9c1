import { describe, expect, it } from "vitest";
import { readAnswer } from "./answer";
import type { Command, Script } from "./commands/command";
import { COMMANDS } from "./commands/table";
import { GatewayError } from "./errors";
import { meaningOf, type RefusalMeaning } from "./refusals";

/** Code → meaning, script by script; what is not here is not documented. Source: SMSC HTTP API, "Codes by script". */
const CODES: Record<Script, Partial<Record<number, RefusalMeaning>>> = {
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
const SHARED = { 1: "wrong_parameters", 2: "wrong_credentials", 4: "address_blocked", 9: "too_many_requests" } as const;

/** Commands for which error 3 is an answer, not a failure: nothing found is an empty list, or null, or status -3. */
const THREE_IS_AN_ANSWER: Record<string, unknown> = {
  status: { status: -3 },
  "contacts.list": [],
  "groups.list": [],
  "senders.list": [],
  "templates.list": [],
  "history.messages": [],
  "history.emails": [],
  "history.answers": [],
  "history.statistics": [],
  "numbers.carrierOf": null,
  "numbers.carriersOf": [],
  "shortLinks.clicks": null,
  "subAccounts.statistics": [],
  "subAccounts.detailedStatistics": [],
};

const shapesOf = (code: number) => [
  `{\n"error": "whatever",\n"error_code": ${code}\n}`,
  `{"error_code": "${code}"}`,
  `ERROR = ${code} (whatever)`,
  `0,-${code}`,
];

type Ended = { answer: unknown } | { error: GatewayError };

function end(name: string, body: string): Ended {
  const command = COMMANDS[name] as unknown as Command<unknown, unknown>;
  try {
    return { answer: readAnswer(Buffer.from(body), { command, parameters: { pair: { gatewayId: 501, msisdn: "79161234567" } } }) };
  } catch (error) {
    if (error instanceof GatewayError) return { error };
    throw error;
  }
}

const codes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const scripts = Object.keys(CODES) as Script[];
const commandsOf = (script: Script) => Object.keys(COMMANDS).filter((name) => COMMANDS[name]?.script === script);

function expectedOf(name: string, script: Script, code: number): unknown {
  if (code === 3 && name in THREE_IS_AN_ANSWER) return { answer: THREE_IS_AN_ANSWER[name] };
  const meaning = { ...CODES[script], ...SHARED }[code] ?? null;
  const isRead = COMMANDS[name]?.kind === "read";
  return { error: { outcome: "refused", gatewayCode: code, meaning, isRead, messageId: null } };
}

describe("an error of a script", () => {
  it.each(scripts.flatMap((script) => codes.map((code) => [script, code] as const)))("%s with number %i", (script, code) => {
    for (const name of commandsOf(script)) {
      for (const body of shapesOf(code)) expect(end(name, body), `${name}: ${body}`).toMatchObject(expectedOf(name, script, code) as object);
    }
  });

  it("is tried for every script the client asks", () => {
    expect(scripts.filter((script) => commandsOf(script).length === 0)).toEqual([]);
    expect(scripts.flatMap(commandsOf).sort()).toEqual(Object.keys(COMMANDS).sort());
  });
});

describe("a refusal", () => {
  it.each([
    ["ERROR = 7 (invalid number), ID - 503", 7],
    ["503,-7", 7],
    ['{\n"error": "invalid number",\n"error_code": 7,\n"id": 503\n}', 7],
    ['{"error":"no money","error_code":3,"id":"503"}', 3],
    ['{"error":"message is denied","error_code":6,"id":503}', 6],
    ["ERROR = 8 (can't to deliver), ID - 503", 8],
  ])("of a send tells the id it was recorded under: %s", (body, gatewayCode) => {
    expect(end("send", body)).toMatchObject({ error: { outcome: "refused", gatewayCode, messageId: "503" } });
  });

  it("without a number has no meaning, but stays a refusal", () => {
    expect(end("send", '{"error": "unknown error"}')).toMatchObject({ error: { outcome: "refused", gatewayCode: null, meaning: null } });
    expect(meaningOf("send.php", null)).toBeNull();
  });
});
