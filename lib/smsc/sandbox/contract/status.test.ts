import { describe, expect, it } from "vitest";
import { number, freshSandbox } from "./harness";

const { ask, askJson, codeOf, control, wait, withoutLimits } = freshSandbox();

const MOSCOW = 10_800_000;
/** `DD.MM.YYYY hh:mm:ss` of a moment in Moscow. */
const dateOf = (seconds: number) => new Date(seconds * 1_000 + MOSCOW).toISOString().replace(/^(\d+)-(\d+)-(\d+)T(.{8}).*$/, "$3.$2.$1 $4");

async function send(fields: Record<string, string | number> = {}) {
  await withoutLimits();
  await ask("send", { phones: "79161234567", mes: "Your order, 17", sender: "ACME", id: 501, ...fields });
}

/** The single form under `fmt=3`. */
const statusOf = (fields: Record<string, string | number> = {}) =>
  askJson("status", { phone: "79161234567", id: 501, ...fields }) as Promise<Record<string, string | number>>;

describe("one message", () => {
  it("that has not changed yet has no date", async () => {
    await send();
    expect(await ask("status", { phone: "79161234567", id: 501, fmt: 3 })).toBe(
      '{\n"status": -1,\n"last_date": "",\n"last_timestamp": 0,\n"flag": 0,\n"err": 0\n}',
    );
  });

  it("has the short form in each format, its date in Moscow time", async () => {
    await send();
    await wait(60);
    const row = await statusOf();
    const at = Number(row.last_timestamp);
    expect(row).toEqual({ status: 1, last_date: dateOf(at), last_timestamp: at, flag: 0, err: 0 });
    const single = { phone: "79161234567", id: 501 };
    expect(await ask("status", { ...single, fmt: 0 })).toBe(`Status = 1, check_time = ${dateOf(at)}, err = 0`);
    expect(await ask("status", { ...single, fmt: 1 })).toBe(`1,${at},0`);
    expect(await ask("status", { ...single, fmt: 2 })).toBe(
      `<sms>\n<status>1</status>\n<last_date>${dateOf(at)}</last_date>\n<last_timestamp>${at}</last_timestamp>\n<flag>0</flag>\n<err>0</err>\n</sms>`,
    );
  });

  it("has the full form with all=1, and country, operator and region with all=2", async () => {
    await send();
    const full = {
      send_date: expect.stringMatching(/^\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d$/) as string,
      phone: "79161234567",
      cost: "3.80",
      sender_id: "ACME",
      status_name: "Ожидает отправки",
      message: "Your order, 17",
      mccmnc: "25099",
      type: 0,
      sms_cnt: 1,
    };
    expect(await statusOf({ all: 1 })).toMatchObject(full);
    expect(Object.keys(await statusOf({ all: 1 }))).not.toContain("country");
    const region = { country: "Россия", operator: "Пример Мобайл", operator_orig: "Пример Мобайл", region: "г. Москва и Московская область" };
    expect(await statusOf({ all: 2 })).toMatchObject({ ...full, ...region });
  });

  it("has its full form as a line and as values at the places that clients read", async () => {
    await send();
    const { send_date, send_timestamp } = await statusOf({ all: 1 });
    const single = { phone: "79161234567", id: 501, all: 1 };
    expect(await ask("status", { ...single, fmt: 0 })).toBe(
      `Status = -1, check_time = , err = 0, send_date = ${send_date}, phone = 79161234567, cost = 3.80, sender_id = ACME, ` +
        `status_name = Ожидает отправки, message = Your order, 17, comment = , type = 0`,
    );
    const values = await ask("status", { ...single, fmt: 1 });
    expect(values).toBe(`-1,0,0,${send_timestamp},79161234567,3.80,ACME,Ожидает отправки,Your order, 17`);
    expect((await ask("status", { ...single, all: 2, fmt: 1 })).split(",").slice(4, 11)).toEqual([
      "79161234567",
      "Россия",
      "Пример Мобайл",
      "г. Москва и Московская область",
      "3.80",
      "ACME",
      "Ожидает отправки",
    ]);
  });

  it("that is unknown is -3, and no error", async () => {
    expect(await askJson("status", { phone: number(1), id: 9 })).toEqual({ status: -3 });
  });

  it("is a number when it was asked for in another way, and comes back as it was asked", async () => {
    await send();
    expect(await askJson("status", { phone: "+79161234567,", id: "501," })).toMatchObject([{ status: -1, phone: "+79161234567" }]);
  });

  it.each([
    [1, { phone: "" }],
    [1, { id: "" }],
    [1, { phone: "1,2,3", id: "1,2" }],
    [2, { psw: "x" }],
  ])("is refused with error %i for %o", async (code, change) => {
    expect(await codeOf("status", { phone: number(1), id: 1, ...change })).toBe(code);
  });
});

describe("many messages", () => {
  it("are rows with id and phone, in the order of the question, -3 for what is unknown", async () => {
    await send({ phones: `79161234567,${number(1)}` });
    const rows = await askJson("status", { phone: `${number(1)},79161234567,${number(5)}`, id: "501,501,777" });
    expect(rows).toMatchObject([
      { status: -1, id: 501, phone: number(1), err: 0, flag: 0 },
      { status: -1, id: 501, phone: "79161234567" },
      { status: -3, id: 777, phone: number(5) },
    ]);
    expect((rows as object[])[2]).toEqual({ status: -3, id: 777, phone: number(5) });
  });

  it("are lines of values with id and phone at their end", async () => {
    await send({ phones: `79161234567,${number(1)}` });
    expect(await ask("status", { phone: `${number(1)},79161234567`, id: "501,777", fmt: 1 })).toBe(`-1,0,0,501,${number(1)}\n-3,0,0,777,79161234567`);
  });

  it("are sms elements", async () => {
    expect(await ask("status", { phone: `${number(1)},`, id: "7,", fmt: 2 })).toBe(
      `<result>\n<sms>\n<status>-3</status>\n<id>7</id>\n<phone>${number(1)}</phone>\n</sms>\n</result>`,
    );
  });

  it("are a list for one message, too, when a comma stands behind it", async () => {
    await send({ id: "order-1" });
    expect(await askJson("status", { phone: "79161234567,", id: "order-1," })).toMatchObject([{ id: "order-1", status: -1 }]);
  });

  it("may be sparse: no flag, and no err of 0", async () => {
    await send({ phones: `79161234567,${number(21)}` });
    await control("settings", { isSparse: true });
    await wait(60);
    const rows = (await askJson("status", { phone: `79161234567,${number(21)}`, id: "501,501" })) as object[];
    expect(rows.map((row) => Object.keys(row))).toEqual([
      ["status", "last_date", "last_timestamp", "id", "phone"],
      ["status", "last_date", "last_timestamp", "err", "id", "phone"],
    ]);
  });

  it("fail as one, in the form of a single error", async () => {
    expect(await ask("status", { phone: "1,2", id: "1,2", psw: "x", fmt: 1 })).toBe("0,-2");
  });
});

describe("an HLR query", () => {
  const hlr = { phone: "79161234567", id: 501 };

  it("tells of a subscriber at home", async () => {
    await send({ hlr: 1, mes: "" });
    await wait(4);
    expect(await statusOf()).toMatchObject({
      status: 1,
      imsi: "250999161234567",
      msc: "7990000067",
      mcc: "250",
      mnc: "99",
      cn: "Россия",
      net: "Пример Мобайл",
      rcn: "",
      rnet: "",
    });
  });

  it("has eight values of its own, and HLR in the sender's place", async () => {
    await send({ hlr: 1, mes: "" });
    await wait(4);
    expect((await ask("status", { ...hlr, fmt: 1 })).split(",").slice(2, 11)).toEqual([
      "0",
      "250999161234567",
      "7990000067",
      "250",
      "99",
      "Россия",
      "Пример Мобайл",
      "",
      "",
    ]);
    expect((await ask("status", { ...hlr, all: 1, fmt: 1 })).split(",")[14]).toBe("HLR");
    expect((await ask("status", { ...hlr, all: 2, fmt: 1 })).split(",")[17]).toBe("HLR");
  });

  it.each([
    [number(21), 20, 1],
    [number(3), 3, 6],
    [number(25), 25, 248],
    [number(2), 1, 0],
  ])("to %s ends with %i, err %i", async (phones, status, err) => {
    await send({ hlr: 1, mes: "", phones });
    await wait(4);
    expect(await statusOf({ phone: phones })).toMatchObject({ status, err, imsi: status === 1 ? expect.stringMatching(/^234/) : "" });
  });

  it("tells where a subscriber roams", async () => {
    await send({ hlr: 1, mes: "", phones: number(91) });
    await wait(4);
    expect(await statusOf({ phone: number(91) })).toMatchObject({ status: 1, rcn: "Россия", rnet: "Пример Мобайл" });
  });
});

describe("a ping", () => {
  it("ends like a message, but is never read", async () => {
    await send({ ping: 1, mes: "", phones: number(2) });
    await wait(120);
    expect(await statusOf({ phone: number(2) })).toMatchObject({ status: 1 });
  });
});

describe("deleting", () => {
  it.each([
    [0, "OK"],
    [1, "OK"],
    [2, "<result>OK</result>"],
    [3, '{\n"result": "OK"\n}'],
  ])("under fmt %i is confirmed, and nobody knows the message any more", async (fmt, body) => {
    await send();
    expect(await ask("status", { phone: "79161234567", id: 501, del: 1, fmt })).toBe(body);
    expect(await statusOf()).toEqual({ status: -3 });
    expect(await codeOf("get", { get_messages: 1 })).toBe(3);
  });

  it("of a message that is unknown is error 5", async () => {
    expect(await codeOf("status", { phone: number(1), id: 9, del: 1 })).toBe(5);
  });
});

describe("the archive", () => {
  /** Seconds until a time of the Moscow day, today or tomorrow. */
  async function secondsUntil(hour: number): Promise<number> {
    const { now } = (await control("clock", { advanceMs: 0 })) as { now: number };
    const second = Math.floor((now + MOSCOW) / 1_000) % 86_400;
    return (hour * 3_600 - second + 86_400) % 86_400;
  }

  it("takes at 03:00 in Moscow what was final before 18:00 of the day before; history still has it", async () => {
    await wait(await secondsUntil(17));
    await send();
    await wait(await secondsUntil(19));
    await send({ id: 502 });
    await wait((await secondsUntil(3)) - 60);
    expect(await statusOf()).toMatchObject({ status: 1 });
    await wait(120);
    expect(await statusOf()).toEqual({ status: -3 });
    expect(await statusOf({ id: 502 })).toMatchObject({ status: 1 });
    expect(await askJson("get", { get_messages: 1 })).toMatchObject([
      { id: 502, status: 1 },
      { id: 501, status: 1 },
    ]);
    await wait(86_400);
    expect(await statusOf({ id: 502 })).toEqual({ status: -3 });
  });

  it("leaves what is not final", async () => {
    await control("pace", { pace: "by-hand" });
    await send();
    await wait(3 * 86_400);
    expect(await statusOf()).toMatchObject({ status: -1 });
    await control("pace", { pace: "human" });
  });
});

describe("the cabinet", () => {
  it("stops a mailing, whose waiting messages show -2, and lets it go on", async () => {
    await send({ time: "+5" });
    expect(await control("stop", { gatewayId: 501 })).toEqual({ stopped: 1 });
    await wait(600);
    expect(await statusOf({ all: 1 })).toMatchObject({ status: -2, status_name: "Остановлено" });
    expect(await control("release", { gatewayId: 501 })).toEqual({ released: 1 });
    await wait(60);
    expect(await statusOf()).toMatchObject({ status: 1 });
  });
});

describe("a person in the carrier's place", () => {
  it("says what became of a message; nothing happens to it before or afterwards", async () => {
    await control("pace", { pace: "by-hand" });
    await send();
    await wait(3_600);
    expect(await statusOf()).toMatchObject({ status: -1 });
    expect(await control("carrier", { gatewayId: 501, status: 20, err: 13 })).toEqual({ told: 1 });
    await control("pace", { pace: "human" });
    await wait(3_600);
    expect(await statusOf()).toMatchObject({ status: 20, err: 13 });
  });

  it("gives the money back for what was never sent", async () => {
    await send();
    await control("carrier", { gatewayId: 501, status: 25, err: 248 });
    expect(await ask("balance", { fmt: 1 })).toBe("50000.00");
  });
});
