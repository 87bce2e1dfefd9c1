import { describe, expect, it } from "vitest";
import { createClient } from "../client";
import { limitsOf, type Command } from "./command";
import { bindCommands, COMMANDS } from "./table";

type Row = { script: string; verb: string } & ({ methods: string[] } | { leftOut: string });

const PAYMENTS = "Payments and papers are made in the gateway's cabinet, by whoever may pay.";
const OTHER_KIND = "The console sends SMS only.";
const RENTING = "Numbers are rented in the gateway's cabinet.";
const AT_CARRIERS = "Texts are registered with carriers in the cabinet, where their contracts are; what the answers hold is not documented.";
const PEOPLE = "The console reads its sub-accounts; who they are is decided in the cabinet.";

/** Every command of every script, and what the console does about it. Source: SMSC HTTP API, "Hosts and scripts". */
const CATALOGUE: Row[] = [
  { script: "send.php", verb: "", methods: ["send"] },
  { script: "send.php", verb: "cost=1", methods: ["quote", "lookups.quote"] },
  { script: "send.php", verb: "hlr=1", methods: ["lookups.hlr"] },
  { script: "send.php", verb: "ping=1", methods: ["lookups.ping"] },
  { script: "send.php", verb: "bin", leftOut: OTHER_KIND },
  { script: "send.php", verb: "push", leftOut: OTHER_KIND },
  { script: "send.php", verb: "mms", leftOut: OTHER_KIND },
  { script: "send.php", verb: "mail", leftOut: OTHER_KIND },
  { script: "send.php", verb: "call", leftOut: OTHER_KIND },
  { script: "send.php", verb: "viber", leftOut: OTHER_KIND },
  { script: "send.php", verb: "soc", leftOut: OTHER_KIND },
  { script: "send.php", verb: "whatsapp", leftOut: OTHER_KIND },
  { script: "send.php", verb: "tg", leftOut: OTHER_KIND },
  { script: "send.php", verb: "bot", leftOut: OTHER_KIND },
  { script: "rest/send/", verb: "", leftOut: "Does what send.php does; how it takes credentials is not documented." },
  { script: "status.php", verb: "", methods: ["status", "statuses"] },
  { script: "status.php", verb: "del=1", methods: ["messages.remove"] },
  { script: "balance.php", verb: "cur=1", methods: ["balance"] },
  { script: "jobs.php", verb: "add=1", methods: ["mailings.add"] },
  { script: "jobs.php", verb: "cancel=1", methods: ["mailings.cancel"] },
  { script: "jobs.php", verb: "del=1", methods: ["mailings.remove"] },
  { script: "jobs.php", verb: "get=1", methods: ["mailings.read"] },
  { script: "jobs.php", verb: "get_all=1", methods: ["mailings.list"] },
  { script: "phones.php", verb: "add=1", methods: ["contacts.add"] },
  { script: "phones.php", verb: "chg=1", methods: ["contacts.change"] },
  { script: "phones.php", verb: "del=1", methods: ["contacts.remove"] },
  { script: "phones.php", verb: "get=1", methods: ["contacts.list"] },
  { script: "phones.php", verb: "add_group=1", methods: ["groups.add"] },
  { script: "phones.php", verb: "chg_group=1", methods: ["groups.change"] },
  { script: "phones.php", verb: "del_group=1", methods: ["groups.remove"] },
  { script: "phones.php", verb: "get_group=1", methods: ["groups.list"] },
  { script: "phones.php", verb: "move_group=1", methods: ["groups.move"] },
  { script: "phones.php", verb: "move_group=2", methods: ["groups.include"] },
  { script: "phones.php", verb: "move_group=3", methods: ["groups.exclude"] },
  { script: "phones.php", verb: "add_black=1", methods: ["blackList.add"] },
  { script: "phones.php", verb: "del_black=1", methods: ["blackList.remove"] },
  { script: "users.php", verb: "get_stat=1", methods: ["subAccounts.statistics"] },
  { script: "users.php", verb: "get_stat_all=1", methods: ["subAccounts.detailedStatistics"] },
  { script: "users.php", verb: "add", leftOut: PEOPLE },
  { script: "users.php", verb: "chg", leftOut: PEOPLE },
  { script: "users.php", verb: "pay", leftOut: PAYMENTS },
  { script: "documents.php", verb: "add_account", leftOut: PAYMENTS },
  { script: "documents.php", verb: "get_account", leftOut: PAYMENTS },
  { script: "documents.php", verb: "get_act", leftOut: PAYMENTS },
  { script: "senders.php", verb: "get=1", methods: ["senders.list"] },
  { script: "senders.php", verb: "add=1", methods: ["senders.add"] },
  { script: "senders.php", verb: "chg=1", methods: ["senders.change"] },
  { script: "senders.php", verb: "send_code=1", methods: ["senders.requestCode"] },
  { script: "senders.php", verb: "check_code=1", methods: ["senders.confirmCode"] },
  { script: "senders.php", verb: "del=1", methods: ["senders.remove"] },
  { script: "templates.php", verb: "add=1", methods: ["templates.add"] },
  { script: "templates.php", verb: "chg=1", methods: ["templates.change"] },
  { script: "templates.php", verb: "del=1", methods: ["templates.remove"] },
  { script: "templates.php", verb: "get=1", methods: ["templates.list"] },
  { script: "op_templates.php", verb: "add=1", leftOut: AT_CARRIERS },
  { script: "op_templates.php", verb: "get=1", leftOut: AT_CARRIERS },
  { script: "get.php", verb: "get_messages=1", methods: ["history.messages"] },
  { script: "get.php", verb: "get_messages=1&format=8", methods: ["history.emails"] },
  { script: "get.php", verb: "get_answers=1", methods: ["history.answers"] },
  { script: "get.php", verb: "get_stat=1", methods: ["history.statistics"] },
  { script: "get.php", verb: "get_price=1", methods: ["history.prices"] },
  { script: "get.php", verb: "get_mega_accounts", leftOut: "Concerns accounts at one carrier, which the console does not keep." },
  { script: "get.php", verb: "get_senders", leftOut: "The old form of what senders.php lists." },
  { script: "info.php", verb: "get_operator=1", methods: ["numbers.carrierOf", "numbers.carriersOf"] },
  { script: "tinyurls.php", verb: "get=1", methods: ["shortLinks.clicks"] },
  { script: "wait_call.php", verb: "", leftOut: "The console makes and takes no calls." },
  { script: "receive_phones.php", verb: "get", leftOut: RENTING },
  { script: "receive_phones.php", verb: "buy", leftOut: RENTING },
  { script: "receive_phones.php", verb: "chg", leftOut: RENTING },
  { script: "ping.php", verb: "", leftOut: "Tells the account's owner of events of other systems; the console has its own alerts." },
  { script: "downloads.php", verb: "get_list", leftOut: "Exports are ordered in the cabinet; the console writes its own." },
  { script: "downloads.php", verb: "get_file", leftOut: "Exports are ordered in the cabinet; the console writes its own." },
  { script: "get_mnp.php", verb: "", leftOut: "The base of ported numbers is for those who route; the console asks for single numbers." },
];

/** Every script of the gateway; each must appear above. */
const SCRIPTS =
  "send status balance jobs phones users documents senders get info tinyurls templates op_templates wait_call receive_phones ping downloads get_mnp";

const implemented = CATALOGUE.flatMap((row) => ("methods" in row ? row.methods.map((method) => ({ ...row, method })) : []));
const verbOf = ({ verb }: Command<never, unknown>) => new URLSearchParams(verb).toString();

describe("the gateway's commands", () => {
  it("are all accounted for, script by script", () => {
    const named = new Set(CATALOGUE.map(({ script }) => script));
    expect(SCRIPTS.split(" ").filter((script) => !named.has(`${script}.php`))).toEqual([]);
    expect(CATALOGUE.filter((row) => "leftOut" in row && row.leftOut.length < 20)).toEqual([]);
  });

  it("are each reached by the method that is named here, and by no other", () => {
    const spelled = implemented.map(({ method, script, verb }) => [method, script, verb]).sort();
    const real = Object.entries(COMMANDS).map(([method, command]) => [method, command.script, verbOf(command)]);
    expect(spelled).toEqual(real.sort());
  });

  it("are methods of the real client", async () => {
    const client = createClient({ baseUrl: "http://127.0.0.1:9/sys/", login: "demo", password: "demo" });
    const find = (method: string) => method.split(".").reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], client);
    expect(implemented.filter(({ method }) => typeof find(method) !== "function").map(({ method }) => method)).toEqual([]);
    await client.close();
  });

  it("can all be governed by whoever runs them", async () => {
    const governed: [script: string, keys: string[], parameters: unknown][] = [];
    const client = createClient({ baseUrl: "http://127.0.0.1:9/sys/" });
    const limited = new Error("Too soon.");
    const { mailings, groups } = bindCommands((command, parameters) => {
      governed.push([command.script, limitsOf(command, parameters).map(({ key }) => key), parameters]);
      return command.kind === "write" ? Promise.reject(limited) : client.run(command, parameters);
    });
    await expect(mailings.cancel({ mailingId: "7" })).rejects.toBe(limited);
    await expect(groups.list()).rejects.toMatchObject({ outcome: "not_sent" });
    expect(governed).toEqual([
      ["jobs.php", [expect.stringMatching(/^jobs\.php:/)], { mailingId: "7" }],
      ["phones.php", [expect.stringMatching(/^phones\.php:/)], undefined],
    ]);
    await client.close();
  });

  it("that write are never reads: a reserve host must not do them twice", () => {
    const writes = Object.entries(COMMANDS).flatMap(([name, { kind }]) => (kind === "write" ? [name] : []));
    expect(writes.filter((name) => /\.(list|read)$|^history|^status|^balance|quote$/.test(name))).toEqual([]);
    const reads = Object.entries(COMMANDS).flatMap(([name, { kind }]) => (kind === "read" ? [name] : []));
    expect(reads.filter((name) => /^send$|\.(add|change|cancel|remove|move|include|exclude|hlr|ping|\w+Code)$/.test(name))).toEqual([]);
  });
});

describe("the limits of a command", () => {
  const perMinute = (name: string) => COMMANDS[name]?.limits.map((limit) => limit.perMinute);

  it.each([
    ["send", [1]],
    ["lookups.hlr", [1]],
    ["quote", [5]],
    ["status", [5]],
    ["messages.remove", [5]],
    ["statuses", [1]],
    ["balance", [10]],
    ["mailings.add", [1]],
    ["mailings.cancel", [1]],
    ["contacts.list", [3]],
    ["groups.move", [3]],
    ["blackList.add", [3]],
    ["senders.list", [3]],
    ["senders.add", [5]],
    ["templates.change", [3]],
    ["history.messages", [3]],
    ["history.prices", [3]],
    ["numbers.carrierOf", [3, 100]],
    ["shortLinks.clicks", []],
  ])("%s are those that are documented: %j", (name, expected) => {
    expect(perMinute(name)).toEqual(expected);
  });

  it("count requests together that the gateway takes for identical", () => {
    const { send, quote } = COMMANDS as unknown as Record<string, Command<object, unknown>>;
    const request = { gatewayId: 1, sender: null, msisdns: ["79161234567"], text: "Hi" };
    const keyOf = (what: Command<object, unknown> | undefined, parameters: object) => (what ? limitsOf(what, parameters).map(({ key }) => key) : []);
    expect(keyOf(send, { ...request, gatewayId: 2, time: { inMinutes: 5 } })).toEqual(keyOf(send, request));
    for (const other of [{ text: "Ho" }, { sender: "ACME" }, { msisdns: ["79161234568"] }, { isFlash: true }]) {
      expect(keyOf(send, { ...request, ...other })).not.toEqual(keyOf(send, request));
    }
    expect(keyOf(quote, request)).not.toEqual(keyOf(send, request));
  });

  it("tell commands of one script apart, and hold no text", () => {
    const { "contacts.add": add, "contacts.change": change } = COMMANDS as unknown as Record<string, Command<object, unknown>>;
    const parameters = { msisdns: ["79161234567"], name: "Anna" };
    const keys = [add, change].flatMap((command) => (command ? limitsOf(command, parameters) : []).map(({ key }) => key));
    expect(new Set(keys).size).toBe(2);
    expect(keys.every((key) => /^phones\.php:[0-9a-f]{40}$/.test(key))).toBe(true);
  });
});
