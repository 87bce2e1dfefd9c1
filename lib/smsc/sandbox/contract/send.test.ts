import { describe, expect, it } from "vitest";
import { number, freshSandbox } from "./harness";

const { ask, askJson, codeOf, control, read, wait, withoutLimits } = freshSandbox();

type Shown = { phone: string; text: string; sender: string; segments: number; status: number; cost: string };
const messages = async (id = "") => ((await read(`messages${id ? `?id=${id}` : ""}`)) as Shown[]).reverse();

describe("success", () => {
  const message = { phones: number(1), mes: "Hi", id: 501 };
  it.each([
    [0, 0, "OK - 1 SMS, ID - 501"],
    [0, 1, "501,1"],
    [0, 2, "<result>\n<id>501</id>\n<cnt>1</cnt>\n</result>"],
    [0, 3, '{\n"id": 501,\n"cnt": 1\n}'],
    [1, 0, "4.50 (1 SMS)"],
    [1, 1, "4.50,1"],
    [1, 2, "<result>\n<cost>4.50</cost>\n<cnt>1</cnt>\n</result>"],
    [1, 3, '{\n"cost": "4.50",\n"cnt": 1\n}'],
    [2, 0, "OK - 1 SMS, ID - 501, COST - 4.50"],
    [2, 1, "501,1,4.50"],
    [2, 2, "<result>\n<id>501</id>\n<cnt>1</cnt>\n<cost>4.50</cost>\n</result>"],
    [2, 3, '{\n"id": 501,\n"cnt": 1,\n"cost": "4.50"\n}'],
    [3, 0, "OK - 1 SMS, ID - 501, COST - 4.50, BALANCE - 49995.50"],
    [3, 1, "501,1,4.50,49995.50"],
    [3, 2, "<result>\n<id>501</id>\n<cnt>1</cnt>\n<cost>4.50</cost>\n<balance>49995.50</balance>\n</result>"],
    [3, 3, '{\n"id": 501,\n"cnt": 1,\n"cost": "4.50",\n"balance": "49995.50"\n}'],
  ])("with cost=%i under fmt=%i has its form", async (cost, fmt, body) => {
    expect(await ask("send", { ...message, cost, fmt })).toBe(body);
    expect(await messages()).toHaveLength(cost === 1 ? 0 : 1);
  });

  it("tells of every number with op=1, of the faulty ones with err=1", async () => {
    const fields = { phones: `79161234567,7916,870773123456`, id: 502, cost: 3 };
    const wrong = { phone: "7916", status: "22", error: "249" };
    const noWay = { phone: "870773123456", status: "25", error: "248" };
    expect(await askJson("send", { ...fields, mes: "a", op: 1 })).toEqual({
      id: 502,
      cnt: 1,
      cost: "3.80",
      balance: "49996.20",
      phones: [
        { phone: "79161234567", mccmnc: "25099", cost: "3.80" },
        { ...wrong, mccmnc: "", cost: "0" },
        { ...noWay, mccmnc: "", cost: "0" },
      ],
    });
    expect(await askJson("send", { ...fields, mes: "b", err: 1 })).toMatchObject({ phones: [wrong, noWay] });
  });
});

describe("an error", () => {
  const bad = { phones: "7916", mes: "Hi", id: 503 };
  it.each([
    [0, "ERROR = 7 (invalid number), ID - 503"],
    [1, "503,-7"],
    [2, "<result>\n<error>invalid number</error>\n<error_code>7</error_code>\n<id>503</id>\n</result>"],
    [3, '{\n"error": "invalid number",\n"error_code": 7,\n"id": 503\n}'],
  ])("with an id under fmt=%i has its form", async (fmt, body) => {
    expect(await ask("send", { ...bad, fmt })).toBe(body);
  });

  it.each([
    [1, "parameters error", false, { mes: "" }],
    [1, "parameters error", false, { phones: "" }],
    [1, "parameters error", false, { mes: "x".repeat(1_001) }],
    [1, "parameters error", false, { id: "2147483648" }],
    [1, "parameters error", false, { id: "no space" }],
    [1, "parameters error", false, { flash: 1, push: 1 }],
    [2, "authorise error", false, { psw: "x" }],
    [3, "no money", true, { mes: "x".repeat(900) }],
    [5, "invalid date", false, { time: "tomorrow" }],
    [6, "message is denied", true, { mes: "Casino!" }],
    [6, "message is denied", true, { sender: "much too long" }],
    [7, "invalid number", true, { phones: "7916" }],
    [7, "invalid number", true, { phones: "G5" }],
    [8, "can't to deliver", true, { phones: "870773123456" }],
  ])("%i (%s) comes with an id: %s", async (code, text, hasId, change) => {
    await control("balance", { balance: 20 });
    expect(await askJson("send", { phones: number(1), mes: "Hi", id: 503, ...change })).toEqual({
      error: text,
      error_code: code,
      ...(hasId ? { id: 503 } : {}),
    });
  });

  it("9 comes without an id for a repeated request", async () => {
    const fields = { phones: number(1), mes: "Hi", id: 503 };
    await ask("send", fields);
    expect(await askJson("send", { ...fields, id: 504 })).toEqual({ error: "duplicate request, wait a minute", error_code: 9 });
  });

  it("for the only number leaves it on record: status.php says why", async () => {
    await ask("send", bad);
    expect(await ask("status", { phone: "7916", id: 503, fmt: 1 })).toMatch(/^22,\d+,249$/);
  });
});

describe("an id", () => {
  it.each(["1", "2147483647", "order-17_a.B", "x".repeat(40)])("may be %s", async (id) => {
    const answer = (await askJson("send", { phones: number(1), mes: "Hi", id })) as { id: unknown };
    expect(answer.id).toBe(/^\d+$/.test(id) ? Number(id) : id);
  });

  it("is the next of the account's own when none is given: small and rising", async () => {
    const given = async (mes: string) => ((await askJson("send", { phones: number(1), mes })) as { id: number }).id;
    expect([await given("a"), await given("b"), await given("c")]).toEqual([1, 2, 3]);
  });

  it("is shared by all numbers of a request, and given twice it means the last message", async () => {
    await ask("send", { phones: `${number(1)},${number(5)}`, mes: "one", id: 7 });
    await ask("send", { phones: number(1), mes: "two", id: 7 });
    const rows = await askJson("status", { phone: `${number(1)},${number(5)}`, id: "7,7", all: 1 });
    expect(rows).toMatchObject([{ message: "two" }, { message: "one" }]);
  });
});

describe("numbers", () => {
  it.each([
    ["79161234567", "79161234567"],
    ["+79161234567", "79161234567"],
    ["89161234567", "79161234567"],
    ["9161234567", "79161234567"],
    ["8 (916) 123-45-67", "79161234567"],
  ])("given as %s go to %s", async (given, phone) => {
    await ask("send", { phones: given, mes: "Hi" });
    expect(await messages()).toMatchObject([{ phone }]);
  });

  it("with a plus are not corrected", async () => {
    expect(await codeOf("send", { phones: "+9161234567", mes: "Hi" })).toBeNull();
    expect(await messages()).toMatchObject([{ phone: "9161234567" }]);
  });

  it("are separated by commas and semicolons, and G<number> is everyone of a group", async () => {
    const { id } = (await askJson("phones", { add_group: 1, name: "Friends", num: 12 })) as { id: number };
    await ask("phones", { add: 1, phone: number(5), grp: id });
    await ask("phones", { add: 1, phone: number(6), grp: id });
    expect(await ask("send", { phones: `${number(1)};${number(7)},G12`, mes: "Hi", fmt: 1 })).toBe("1,4");
    expect((await messages()).map(({ phone }) => phone)).toEqual([1, 7, 5, 6].map(number));
  });

  it("on the black list are banned, and their money comes back", async () => {
    await ask("phones", { add_black: 1, phone: number(1) });
    await ask("phones", { add_black: 1, phone: number(5), type: 1 });
    await ask("phones", { add_black: 1, phone: number(6), type: 2 });
    await ask("send", { phones: [1, 5, 6, 7].map(number).join(), mes: "Mass", id: 1 });
    await ask("send", { phones: number(6), mes: "Single", id: 2 });
    await ask("send", { phones: number(5), mes: "Single", id: 3 });
    await wait(4);
    expect((await messages("1")).map(({ status, cost }) => [status, cost])).toEqual([
      [23, "0.00"],
      [23, "0.00"],
      [0, "4.50"],
      [0, "4.50"],
    ]);
    expect(await ask("status", { phone: number(6), id: 2, fmt: 1 })).toMatch(/^23,\d+,250$/);
    expect(await messages("3")).toMatchObject([{ status: 0 }]);
    expect(await ask("balance", { fmt: 1 })).toBe("49986.50");
  });
});

describe("a text", () => {
  it.each([
    ["x".repeat(160), 1],
    ["x".repeat(161), 2],
    ["x".repeat(720), 5],
    ["я".repeat(70), 1],
    ["я".repeat(71), 2],
    ["€".repeat(80), 1],
    ["€".repeat(81), 2],
    ["😀".repeat(35), 1],
    ["😀".repeat(36), 2],
  ])("%s is charged as %i", async (mes, segments) => {
    expect(await ask("send", { phones: number(1), mes, cost: 1, fmt: 1 })).toBe(`${(segments * 4.5).toFixed(2)},${segments}`);
  });

  it("keeps its comment for the history, and is not charged for it", async () => {
    expect(await ask("send", { phones: number(1), mes: `${"x".repeat(160)}\n~~~\nspring`, fmt: 1, id: 7 })).toBe("7,1");
    expect(await askJson("status", { phone: number(1), id: 7, all: 1 })).toMatchObject({ message: "x".repeat(160), comment: "spring" });
  });

  it.each([
    [{ translit: 1, mes: "Привет, мир" }, "Privet, mir"],
    [{ maxsms: 1, mes: "x".repeat(200) }, "x".repeat(160)],
    [{ maxsms: 2, mes: "я".repeat(200) }, "я".repeat(134)],
    [{ mes: "__PING__" }, ""],
  ])("is treated before it is counted: %o", async (fields, text) => {
    await ask("send", { phones: number(1), ...fields });
    expect(await messages()).toMatchObject([{ text }]);
  });

  it("counts as Latin when it is transliterated in either style", async () => {
    for (const translit of [1, 2]) expect(await ask("send", { phones: number(1), mes: "б".repeat(100), translit, cost: 1, fmt: 1 })).toMatch(/,1$/);
  });
});

describe("a list", () => {
  it("gives every number its own text, sender and line feeds", async () => {
    const list = `ACME|79161234567:Your order: 17\\nis ready\nSHOP|79261234567,79271234567;Two; numbers\n79281234567:Plain`;
    expect(await ask("send", { list, fmt: 1, sender: "Main" })).toBe("1,4");
    expect((await messages()).map(({ phone, text, sender }) => [phone, text, sender])).toEqual([
      ["79161234567", "Your order: 17\nis ready", "ACME"],
      ["79261234567", "Two; numbers", "SHOP"],
      ["79271234567", "Two; numbers", "SHOP"],
      ["79281234567", "Plain", "Main"],
    ]);
  });

  it("holds real line feeds with nl=1", async () => {
    await ask("send", { list: `79161234567:One\ntwo\n79261234567:Three`, nl: 1 });
    expect((await messages()).map(({ text }) => text)).toEqual(["One\ntwo", "Three"]);
  });

  it("has zones of its own when the time is a full date", async () => {
    await ask("send", { list: "ACME,5|79161234501:Early\n79161234502:Later", time: "01.01.40 10:00", id: 7 });
    const rows = await askJson("status", { phone: "79161234501,79161234502", id: "7,7", all: 1 });
    expect(rows).toMatchObject([{ send_date: "01.01.2040 05:00:00" }, { send_date: "01.01.2040 10:00:00" }]);
  });

  it.each(["no colon", "79161234567:", ":text"])("that reads %s is a parameters error", async (list) => {
    expect(await codeOf("send", { list })).toBe(1);
  });
});

describe("a kind", () => {
  it.each([
    [{ flash: 1, mes: "Hi" }, 1],
    [{ bin: 2, mes: "00aabb" }, 2],
    [{ push: 1, mes: "http://a.example\nTitle" }, 3],
    [{ hlr: 1 }, 4],
    [{ ping: 1 }, 5],
    [{ call: 1, mes: "Hi" }, 7],
    [{ viber: 1, mes: "Hi" }, 10],
    [{ soc: 1, mes: "Hi" }, 12],
    [{ mes: "__HLR__" }, 4],
    [{ mes: "__CALL__Hello" }, 7],
    [{ mes: "__VIBER__Hello" }, 10],
  ])("of %o has the type %i", async (fields, type) => {
    expect(await codeOf("send", { phones: number(1), id: 7, ...fields })).toBeNull();
    expect(await askJson("status", { phone: number(1), id: 7, all: 1 })).toMatchObject({ type, flag: type });
  });

  it("of e-mail needs subject and sender, and goes to addresses", async () => {
    const mail = { mail: 1, phones: "anna@example.com", mes: "Hello", subj: "Hi", id: 7 };
    expect(await codeOf("send", mail)).toBe(1);
    expect(await codeOf("send", { ...mail, sender: "shop@example.com", subj: "" })).toBe(1);
    expect(await codeOf("send", { ...mail, sender: "shop@example.com" })).toBeNull();
    expect(await askJson("status", { phone: "anna@example.com", id: 7, all: 1 })).toMatchObject({ type: 8, flag: 8, phone: "anna@example.com" });
  });

  it("of a call with mes=code gives the code that is spoken", async () => {
    expect(await askJson("send", { phones: number(1), call: 1, mes: "code" })).toMatchObject({ code: expect.stringMatching(/^\d{4}$/) as string });
    expect(await ask("send", { phones: number(5), call: 1, mes: "code" })).toMatch(/^OK - \d+ SMS, ID - 2, CODE - \d{4}$/);
  });
});

describe("a time", () => {
  const statusOf = async () => Number((await ask("status", { phone: number(1), id: 7, fmt: 1 })).split(",")[0]);

  it("in minutes, or by unix time, keeps a message waiting", async () => {
    await withoutLimits();
    for (const isUnix of [false, true]) {
      const { now } = (await control("clock", { advanceMs: 0 })) as { now: number };
      const time = isUnix ? `0${Math.floor(now / 1_000) + 3_600}` : "+60";
      await ask("send", { phones: number(1), mes: time, id: 7, time });
      await wait(3_500);
      expect(await statusOf()).toBe(-1);
      await wait(200);
      expect(await statusOf()).toBe(1);
    }
  });

  it.each([
    ["010140" + "1000", "01.01.2040 10:00:00"],
    ["01.01.40 10:00", "01.01.2040 10:00:00"],
  ])("of %s is Moscow's, and tz counts from there", async (time, date) => {
    await ask("send", { phones: number(1), mes: "a", id: 7, time });
    expect(await askJson("status", { phone: number(1), id: 7, all: 1 })).toMatchObject({ send_date: date });
    await ask("send", { phones: number(1), mes: "b", id: 7, time, tz: -1 });
    expect(await askJson("status", { phone: number(1), id: 7, all: 1 })).toMatchObject({ send_date: date.replace("10:", "11:") });
  });

  it.each(["", "0", "01.01.20 10:00", "01577862000", "0-24"])("that is past or none (%s) is at once", async (time) => {
    await ask("send", { phones: number(1), mes: "Hi", id: 7, time });
    await wait(4);
    expect(await statusOf()).toBe(0);
  });

  it.each(["tomorrow", "32.01.40 10:00", "01.01.40 25:00", "20-9", "12345"])("of %s is error 5", async (time) => {
    expect(await codeOf("send", { phones: number(1), mes: "Hi", time })).toBe(5);
  });

  it("of hours waits for them", async () => {
    const { now } = (await control("clock", { advanceMs: 0 })) as { now: number };
    const hour = new Date(now + 10_800_000).getUTCHours();
    const [from, to] = hour === 23 ? [0, 1] : [hour + 1, hour + 2];
    await ask("send", { phones: number(1), mes: "Hi", id: 7, time: `${from}-${to}` });
    expect(await askJson("status", { phone: number(1), id: 7, all: 1 })).toMatchObject({
      send_date: expect.stringMatching(new RegExp(` ${String(from).padStart(2, "0")}:00:0`)) as string,
    });
  });

  it("is stretched over a period in groups", async () => {
    await withoutLimits();
    await ask("send", { phones: [1, 5, 6, 7].map(number).join(), mes: "Hi", id: 7, period: 2, freq: 60 });
    const waiting = async () => (await messages("7")).map(({ status }) => status);
    await wait(60);
    expect(await waiting()).toEqual([1, 1, -1, -1]);
    await wait(3_600);
    expect(await waiting()).toEqual([1, 1, 1, 1]);
  });

  it("of life runs out: the message expires", async () => {
    await ask("send", { phones: number(32), mes: "Hi", id: 7, valid: "00:01" });
    await wait(61);
    expect(await ask("status", { phone: number(32), id: 7, fmt: 1 })).toMatch(/^3,\d+,6$/);
  });

  it.each(["25", "00:00", "1:60", "soon"])("of life of %s is error 5", async (valid) => {
    expect(await codeOf("send", { phones: number(1), mes: "Hi", valid })).toBe(5);
  });
});

describe("virtual mode", () => {
  it("gives ids and statuses with err 200, and takes no money", async () => {
    await control("settings", { isVirtual: true });
    expect(await askJson("send", { phones: "79161234567", mes: "Hi", cost: 3, op: 1 })).toEqual({
      id: 1,
      cnt: 1,
      cost: "0",
      balance: "50000.00",
      phones: [{ phone: "79161234567", mccmnc: "25099" }],
    });
    await wait(10);
    expect(await ask("status", { phone: "79161234567", id: 1, fmt: 1 })).toMatch(/^1,\d+,200$/);
  });

  it("does not cover e-mail: it is charged", async () => {
    await control("settings", { isVirtual: true });
    const mail = { mail: 1, phones: "anna@example.com", mes: "Hello", subj: "Hi", sender: "shop@example.com", cost: 2, fmt: 1 };
    expect(await ask("send", mail)).toBe("1,1,0.10");
  });
});

describe("moderation", () => {
  it("holds every message until somebody decides, and gives the money back for what is refused", async () => {
    await withoutLimits();
    await control("settings", { moderates: true });
    await ask("send", { phones: `${number(1)},${number(5)}`, mes: "Hi", id: 7 });
    await wait(4);
    expect((await messages()).map(({ status, cost }) => [status, cost])).toEqual([
      [23, "4.50"],
      [23, "4.50"],
    ]);
    expect(await control("moderate", { isReleased: true, phones: [number(1)] })).toEqual({ decided: 1 });
    expect(await control("moderate", { isReleased: false, phones: [number(5)] })).toEqual({ decided: 1 });
    await wait(60);
    expect((await messages()).map(({ status, cost }) => [status, cost])).toEqual([
      [1, "4.50"],
      [23, "0.00"],
    ]);
    expect(await ask("balance", { fmt: 1 })).toBe("49995.50");
  });

  it("leaves a held message to a carrier that says it cannot be sent: its money comes back, too", async () => {
    await control("settings", { moderates: true });
    await ask("send", { phones: number(1), mes: "Hi", id: 7 });
    await wait(4);
    await control("carrier", { gatewayId: 7, status: 25, err: 248 });
    expect(await ask("balance", { fmt: 1 })).toBe("50000.00");
  });
});
