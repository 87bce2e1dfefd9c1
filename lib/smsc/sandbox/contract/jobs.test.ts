import { describe, expect, it } from "vitest";
import { number, freshSandbox } from "./harness";

const { ask, askJson, codeOf, control, read, wait, withoutLimits } = freshSandbox();

const april = { add: 1, name: "April", phones: `${number(1)},${number(5)}`, mes: "Hello" };
const add = async (fields: Record<string, string | number> = {}) => ((await askJson("jobs", { ...april, ...fields })) as { id: number }).id;
const known = async () => ((await read("messages")) as { status: number; text: string }[]).map(({ status, text }) => [status, text]);

describe("adding a mailing", () => {
  it.each([
    [0, 0, /^OK, ID - 44\d{5}$/],
    [0, 1, /^44\d{5}$/],
    [0, 2, /^<result>\n<id>44\d{5}<\/id>\n<\/result>$/],
    [0, 3, /^\{\n"id": 44\d{5}\n\}$/],
    [1, 0, /^OK, ID - 44\d{5}, COST - 9\.00$/],
    [1, 1, /^44\d{5},9\.00$/],
    [1, 2, /^<result>\n<id>44\d{5}<\/id>\n<cost>9\.00<\/cost>\n<\/result>$/],
    [1, 3, /^\{\n"id": 44\d{5},\n"cost": "9\.00"\n\}$/],
  ])("with cost=%i under fmt=%i makes it and tells so", async (cost, fmt, body) => {
    expect(await ask("jobs", { ...april, cost, fmt })).toMatch(body);
    expect(await known()).toEqual([
      [-1, "Hello"],
      [-1, "Hello"],
    ]);
    expect(await ask("balance", { fmt: 1 })).toBe("49991.00");
  });

  it("takes the text of a template, or a list of texts", async () => {
    const { id: tpl } = (await askJson("templates", { add: 1, name: "Greeting", msg: "Good day" })) as { id: number };
    await add({ tpl, mes: "" });
    await add({ list: `${number(6)}:One\n${number(7)}:Two`, phones: "", mes: "" });
    expect((await known()).map(([, text]) => text).sort()).toEqual(["Good day", "Good day", "One", "Two"]);
    expect(await codeOf("jobs", { ...april, tpl: 999 })).toBe(3);
  });

  it.each([
    [1, { name: "" }],
    [1, { mes: "" }],
    [1, { phones: "" }],
    [1, { add: 0 }],
    [2, { psw: "x" }],
    [3, { phones: "7916" }],
    [3, { sender: "much too long" }],
    [3, { mes: "x".repeat(1_000), phones: Array.from({ length: 20 }, (_, at) => number(40 + at)).join() }],
    [5, { time: "tomorrow" }],
  ])("is refused with error %i for %o", async (code, change) => {
    await control("balance", { balance: 100 });
    expect(await codeOf("jobs", { ...april, ...change })).toBe(code);
    expect(await known()).toEqual([]);
  });

  it("is refused the second time within a minute", async () => {
    await add();
    expect(await codeOf("jobs", april)).toBe(9);
  });
});

describe("a mailing", () => {
  it("waits for its time, runs, and is done", async () => {
    await withoutLimits();
    const id = await add({ time: "+10" });
    const get = () => askJson("jobs", { get: 1, id });
    expect(await get()).toMatchObject({ id, name: "April", status: -1, cnt: 2 });
    await control("stop", { mailingId: id });
    expect(await get()).toMatchObject({ status: -2 });
    await control("release", { mailingId: id });
    await wait(602);
    expect(await get()).toMatchObject({ status: 0 });
    await wait(60);
    expect(await get()).toMatchObject({ status: 1 });
  });

  it("that waits can be canceled: it is not sent, and its money comes back", async () => {
    const id = await add({ time: "+10" });
    expect(await askJson("jobs", { cancel: 1, id })).toEqual({ result: "OK" });
    await wait(3_600);
    expect(await known()).toEqual([
      [-1, "Hello"],
      [-1, "Hello"],
    ]);
    expect(await codeOf("get", { get_messages: 1 })).toBe(3);
    expect(await ask("balance", { fmt: 1 })).toBe("50000.00");
    expect(await codeOf("jobs", { cancel: 1, id })).toBe(3);
  });

  it("that has begun cannot be canceled; deleted, its messages stay sent", async () => {
    const id = await add();
    await wait(60);
    expect(await codeOf("jobs", { cancel: 1, id })).toBe(3);
    expect(await ask("jobs", { del: 1, id, fmt: 0 })).toBe("OK");
    expect(await codeOf("jobs", { get: 1, id })).toBe(3);
    expect(await askJson("get", { get_messages: 1 })).toHaveLength(2);
  });

  it("is listed by a line that begins with its number and ends with a line feed", async () => {
    const [one, two] = [await add(), await add({ name: "May" })];
    const lines = await ask("jobs", { get_all: 1, fmt: 0 });
    expect(lines.split("\n").map((line) => Number.parseInt(line))).toEqual([one, two, NaN]);
    expect(await askJson("jobs", { get_all: 1 })).toMatchObject([
      { id: one, name: "April" },
      { id: two, name: "May" },
    ]);
    expect(await askJson("jobs", { get_all: 1, end: "01.01.2020" })).toEqual([]);
    expect(await codeOf("jobs", { get_all: 1, start: "soon" })).toBe(5);
  });

  it.each([
    [1, 3_600],
    [2, 86_400],
    [5, 7 * 86_400],
  ])("repeats by rule %i, as often as it may", async (rpt, seconds) => {
    await add({ rpt, rptn: 2, phones: number(1) });
    const sent = async () =>
      ((await askJson("get", { get_messages: 1, cnt: 10 })) as { send_timestamp: number }[]).map(({ send_timestamp }) => send_timestamp);
    const [first = 0] = await sent();
    await wait(seconds + 60);
    expect(await sent()).toEqual([first + seconds, first]);
    await wait(5 * seconds);
    expect(await sent()).toEqual([first + 2 * seconds, first + seconds, first]);
    expect(await ask("balance", { fmt: 1 })).toBe("49986.50");
  });

  it.each([
    [3, [1, 2, 3, 4, 5]],
    [4, [6, 0]],
  ])("repeats by rule %i on certain days of the week", async (rpt, days) => {
    await add({ rpt, rptn: 6, phones: number(1) });
    await wait(60 * 86_400);
    const rows = (await askJson("get", { get_messages: 1 })) as { send_timestamp: number }[];
    const repeats = rows.slice(0, 6).map(({ send_timestamp }) => new Date(send_timestamp * 1_000 + 10_800_000).getUTCDay());
    expect(repeats.filter((day) => !days.includes(day))).toEqual([]);
    expect(rows).toHaveLength(7);
  });

  it.each([
    [6, 28, 31],
    [7, 365, 366],
  ])("repeats by rule %i on the same day of the calendar", async (rpt, least, most) => {
    await add({ rpt, rptn: 1, phones: number(1) });
    const cabinet = (await read("cabinet")) as { mailings: { startsAt: number; repeat: { nextAt: number } }[] };
    const days = ((cabinet.mailings[0]?.repeat.nextAt ?? 0) - (cabinet.mailings[0]?.startsAt ?? 0)) / 86_400_000;
    expect(days).toBeGreaterThanOrEqual(least);
    expect(days).toBeLessThanOrEqual(most);
  });

  it("that is deleted repeats no more", async () => {
    const id = await add({ rpt: 1 });
    await wait(60);
    await ask("jobs", { del: 1, id });
    await wait(86_400);
    expect(await known()).toHaveLength(2);
  });

  it("of e-mail is known under mail=1 only", async () => {
    const mail = { mail: 1, phones: "anna@example.com", subj: "Hi", sender: "shop@example.com" };
    const id = await add(mail);
    expect(await codeOf("jobs", { get: 1, id })).toBe(3);
    expect(await askJson("jobs", { get: 1, id, mail: 1 })).toMatchObject({ id });
    expect(await askJson("jobs", { get_all: 1 })).toEqual([]);
  });

  it.each(["cancel", "del", "get"])("that is unknown is error 3 to %s, and without an id error 1", async (command) => {
    expect(await codeOf("jobs", { [command]: 1, id: 5 })).toBe(3);
    expect(await codeOf("jobs", { [command]: 1 })).toBe(1);
  });
});
