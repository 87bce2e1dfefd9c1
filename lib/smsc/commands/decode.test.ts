import { describe, expect, it } from "vitest";
import { readAnswer } from "../answer";
import type { Command } from "./command";
import { COMMANDS } from "./table";

const commandOf = (name: string) => COMMANDS[name] as unknown as Command<unknown, unknown>;
const read = (name: string, body: string, parameters: unknown = {}): unknown =>
  readAnswer(Buffer.from(body), { command: commandOf(name), parameters });

const pair = { gatewayId: 501, msisdn: "79161234567" };
const at = new Date(1629048442_000);

/** Bodies as they were seen, and what is made of them; the unknown rest in `raw` is left out of the comparison. */
const READ: [name: string, body: string, answer: unknown, parameters?: unknown][] = [
  // send.php
  ["send", '{\n"id": 501,\n"cnt": 1\n}', { gatewayId: "501", segments: 1, cost: null, balance: null, phones: [] }],
  ["send", '{\n"id": "order-17",\n"cnt": "1",\n"cost": "3.8",\n"balance": "286.55"\n}', { gatewayId: "order-17", cost: "3.8", balance: "286.55" }],
  [
    "send",
    '{\n"id": 502,\n"cnt": 1,\n"cost": "3.8",\n"balance": "282.75",\n"phones": [\n{\n"phone": "79161234567",\n"mccmnc": "25001",\n"cost": "3.8"\n},\n{\n"phone": "7916",\n"mccmnc": "",\n"cost": "0",\n"status": "22",\n"error": "249"\n}]\n}',
    {
      phones: [
        { msisdn: "79161234567", mccmnc: "25001", cost: "3.8", status: null, err: null },
        { msisdn: "7916", mccmnc: null, cost: "0", status: 22, err: 249 },
      ],
    },
  ],
  // Virtual mode: no cost for a number.
  [
    "send",
    '{"id":1,"cnt":1,"cost":"0","balance":"5","phones":[{"phone":"79161234567","mccmnc":"25001"}]}',
    { cost: "0", phones: [{ msisdn: "79161234567", mccmnc: "25001", cost: null, status: null, err: null }] },
  ],
  ["lookups.ping", '{"id": 7, "cnt": 2, "cost": "0.4", "balance": "1.00"}', { gatewayId: "7", segments: 2, cost: "0.4" }],
  ["quote", '{\n"cost": "7.6",\n"cnt": 2\n}', { cost: "7.6", segments: 2 }],
  ["quote", '{"cost": 7.6, "cnt": "2"}', { cost: "7.6", segments: 2 }],
  // status.php
  [
    "status",
    '{\n"status": 1,\n"last_date": "15.08.2021 20:27:22",\n"last_timestamp": 1629048442,\n"flag": 0,\n"err": 0\n}',
    { ...pair, status: 1, err: 0, flag: 0, at, cost: null, hlr: null },
    { pair },
  ],
  ["status", '{"status": "1", "last_date": "15.08.2021 20:27:22"}', { status: 1, err: null, flag: null, at }, { pair }],
  ["status", '{"status": -1, "last_date": "", "last_timestamp": 0}', { status: -1, at: null }, { pair }],
  ["status", '{"status": -3}', { status: -3, at: null }, { pair }],
  ["status", "ERROR = 3 (record not found)", { ...pair, status: -3, at: null }, { pair }],
  [
    "status",
    '{"status": 1, "last_timestamp": 1743491111, "err": 0, "imsi": "250011234567890", "msc": 79168960231, "mcc": "250", "mnc": 1, "cn": "Россия", "net": "МТС", "rcn": "", "rnet": ""}',
    {
      status: 1,
      hlr: {
        imsi: "250011234567890",
        serviceCentre: "79168960231",
        mcc: "250",
        mnc: "1",
        country: "Россия",
        carrier: "МТС",
        roamingCountry: null,
        roamingCarrier: null,
      },
    },
    { pair },
  ],
  [
    "status",
    '[{"status": 1, "last_timestamp": 1495823972, "flag": 0, "err": 0, "send_timestamp": 1495823967, "phone": "79161234567", "country": "Россия", "operator": "МТС", "operator_orig": "МегаФон", "region": "г. Москва", "cost": "3.80", "sender_id": "ACME", "message": "Your order", "comment": "spring", "mccmnc": 25001, "type": 0, "sms_cnt": 1, "id": 501, "novelty": "x"}]',
    {
      at: new Date(1495823972_000),
      sentAt: new Date(1495823967_000),
      carrier: "МТС",
      originalCarrier: "МегаФон",
      cost: "3.80",
      sender: "ACME",
      comment: "spring",
      mccmnc: "25001",
      type: 0,
      segments: 1,
    },
    { pair },
  ],
  [
    "statuses",
    '[{\n"status": 1,\n"last_date": "15.08.2021 20:27:22",\n"last_timestamp": 1629048442,\n"id": 501,\n"phone": "79161234567"\n},\n{\n"status": -3,\n"id": 777,\n"phone": "79261234567"\n}]',
    [
      { gatewayId: 501, status: 1, err: null },
      { gatewayId: 777, status: -3 },
    ],
    { pairs: [pair, { gatewayId: 777, msisdn: "79261234567" }] },
  ],
  ["messages.remove", "OK", true],
  ["messages.remove", '{"result": "OK"}', true],
  // balance.php
  ["balance", '{\n"balance": "100.01",\n"currency": "RUR"\n}', { balance: "100.01", currency: "RUR", credit: null }],
  ["balance", '{"balance": 100.5, "credit": "500", "currency": "RUB"}', { balance: "100.5", currency: "RUB", credit: "500" }],
  ["balance", "250.80", { balance: "250.8", currency: null, credit: null }],
  // jobs.php
  ["mailings.add", '{\n"id": 4471023\n}', { mailingId: "4471023", cost: null }],
  ["mailings.add", '{"id": "4471023", "cost": "7.6"}', { mailingId: "4471023", cost: "7.6" }],
  ["mailings.cancel", "OK", true],
  ["mailings.remove", '{\n"result": "OK"\n}', true],
  ["mailings.read", '{"status": 0, "name": "April"}', { mailingId: "4471023", status: 0, raw: { name: "April" } }, { mailingId: "4471023" }],
  ["mailings.read", '[{"id": 4471023, "status": "-1"}]', { mailingId: "4471023", status: -1 }, { mailingId: "4471023" }],
  ["mailings.read", '{"id": 4471023, "name": "April"}', { mailingId: "4471023", status: null }, { mailingId: "4471023" }],
  [
    "mailings.list",
    '[{"id": 4471023, "status": 0}, {"id": "4471024"}]',
    [
      { mailingId: "4471023", status: 0 },
      { mailingId: "4471024", status: null },
    ],
  ],
  ["mailings.list", "[]", []],
  [
    "mailings.list",
    "4471023, April, 10\n4471024, May, 11\n",
    [
      { mailingId: "4471023", raw: { line: "4471023, April, 10" } },
      { mailingId: "4471024", raw: { line: "4471024, May, 11" } },
    ],
  ],
  ["mailings.list", "4471023\n", [{ mailingId: "4471023", status: null }]],
  // phones.php
  ["contacts.add", '{\n"id": 5135577\n}', { contactId: "5135577" }],
  ["contacts.change", "OK", true],
  ["contacts.remove", '{"result": "OK"}', true],
  [
    "contacts.list",
    '[{\n"phone": "79161234567",\n"name": "Anna",\n"group": "5922",\n"first_name": "Anna",\n"last_name": "Smith",\n"middle_name": "",\n"birthday": "01.01.1980",\n"id": "4321",\n"comments": "vip",\n"tags": "shop",\n"phone_other": "+79261234567"\n}]',
    [
      {
        contactId: null,
        msisdn: "79161234567",
        name: "Anna",
        groupIds: ["5922"],
        firstName: "Anna",
        lastName: "Smith",
        middleName: null,
        birthday: "1980-01-01",
        externalId: "4321",
        comment: "vip",
        tags: "shop",
        otherMsisdns: ["79261234567"],
      },
    ],
  ],
  [
    "contacts.list",
    '[{"phone": 79161234567, "group": "0"}, {"phone": "79261234567", "group": "1|2", "int_id": 9, "phone_other": "+1 (234) 567,+447700900001"}]',
    [
      { msisdn: "79161234567", groupIds: [], name: null, otherMsisdns: [] },
      { groupIds: ["1", "2"], contactId: "9", otherMsisdns: ["1234567", "447700900001"] },
    ],
  ],
  ["contacts.list", '{\n"error": "record not found",\n"error_code": 3\n}', []],
  ["contacts.list", "ERROR = 3 (record not found)", []],
  ["contacts.list", "[]", []],
  ["groups.add", '{"id": 5924}', { groupId: "5924" }],
  ["groups.change", "OK", true],
  ["groups.remove", "OK", true],
  ["groups.move", "OK", true],
  ["groups.include", '{"result": "OK"}', true],
  ["groups.exclude", "OK", true],
  [
    "groups.list",
    '[{\n"id": 5924,\n"name": "Customers"\n},\n{\n"id": 5994,\n"name": "Partners",\n"number": 1234\n},{"id":"6000","name":"","number":"7","cnt":"0"}]',
    [
      { groupId: "5924", name: "Customers", number: null, contactCount: null },
      { groupId: "5994", name: "Partners", number: 1234, contactCount: null },
      { groupId: "6000", name: "", number: 7, contactCount: 0 },
    ],
  ],
  ["groups.list", '{"error": "record not found", "error_code": "3"}', []],
  ["blackList.add", '{"id": 17}', { entryId: "17" }],
  ["blackList.remove", "OK", true],
  // senders.php
  ["senders.list", '[{\n"sender": "ACME"\n}]', [{ sender: "ACME", senderId: null, comment: null }]],
  [
    "senders.list",
    '[{"sender": 79161234567, "id": 5, "comment": "shop", "mts": 1}]',
    [{ sender: "79161234567", senderId: "5", comment: "shop", raw: { mts: 1 } }],
  ],
  ["senders.list", '{"error": "record not found", "error_code": 3}', []],
  ["senders.add", '{\n"sender": 1234\n}', { senderId: "1234" }],
  ["senders.change", "OK", true],
  ["senders.requestCode", '{"result": "OK"}', true],
  ["senders.confirmCode", "OK", true],
  ["senders.remove", "OK", true],
  // templates.php
  ["templates.add", '{"id": 12}', { templateId: "12" }],
  ["templates.change", "OK", true],
  ["templates.remove", '{"result": "OK"}', true],
  [
    "templates.list",
    '[{"id": 12, "name": "Ready", "message": "It is ready", "format": "sms", "sender": "ACME", "flag": 1}, {"id": "13", "format": ""}]',
    [
      { templateId: "12", name: "Ready", text: "It is ready", format: "sms", sender: "ACME", flag: 1 },
      { templateId: "13", name: "", text: "", format: null, sender: null, flag: null },
    ],
  ],
  ["templates.list", '{"error": "record not found", "error_code": 3}', []],
  // get.php
  [
    "history.messages",
    '[{\n"status": 1,\n"last_date": "01.04.2025 10:00:07",\n"last_timestamp": 1743490807,\n"err": 0,\n"send_date": "01.04.2025 10:00:02",\n"send_timestamp": 1743490802,\n"phone": "79161234567",\n"cost": "3.80",\n"sender_id": "ACME",\n"status_name": "Доставлено",\n"message": "Hello",\n"mccmnc": "25001",\n"country": "Россия",\n"operator": "МТС",\n"region": "г. Москва и Московская область",\n"type": 0,\n"id": 501,\n"int_id": "88812345",\n"sms_cnt": 1,\n"format": 0,\n"crc": 2346098\n}]',
    [
      {
        historyId: "88812345",
        gatewayId: "501",
        recipient: "79161234567",
        status: 1,
        err: 0,
        statusName: "Доставлено",
        at: new Date(1743490807_000),
        sentAt: new Date(1743490802_000),
        sender: "ACME",
        text: "Hello",
        comment: null,
        cost: "3.80",
        segments: 1,
        mccmnc: "25001",
        country: "Россия",
        carrier: "МТС",
        region: "г. Москва и Московская область",
        type: 0,
        flag: null,
        checksum: 2346098,
      },
    ],
  ],
  [
    "history.messages",
    '[{"status": "3", "phone": "79161234567", "id": "order-17", "int_id": 9, "last_date": "01.04.2025 10:00:07"}, {"status": 1}]',
    [{ historyId: "9", gatewayId: "order-17", status: 3, at: new Date(1743490807_000), text: null }],
  ],
  ["history.messages", '{\n"error": "record not found",\n"error_code": 3\n}', []],
  ["history.emails", '[{"status": 2, "id": 9, "phone": "a@example.org", "format": 8}]', [{ recipient: "a@example.org", status: 2 }]],
  ["history.emails", '{"error": "record not found", "error_code": 3}', []],
  [
    "history.answers",
    '[{\n"id": 90211,\n"received": "01.04.2025 11:02:10",\n"phone": "79161234567",\n"message": "STOP",\n"to_phone": "79037672215",\n"sent": "01.04.2025 11:02:08"\n}]',
    [
      {
        inboundId: "90211",
        msisdn: "79161234567",
        text: "STOP",
        ownMsisdn: "79037672215",
        sentAt: new Date("2025-04-01T11:02:08+03:00"),
        receivedAt: new Date("2025-04-01T11:02:10+03:00"),
      },
    ],
  ],
  ["history.answers", '[{"id": "7", "phone": "MTS", "message": ""}]', [{ inboundId: "7", msisdn: "MTS", text: "", ownMsisdn: null, sentAt: null }]],
  ["history.answers", "[]", []],
  [
    "history.statistics",
    '[{"login": "acme", "cnt": 10, "credit": "38.0", "debit": "100", "currency": "RUR"}, {"sms": "7"}]',
    [
      { login: "acme", messageCount: 10, spent: "38.0", paidIn: "100", currency: "RUR" },
      { login: null, messageCount: 7, spent: null },
    ],
  ],
  [
    "history.prices",
    '{"zones": [{"zone": 1, "name": "Россия", "api": "3.8", "mass": 4, "mms": "", "hlr": "0.4", "call": "1"}]}',
    [{ zone: "1", name: "Россия", byApi: "3.8", byCabinet: "4", mms: null, hlr: "0.4", call: "1" }],
  ],
  // info.php, tinyurls.php, users.php
  [
    "numbers.carrierOf",
    '{\n"country": "Россия",\n"operator": "МТС",\n"region": "г. Москва и Московская область",\n"mcc": "250",\n"mnc": "01",\n"tz": "3"\n}',
    { msisdn: "79161234567", country: "Россия", carrier: "МТС", region: "г. Москва и Московская область", mcc: "250", mnc: "01", timeZone: "3" },
    { msisdn: "79161234567" },
  ],
  ["numbers.carrierOf", '{"error": "operator not found", "error_code": 3}', null, { msisdn: "79161234567" }],
  [
    "numbers.carriersOf",
    '[{"operator": "МТС", "mcc": 250}, {"operator": "Билайн"}]',
    [
      { msisdn: "1", carrier: "МТС", mcc: "250" },
      { msisdn: "2", carrier: "Билайн" },
    ],
    { msisdns: ["1", "2"] },
  ],
  ["numbers.carriersOf", '[{"phone": "2", "operator": "МТС"}]', [{ msisdn: "2", carrier: "МТС" }], { msisdns: ["1", "2"] }],
  ["numbers.carriersOf", '{"error_code": 3}', [], { msisdns: ["1", "2"] }],
  [
    "shortLinks.clicks",
    '{"id": 17, "cnt": "10", "cnt_mon": 5, "cnt_day": 1, "cnt_yes": 0, "x": 1}',
    { linkId: "17", all: 10, thisMonth: 5, today: 1, yesterday: 0, raw: { x: 1 } },
  ],
  ["shortLinks.clicks", '{"error": "link not found", "error_code": 3}', null],
  [
    "subAccounts.statistics",
    '[{"login": "shop", "sms": 3, "credit": "1", "debit": 0}]',
    [{ login: "shop", messageCount: 3, spent: "1", paidIn: "0" }],
  ],
  ["subAccounts.statistics", "[]", []],
  ["subAccounts.detailedStatistics", '{"error": "record not found", "error_code": 3}', []],
];

describe("an answer", () => {
  it.each(READ)("to %s: %s", (name, body, expected, parameters) => {
    const answer = read(name, body, parameters);
    if (typeof expected === "object" && expected !== null) expect(answer).toMatchObject(expected);
    else expect(answer).toBe(expected);
    if (Array.isArray(expected)) expect(answer).toHaveLength(expected.length);
  });

  it("is tried here for every command there is", () => {
    const tried = new Set([...READ.map(([name]) => name), "lookups.hlr", "lookups.quote"]);
    expect(Object.keys(COMMANDS).filter((name) => !tried.has(name))).toEqual([]);
  });

  it("keeps what it does not know in raw", () => {
    expect(read("groups.list", '[{"id": 1, "novelty": {"deep": true}}]')).toMatchObject([{ raw: { novelty: { deep: true } } }]);
  });
});

/** What cannot be the answer to a command, however well it is formed. */
const NONSENSE: [name: string, bodies: string[]][] = [
  ["send", ["OK", "[]", "{}", '{"id": 1}', '{"cnt": 1}', "501", "null", '"501"', '{"id": 5, "cnt": "many"}']],
  ["lookups.hlr", ["OK", '{"id": 1}', "[]"]],
  ["quote", ["OK", '{"cnt": 2}', '{"cost": "7,6", "cnt": 2}', "[]"]],
  ["lookups.quote", ["OK", '{"cost": "1"}']],
  ["status", ["OK", "{}", "[]", '{"last_timestamp": 1}', "7"]],
  ["statuses", ["OK", "7", '"x"']],
  ["balance", ["OK", "{}", "[]", '{"balance": "12,5"}']],
  ["mailings.add", ["OK", "{}", "[]", "4471023", '{"result": "fine"}']],
  ["mailings.cancel", ["{}", "[]", '{"id": 5}', "1"]],
  ["mailings.read", ["OK", "[]", "7"]],
  ["mailings.list", ["OK", '"x"', "<p>4471023</p>", "4471023, April\nfoot", "null"]],
  ["contacts.add", ["OK", "{}", "[]"]],
  ["contacts.change", ["{}", '{"id": 1}']],
  ["contacts.list", ["OK", '"x"', "7", "null", "{}", "[7]", '{"id": 5}', '[{"name": "Anna"}]']],
  ["groups.list", ["OK", "true"]],
  ["senders.add", ["OK", '{"id": 5}']],
  ["senders.list", ["OK", "7"]],
  ["templates.list", ["OK", "7"]],
  ["history.messages", ["OK", "7", "null"]],
  ["history.answers", ["OK", "7"]],
  ["history.prices", ["OK", '{"zones": 7}', '{"zone": 1}']],
  ["numbers.carrierOf", ["OK", "[]", "7"]],
  ["numbers.carriersOf", ["OK", "7", '[{"operator": "МТС"}]']],
  ["shortLinks.clicks", ["OK", "{}", "[]"]],
  ["subAccounts.statistics", ["OK", "7"]],
];

describe("what is no answer", () => {
  it.each(NONSENSE.flatMap(([name, bodies]) => bodies.map((body) => [name, body] as const)))("to %s: %s", (name, body) => {
    const parameters = { pair, pairs: [pair], mailingId: "1", msisdn: "1", msisdns: ["1", "2"] };
    expect(() => read(name, body, parameters)).toThrow(expect.objectContaining({ outcome: "unknown", gatewayCode: null }));
  });
});
