import { describe, expect, it } from "vitest";
import { redactParameters } from "../redact";
import type { Command } from "./command";
import { COMMANDS } from "./table";

const one = { msisdns: ["79161234567"] };
const content = { sender: null, ...one, text: "Hi" };

/** What each command writes, its verb among it. Names as in "send.php" … "templates.php" of the SMSC HTTP API. */
const WRITTEN: [name: string, parameters: unknown, wire: Record<string, string>][] = [
  ["send", { gatewayId: 501, ...content }, { phones: "+79161234567", mes: "Hi", id: "501", cost: "3", op: "1" }],
  [
    "send",
    { gatewayId: 501, ...content, sender: "ACME", isFlash: true, comment: "c", detail: { money: "cost", phones: "faulty" } },
    { phones: "+79161234567", mes: "Hi\n~~~\nc", sender: "ACME", flash: "1", id: "501", cost: "2", err: "1" },
  ],
  ["quote", { ...content, translit: "latin", maxSegments: 1 }, { phones: "+79161234567", mes: "Hi", translit: "1", maxsms: "1", cost: "1" }],
  ["lookups.hlr", { gatewayId: 7, ...one }, { phones: "+79161234567", hlr: "1", id: "7", cost: "3", op: "1" }],
  ["lookups.ping", { gatewayId: 7, ...one }, { phones: "+79161234567", ping: "1", id: "7", cost: "3", op: "1" }],
  ["lookups.quote", { by: "hlr", ...one }, { phones: "+79161234567", hlr: "1", cost: "1" }],
  ["status", { pair: { gatewayId: 501, msisdn: "79161234567" } }, { phone: "79161234567", id: "501", all: "2" }],
  ["status", { pair: { gatewayId: 501, msisdn: "79161234567" }, detail: "short" }, { phone: "79161234567", id: "501", all: "0" }],
  ["statuses", { pairs: [{ gatewayId: 501, msisdn: "79161234567" }] }, { phone: "79161234567,", id: "501,", all: "1" }],
  ["statuses", { pairs: [{ gatewayId: 501, msisdn: "1234" }], detail: "regional" }, { phone: "1234,", id: "501,", all: "2" }],
  ["messages.remove", { gatewayId: 501, msisdn: "79161234567" }, { del: "1", phone: "79161234567", id: "501" }],
  ["balance", undefined, { cur: "1" }],
  ["mailings.add", { name: "April", ...content }, { add: "1", name: "April", phones: "+79161234567", mes: "Hi" }],
  [
    "mailings.add",
    {
      name: "April",
      sender: "ACME",
      spareSender: "ACME2",
      msisdns: ["79161234567", "79261234567"],
      templateId: "12",
      time: { local: "2025-04-01T10:00" },
      timeZone: 2,
      spread: { hours: 2, everyMinutes: 30 },
      validMinutes: 60,
      translit: "latin",
      shortenLinks: true,
      repeats: { every: "weekly", atMost: 4 },
      resendUndelivered: true,
      withCost: true,
    },
    {
      add: "1",
      name: "April",
      phones: "+79161234567,+79261234567",
      tpl: "12",
      sender: "ACME",
      sender2: "ACME2",
      time: "01.04.25 10:00",
      tz: "2",
      period: "2",
      freq: "30",
      valid: "01:00",
      translit: "1",
      tinyurl: "1",
      rpt: "5",
      rptn: "4",
      "fl[5]": "1",
      cost: "1",
    },
  ],
  [
    "mailings.add",
    { name: "All", sender: null, groupNumbers: [17, 18], text: "Hi", repeats: { every: "by_hand" } },
    { add: "1", name: "All", phones: "G17,G18", mes: "Hi", rpt: "0" },
  ],
  [
    "mailings.add",
    { name: "Own", sender: null, personalised: [{ msisdn: "79161234567", text: "Hi" }] },
    { add: "1", name: "Own", list: "+79161234567:Hi" },
  ],
  ["mailings.cancel", { mailingId: "4471023" }, { cancel: "1", id: "4471023" }],
  ["mailings.remove", { mailingId: "4471023" }, { del: "1", id: "4471023" }],
  ["mailings.read", { mailingId: "4471023" }, { get: "1", id: "4471023" }],
  ["mailings.list", {}, { get_all: "1" }],
  ["mailings.list", { fromOn: "2025-04-01", untilOn: "2025-04-30" }, { get_all: "1", start: "01.04.2025", end: "30.04.2025" }],
  [
    "contacts.add",
    {
      msisdns: ["79161234567", "79261234567"],
      name: "Anna",
      groupIds: ["5922", "5994"],
      lastName: "Smith",
      firstName: "Anna",
      middleName: "M",
      birthday: "1980-01-01",
      externalId: "4321",
      comment: "vip",
      tags: "shop",
      otherMsisdns: ["447700900001"],
    },
    {
      add: "1",
      phone: "+79161234567,+79261234567",
      name: "Anna",
      grp: "5922,5994",
      lnm: "Smith",
      fnm: "Anna",
      mnm: "M",
      bd: "01.01.1980",
      myid: "4321",
      cmt: "vip",
      tags: "shop",
      pho: "+447700900001",
    },
  ],
  [
    "contacts.change",
    { ...one, newMsisdns: ["79261234567"], comment: "x" },
    { chg: "1", phone: "+79161234567", new_phone: "+79261234567", cmt: "x" },
  ],
  ["contacts.remove", one, { del: "1", phone: "+79161234567" }],
  ["contacts.list", {}, { get: "1" }],
  [
    "contacts.list",
    { groupId: "5922", msisdn: "79161234567", name: "Smith", search: "vip", afterId: "9" },
    { get: "1", grp: "5922", phone: "+79161234567", fio: "Smith", search: "vip", after_id: "9" },
  ],
  ["groups.add", { name: "Customers", number: 1234, holds: "phones" }, { add_group: "1", name: "Customers", num: "1234", type: "0" }],
  ["groups.change", { groupId: "5924", name: "Partners", number: 7 }, { chg_group: "1", grp: "5924", name: "Partners", num: "7" }],
  ["groups.remove", { groupId: "5924" }, { del_group: "1", grp: "5924" }],
  ["groups.list", undefined, { get_group: "1" }],
  ["groups.move", { groupId: "5924", ...one }, { move_group: "1", grp: "5924", phone: "+79161234567" }],
  ["groups.include", { groupId: "5924", ...one }, { move_group: "2", grp: "5924", phone: "+79161234567" }],
  ["groups.exclude", { groupId: "5924", ...one }, { move_group: "3", grp: "5924", phone: "+79161234567" }],
  ["blackList.add", { ...one, scope: "mass" }, { add_black: "1", phone: "+79161234567", type: "1" }],
  ["blackList.add", one, { add_black: "1", phone: "+79161234567" }],
  ["blackList.remove", one, { del_black: "1", phone: "+79161234567" }],
  ["senders.list", {}, { get: "1" }],
  [
    "senders.list",
    { isAll: true, withCarriers: true, fromOn: "2025-04-01", beforeId: "9", count: 10 },
    { get: "1", all: "1", operators: "1", from_date: "01.04.2025", prev_id: "9", cnt: "10" },
  ],
  [
    "senders.add",
    {
      sender: "ACME",
      comment: "shop",
      fullName: "A",
      taxNumber: "7",
      site: "s",
      email: "e",
      address: "x",
      description: "d",
      subject: "j",
      registerWith: ["mts", "bee_step"],
    },
    { add: "1", sender: "ACME", cmt: "shop", fio: "A", inn: "7", site: "s", email: "e", address: "x", desc: "d", subj: "j", mts: "1", bee_step: "1" },
  ],
  ["senders.change", { sender: "ACME", comment: "x" }, { chg: "1", sender: "ACME", cmt: "x" }],
  ["senders.change", { senderId: "5", registerWith: ["mega"] }, { chg: "1", id: "5", mega: "1" }],
  ["senders.requestCode", { msisdn: "79161234567", siteName: "acme" }, { send_code: "1", sender: "79161234567", site_name: "acme" }],
  ["senders.confirmCode", { msisdn: "79161234567", code: "1234" }, { check_code: "1", sender: "79161234567", code: "1234" }],
  ["senders.remove", { senderId: "5" }, { del: "1", id: "5" }],
  [
    "templates.add",
    { name: "Ready", text: "It is ready", format: "sms", sender: "ACME", isSignature: true },
    { add: "1", name: "Ready", msg: "It is ready", format: "sms", sender: "ACME", "fl[1]": "1" },
  ],
  ["templates.change", { templateId: "12", isSignature: false }, { chg: "1", id: "12", "fl[1]": "0" }],
  ["templates.remove", { templateId: "12" }, { del: "1", id: "12" }],
  ["templates.list", undefined, { get: "1" }],
  [
    "history.messages",
    { fromOn: "2025-04-01", untilOn: "2025-04-02", msisdns: ["79161234567"], count: 1000, beforeId: "88812345" },
    { get_messages: "1", start: "01.04.2025", end: "02.04.2025", phone: "+79161234567", cnt: "1000", prev_id: "88812345" },
  ],
  ["history.emails", { addresses: ["a@example.org"] }, { get_messages: "1", format: "8", email: "a@example.org" }],
  [
    "history.answers",
    { hours: 168, afterId: "90210", toMsisdn: "79037672215", count: 10_000 },
    { get_answers: "1", hour: "168", after_id: "90210", to_phone: "79037672215", cnt: "10000" },
  ],
  [
    "history.statistics",
    { fromOn: "2025-04-01", inPresentCurrency: true, ofSecondBalance: true },
    { get_stat: "1", start: "01.04.2025", mycur: "1", balance2: "1" },
  ],
  ["history.prices", undefined, { get_price: "1" }],
  ["numbers.carrierOf", { msisdn: "79161234567" }, { get_operator: "1", phone: "+79161234567" }],
  ["numbers.carriersOf", { msisdns: ["79161234567", "79261234567"] }, { get_operator: "1", phone: "+79161234567,+79261234567" }],
  ["shortLinks.clicks", { link: "https://example.org/a" }, { get: "1", link: "https://example.org/a" }],
  ["shortLinks.clicks", { linkId: "17" }, { get: "1", id: "17" }],
  [
    "subAccounts.statistics",
    {
      login: "shop",
      fromOn: "2025-04-01",
      untilOn: "2025-04-02",
      ofResellers: true,
      withoutDeleted: true,
      inOwnCurrency: true,
      ofSecondBalance: true,
    },
    { get_stat: "1", user: "shop", start: "01.04.2025", end: "02.04.2025", reseller: "1", hide_deleted: "1", mycurr: "1", balance2: "1" },
  ],
  ["subAccounts.detailedStatistics", { subAccountId: "5" }, { get_stat_all: "1", user_id: "5" }],
];

const commandOf = (name: string) => COMMANDS[name] as unknown as Command<unknown, unknown>;

describe("a command on the wire", () => {
  it.each(WRITTEN)("%s of %j", (name, parameters, wire) => {
    const { verb, encode } = commandOf(name);
    expect({ ...verb, ...encode(parameters) }).toEqual(wire);
  });

  it("is written down here for every command there is", () => {
    const written = new Set(WRITTEN.map(([name]) => name));
    expect(Object.keys(COMMANDS).filter((name) => !written.has(name))).toEqual([]);
  });

  it.each([
    ["history.messages", { count: 1001 }],
    ["history.messages", { fromOn: "01.04.2025" }],
    ["history.answers", { hours: 169 }],
    ["history.answers", { count: 10_001 }],
    ["contacts.add", { msisdns: [] }],
    ["contacts.add", { msisdns: ["79161234567"], birthday: "1980-13-01" }],
    ["groups.move", { groupId: "1", msisdns: ["G1"] }],
    ["lookups.hlr", { gatewayId: 1, msisdns: [] }],
    ["mailings.add", { name: "x", sender: null, groupNumbers: [0], text: "Hi" }],
    ["mailings.add", { name: "x", sender: null, msisdns: ["79161234567"], templateId: "1", comment: "c" }],
    ["numbers.carrierOf", { msisdn: "7916,7926" }],
  ])("%s refuses %j before anything leaves", (name, parameters) => {
    expect(() => commandOf(name).encode(parameters)).toThrow(RangeError);
  });

  it.each(WRITTEN)("%s is logged without a text, a name, a link or a whole number", (name, parameters) => {
    const { verb, encode } = commandOf(name);
    const shown = redactParameters({ ...verb, ...encode(parameters) });
    // The verb itself is said, or the log could not be read.
    expect(shown).toMatchObject(verb);
    const logged = Object.values(shown).join(" ");
    expect(logged).not.toMatch(/\d{11}|Hi|Anna|Smith|April|Ready|ready|example|vip|shop|1980|%w/);
  });

  it.each(WRITTEN)("%s keeps texts, names and numbers out of its facts", (name, parameters) => {
    expect(JSON.stringify(commandOf(name).facts(parameters))).not.toMatch(/\d{11}|Hi|Anna|ACME|April|ready|example|shop/);
  });
});
