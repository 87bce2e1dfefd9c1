import { describe, expect, it } from "vitest";
import { number, freshSandbox } from "./harness";

const { ask, askJson, codeOf, control, read, wait } = freshSandbox();

describe("info.php", () => {
  const row = { country: "Россия", operator: "Пример Мобайл", region: "г. Москва и Московская область", mcc: "250", mnc: "99", tz: "3" };

  it("tells the carrier of a number, all in strings", async () => {
    expect(await askJson("info", { get_operator: 1, phone: "79161234567" })).toEqual(row);
  });

  it("tells those of a list", async () => {
    expect(await askJson("info", { get_operator: 1, phone: `79161234567,${number(1)}` })).toMatchObject([row, { mcc: "234" }]);
  });

  it.each([
    [1, {}],
    [1, { get_operator: 1 }],
    [2, { get_operator: 1, phone: "79161234567", psw: "x" }],
    [3, { get_operator: 1, phone: "7916" }],
    [3, { get_operator: 1, phone: "99912345678" }],
  ])("refuses with error %i for %o", async (code, fields) => {
    expect(await codeOf("info", fields)).toBe(code);
  });
});

describe("tinyurls.php", () => {
  const link = "https://shop.example/spring";

  it("counts the clicks on a link that a message carried", async () => {
    await ask("send", { phones: number(1), mes: `Look: ${link}`, tinyurl: 1, id: 7 });
    const [{ text }] = (await read("messages")) as [{ text: string }];
    expect(text).toMatch(/^Look: https:\/\/short\.example\/\w+$/);
    const { id } = (await askJson("tinyurls", { get: 1, link })) as { id: number };
    await control("click", { link });
    await wait(86_400);
    expect(await control("click", { link: text.slice(6), phone: number(1) })).toEqual({ followed: true });
    expect(await askJson("tinyurls", { get: 1, id })).toMatchObject({ id, cnt: 2, cnt_day: 1, cnt_yes: 1 });
    expect(await ask("status", { phone: number(1), id: 7, fmt: 1 })).toMatch(/^4,/);
  });

  it("makes one link of the same address in many messages", async () => {
    await ask("send", { list: `${number(1)}:${link}\n${number(5)}:${link}`, tinyurl: 1 });
    const messages = (await read("messages")) as { text: string }[];
    expect(new Set(messages.map(({ text }) => text)).size).toBe(1);
  });

  it.each([
    [1, { get: 1 }],
    [2, { get: 1, id: 1, psw: "x" }],
    [3, { get: 1, id: 1 }],
  ])("refuses with error %i for %o", async (code, fields) => {
    expect(await codeOf("tinyurls", fields)).toBe(code);
  });
});

describe("users.php", () => {
  it("tells what sub-clients sent", async () => {
    await control("user", { login: "branch", messages: 12, spent: 4_560, paidIn: 10_000 });
    const row = { login: "branch", cnt: 12, sms: 12, credit: "45.60", debit: "100.00", currency: "RUR" };
    expect(await askJson("users", { get_stat: 1 })).toEqual([row]);
    expect(await askJson("users", { get_stat_all: 1, user: "branch" })).toEqual([row]);
  });

  it.each([
    [1, {}],
    [1, { add: 1 }],
    [2, { get_stat: 1, psw: "x" }],
    [3, { get_stat: 1 }],
    [5, { add: 1, user: "new", password: "x" }],
    [6, { get_stat: 1, user: "nobody" }],
    [6, { chg: 1, user: "nobody" }],
  ])("refuses with error %i for %o", async (code, fields) => {
    expect(await codeOf("users", fields)).toBe(code);
  });
});
