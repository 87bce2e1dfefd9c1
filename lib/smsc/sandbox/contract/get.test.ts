import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { number, freshSandbox } from "./harness";

const { ask, askJson, codeOf, control, wait, withoutLimits } = freshSandbox();

const send = (fields: Record<string, string | number> = {}) =>
  ask("send", { phones: "79161234567", mes: "Hello", sender: "ACME", id: 501, ...fields });
type HistoryRow = { id: number; int_id: string; phone: string };
const history = async (fields: Record<string, string | number> = {}) => (await askJson("get", { get_messages: 1, ...fields })) as HistoryRow[];
const dayOf = (at: number) => new Date(at + 10_800_000).toISOString().replace(/^(\d+)-(\d+)-(\d+).*$/, "$3.$2.$1");
const now = async () => (await control("clock", { advanceMs: 0 })).now as number;

describe("the history", () => {
  it("has a row with every field for a message", async () => {
    await send();
    await wait(60);
    const date = expect.stringMatching(/^\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d$/) as string;
    expect(await history()).toEqual([
      {
        status: 1,
        last_date: date,
        last_timestamp: expect.any(Number) as number,
        flag: 0,
        err: 0,
        send_date: date,
        send_timestamp: expect.any(Number) as number,
        phone: "79161234567",
        cost: "3.80",
        sender_id: "ACME",
        status_name: "Доставлено",
        message: "Hello",
        mccmnc: "25099",
        type: 0,
        sms_cnt: 1,
        country: "Россия",
        operator: "Пример Мобайл",
        region: "г. Москва и Московская область",
        id: 501,
        int_id: "88000001",
        format: 0,
        crc: crc32("Hello"),
      },
    ]);
  });

  it("pages by prev_id, newest first, a thousand rows at most", async () => {
    await withoutLimits();
    for (let request = 0; request < 11; request++) {
      const phones = Array.from({ length: 100 }, (_, at) => 79_161_000_000 + request * 100 + at).join();
      await ask("send", { phones, mes: "Hi", id: request + 1 });
    }
    const first = await history({ cnt: 5_000 });
    expect([first.length, first[0]?.phone, first.at(-1)?.phone]).toEqual([1_000, "79161001099", "79161000100"]);
    const second = await history({ prev_id: first.at(-1)?.int_id ?? "" });
    expect([second.length, second[0]?.phone, second.at(-1)?.phone]).toEqual([100, "79161000099", "79161000000"]);
    expect(await codeOf("get", { get_messages: 1, prev_id: second.at(-1)?.int_id ?? "" })).toBe(3);
    expect(new Set([...first, ...second].map(({ int_id }) => int_id)).size).toBe(1_100);
  });

  it("is filtered by numbers and by days of Moscow", async () => {
    await withoutLimits();
    await send({ phones: `79161234567,${number(1)}` });
    await send({ phones: number(5), time: "+2880", id: 502 });
    expect((await history({ phone: `${number(1)},89161234567` })).map(({ phone }) => phone)).toEqual([number(1), "79161234567"]);
    const [today, later] = [dayOf(await now()), dayOf((await now()) + 2 * 86_400_000)];
    expect((await history({ start: today, end: today })).map(({ id }) => id)).toEqual([501, 501]);
    expect((await history({ start: later })).map(({ id }) => id)).toEqual([502]);
    expect(await codeOf("get", { get_messages: 1, start: later, end: today })).toBe(3);
  });

  it("keeps e-mail apart: format=8, filtered by address", async () => {
    await send();
    await send({ mail: 1, phones: "anna@example.com,boris@example.com", subj: "Hi", sender: "shop@example.com", id: 502 });
    expect((await history()).map(({ id }) => id)).toEqual([501]);
    expect(await history({ format: 8 })).toMatchObject([
      { phone: "boris@example.com", format: 8, type: 8 },
      { phone: "anna@example.com", format: 8 },
    ]);
    expect(await history({ format: 8, email: "anna@example.com" })).toHaveLength(1);
  });

  it("reaches back half a year", async () => {
    await send();
    await wait(180 * 86_400);
    expect(await history()).toHaveLength(1);
    await wait(10 * 86_400);
    expect(await codeOf("get", { get_messages: 1 })).toBe(3);
  });

  it("shows the comment, and what other programs sent", async () => {
    await send({ mes: "Hello\n~~~\nspring" });
    const messages = [{ phone: "79260000001", text: "From the shop", id: 900, status: 1, sentAt: (await now()) - 3_600_000 }];
    expect(await control("outside", { messages })).toEqual({ ids: [900] });
    expect(await history()).toMatchObject([
      { id: 900, message: "From the shop", status: 1 },
      { id: 501, message: "Hello", comment: "spring" },
    ]);
  });

  it("knows what status.php denies", async () => {
    await send({ phones: number(30) });
    await wait(60);
    expect(await askJson("status", { phone: number(30), id: 501 })).toEqual({ status: -3 });
    expect(await history()).toMatchObject([{ phone: number(30), status: 1 }]);
  });

  it.each([
    [1, {}],
    [1, { get_messages: 1, start: "yesterday" }],
    [2, { get_messages: 1, psw: "x" }],
    [3, { get_messages: 1 }],
    [3, { get_mega_accounts: 1 }],
  ])("is refused with error %i for %o", async (code, fields) => {
    expect(await codeOf("get", fields)).toBe(code);
  });
});

describe("incoming messages", () => {
  const answers = (fields: Record<string, string | number> = {}) => askJson("get", { get_answers: 1, ...fields });

  it("are an empty list, and no error, while there is none", async () => {
    expect(await ask("get", { get_answers: 1, fmt: 3 })).toBe("[]");
  });

  it("are rows, oldest first, after an id, to a number", async () => {
    const { id } = await control("incoming", { phone: "+7 916 123-45-67", text: "STOP" });
    await control("incoming", { phone: "79161234568", text: "Да", to: "79031112233" });
    const date = expect.stringMatching(/^\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d$/) as string;
    expect(await answers()).toEqual([
      { id, received: date, phone: "79161234567", message: "STOP", to_phone: "79037672215", sent: date },
      { id: Number(id) + 1, received: date, phone: "79161234568", message: "Да", to_phone: "79031112233", sent: date },
    ]);
    expect(await answers({ after_id: Number(id) })).toMatchObject([{ message: "Да" }]);
    expect(await answers({ to_phone: "79037672215" })).toMatchObject([{ message: "STOP" }]);
    expect(await answers({ cnt: 1 })).toMatchObject([{ message: "STOP" }]);
  });

  it("are told for some hours back, a week at most", async () => {
    await control("incoming", { phone: "79161234567", text: "STOP" });
    await wait(2 * 3_600);
    expect(await answers({ hour: 1 })).toEqual([]);
    expect(await answers({ hour: 3 })).toHaveLength(1);
    await wait(168 * 3_600);
    expect(await answers({ hour: 1_000 })).toEqual([]);
  });
});

describe("statistics", () => {
  it("sum up what was sent, spent and paid in", async () => {
    await send();
    const today = dayOf(await now());
    const row = { login: "demo", cnt: 1, sms: 1, credit: "3.80", debit: "50000.00", currency: "RUR" };
    expect(await askJson("get", { get_stat: 1, start: today })).toEqual([row]);
    expect(await askJson("get", { get_stat: 1, start: "01.01.2020", end: "02.01.2020" })).toMatchObject([{ cnt: 0, credit: "0.00" }]);
  });
});

describe("rates", () => {
  it("are zones with a price for each kind", async () => {
    const price = expect.stringMatching(/^\d+\.\d\d$/) as string;
    const { zones } = (await askJson("get", { get_price: 1 })) as { zones: object[] };
    expect(zones).toHaveLength(3);
    expect(zones[0]).toEqual({ zone: "1", name: "Россия", api: "3.80", mass: price, mms: price, hlr: "0.30", call: price });
  });
});
