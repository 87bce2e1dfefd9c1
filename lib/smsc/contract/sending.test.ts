import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DeliveryOptions } from "../gateway";
import { failureOf, moscowTime, openSandbox, type OpenSandbox } from "./open-sandbox";

let box: OpenSandbox;
beforeAll(async () => {
  box = await openSandbox();
});
afterAll(() => box.close());
beforeEach(() => box.reset());

const base = { sender: null, msisdns: ["79161234501"], text: "Your order is ready" };
const HOUR = 3_600_000;

describe("send.php", () => {
  it.each([
    [{ money: "none", phones: "none" } as const, { cost: null, balance: null, phones: [] }],
    [{ money: "cost", phones: "none" } as const, { cost: "3.80", balance: null, phones: [] }],
    [{ money: "balance", phones: "none" } as const, { cost: "3.80", balance: "49996.20", phones: [] }],
  ])("tells as much money as was asked for: %j", async (detail, expected) => {
    expect(await box.client.send({ ...base, gatewayId: 1, detail })).toEqual({ gatewayId: "1", segments: 1, ...expected });
  });

  it("tells every number, or only the faulty ones", async () => {
    const request = { ...base, msisdns: ["79161234501", "79161234522"] };
    const all = await box.client.send({ ...request, gatewayId: 1, detail: { phones: "all" } });
    expect(all.phones).toEqual([
      { msisdn: "79161234501", mccmnc: "25099", cost: "3.80", status: null, err: null },
      { msisdn: "79161234522", mccmnc: null, cost: "0", status: 22, err: 249 },
    ]);
    const faulty = await box.client.send({ ...request, gatewayId: 2, text: "Another", detail: { phones: "faulty" } });
    expect(faulty.phones).toEqual([{ msisdn: "79161234522", mccmnc: null, cost: null, status: 22, err: 249 }]);
  });

  it("carries a sender, and an own one for an entry of a list", async () => {
    await box.client.send({ ...base, gatewayId: 1, sender: "ACME" });
    await box.client.send({
      gatewayId: 2,
      sender: "ACME",
      personalised: [
        { msisdn: "79161234501", text: "One: a|b" },
        { msisdn: "79161234502", text: "Two\nlines", sender: "SHOP" },
      ],
    });
    expect((await box.kept(1)).map(({ sender }) => sender)).toEqual(["ACME"]);
    expect((await box.kept(2)).map(({ sender, text }) => [sender, text])).toEqual([
      ["SHOP", "Two\nlines"],
      ["ACME", "One: a|b"],
    ]);
  });

  it.each<[string, DeliveryOptions, Record<string, unknown>]>([
    ["transliterates", { translit: "latin" }, { segments: 1 }],
    ["imitates letters", { translit: "lookalike" }, { segments: 1 }],
    ["cuts to so many segments", { maxSegments: 1 }, { segments: 1 }],
    ["leaves the text alone", {}, { segments: 2 }],
    ["sends flash", { isFlash: true }, { segments: 2 }],
  ])("%s", async (_, options, expected) => {
    const text = "Привет, ваш заказ готов. ".repeat(4).trim();
    expect(await box.client.send({ ...base, text, gatewayId: 1, ...options })).toMatchObject(expected);
    const [kept] = await box.kept(1);
    expect(/[а-я]/.test(kept?.text ?? "")).toBe(!options.translit);
    expect(kept?.text === text).toBe(!options.translit && !options.maxSegments);
    expect((await box.client.status({ gatewayId: 1, msisdn: "79161234501" })).type).toBe(options.isFlash ? 1 : 0);
  });

  it("sends a comment that is neither sent nor charged", async () => {
    const answer = await box.client.send({ ...base, text: "x".repeat(160), gatewayId: 1, comment: "spring" });
    expect(answer.segments).toBe(1);
    const status = await box.client.status({ gatewayId: 1, msisdn: "79161234501" });
    expect(status).toMatchObject({ comment: "spring", raw: { message: "x".repeat(160) } });
  });

  it("shortens links, and counts the clicks on them", async () => {
    const link = "https://example.org/spring-sale";
    await box.client.send({ ...base, text: `See ${link}`, gatewayId: 1, shortenLinks: true });
    expect((await box.kept(1))[0]?.text).not.toContain(link);
    await box.control("click", { link });
    const clicks = await box.client.shortLinks.clicks({ link });
    expect(clicks).toMatchObject({ all: 1, thisMonth: 1, today: 1, yesterday: 0 });
    expect(await box.client.shortLinks.clicks({ linkId: clicks?.linkId ?? "" })).toMatchObject({ all: 1 });
    expect(await box.client.shortLinks.clicks({ link: "https://example.org/none" })).toBeNull();
  });

  it.each<[string, (now: number) => DeliveryOptions]>([
    ["at a moment", (now) => ({ time: { at: new Date(now + 2 * HOUR) } })],
    ["after so many minutes", () => ({ time: { inMinutes: 120 } })],
    ["at a local time in Moscow", (now) => ({ time: { local: moscowTime(now + 2 * HOUR) }, timeZone: 0 })],
    ["at a local time of a zone", (now) => ({ time: { local: moscowTime(now + 5 * HOUR) }, timeZone: 3 })],
  ])("sends %s", async (_, optionsAt) => {
    await box.client.send({ ...base, gatewayId: 1, ...optionsAt(await box.now()) });
    const pair = { gatewayId: 1, msisdn: "79161234501" };
    await box.control("clock", { advanceMs: 1.9 * HOUR });
    expect(await box.client.status(pair)).toMatchObject({ status: -1 });
    await box.control("clock", { advanceMs: 0.2 * HOUR });
    expect((await box.client.status(pair)).status).toBeGreaterThanOrEqual(0);
  });

  it("waits for the hours of the day that are allowed, and lets a message expire", async () => {
    const hour = new Date((await box.now()) + 3 * HOUR).getUTCHours();
    // Hours that do not begin within the next one: later today, or those that are over until tomorrow.
    const later = hour < 12 ? ([hour + 2, 24] as const) : ([hour - 4, hour - 3] as const);
    await box.client.send({ ...base, gatewayId: 1, time: { betweenHours: later }, timeZone: 0 });
    await box.client.send({ ...base, gatewayId: 2, msisdns: ["79161234502"], time: { betweenHours: [0, 24] } });
    await box.control("clock", { advanceMs: 10_000 });
    expect(await box.client.status({ gatewayId: 1, msisdn: "79161234501" })).toMatchObject({ status: -1 });
    expect((await box.client.status({ gatewayId: 2, msisdn: "79161234502" })).status).toBeGreaterThanOrEqual(0);
    // 33 stays with the carrier for two minutes at least, and may live for one.
    await box.client.send({ ...base, gatewayId: 3, msisdns: ["79161234533"], validMinutes: 1 });
    await box.control("clock", { advanceMs: 10_000 });
    await box.control("clock", { advanceMs: 90_000 });
    expect(await box.client.status({ gatewayId: 3, msisdn: "79161234533" })).toMatchObject({ status: 3 });
  });

  it("spreads a sending over hours", async () => {
    const msisdns = ["79161234501", "79161234502", "79161234505", "79161234506"];
    await box.client.send({ ...base, msisdns, gatewayId: 1, spread: { hours: 2, everyMinutes: 60 } });
    await box.control("clock", { advanceMs: 10_000 });
    const answers = await box.client.statuses(msisdns.map((msisdn) => ({ gatewayId: 1, msisdn })));
    expect(answers.map(({ status }) => status >= 0)).toEqual([true, true, false, false]);
  });

  it("gives one recipient of a list another zone", async () => {
    const local = moscowTime((await box.now()) + 2 * HOUR);
    await box.client.send({
      gatewayId: 1,
      sender: "ACME",
      time: { local },
      timeZone: 0,
      personalised: [
        { msisdn: "79161234501", text: "Moscow" },
        { msisdn: "79161234505", text: "Earlier", sender: "ACME", timeZone: 2 },
      ],
    });
    // In two hours in Moscow; where the clock is two hours ahead, now.
    await box.control("clock", { advanceMs: 60_000 });
    const answers = await box.client.statuses(["79161234501", "79161234505"].map((msisdn) => ({ gatewayId: 1, msisdn })));
    expect(answers.map(({ status }) => status >= 0)).toEqual([false, true]);
  });
});

describe("a quote", () => {
  it("counts the treatment in, and sends nothing", async () => {
    const text = "Привет, ваш заказ готов. ".repeat(4);
    expect(await box.client.quote({ ...base, text })).toEqual({ cost: "7.60", segments: 2 });
    expect(await box.client.quote({ ...base, text, translit: "latin" })).toEqual({ cost: "3.80", segments: 1 });
    expect(await box.client.quote({ sender: null, personalised: [{ msisdn: "79161234501", text: "Hi" }] })).toEqual({ cost: "3.80", segments: 1 });
    expect(await box.ledger()).toMatchObject({ handedOver: 0 });
  });
});

describe("a look-up", () => {
  it("by HLR costs its own price and tells where the subscriber is", async () => {
    expect(await box.client.lookups.quote({ by: "hlr", msisdns: ["79161234501"] })).toMatchObject({ cost: "0.30" });
    expect(await box.client.lookups.hlr({ gatewayId: 7, msisdns: ["79161234501", "79161234590"] })).toMatchObject({ gatewayId: "7", cost: "0.60" });
    await box.control("pace", { pace: "at-once" });
    const home = await box.client.status({ gatewayId: 7, msisdn: "79161234501" });
    expect(home).toMatchObject({ status: 1, type: 4, hlr: { mcc: "250", mnc: "99", carrier: "Пример Мобайл", roamingCarrier: null } });
    const abroad = await box.client.status({ gatewayId: 7, msisdn: "79161234590" }, "short");
    expect(abroad.hlr).toMatchObject({ country: "Россия", roamingCountry: "Великобритания" });
  });

  it("by ping is an invisible message", async () => {
    expect(await box.client.lookups.ping({ gatewayId: 8, msisdns: ["79161234501"] })).toMatchObject({ gatewayId: "8", segments: 1 });
    await box.control("pace", { pace: "at-once" });
    expect(await box.client.status({ gatewayId: 8, msisdn: "79161234501" })).toMatchObject({ status: 1, type: 5, hlr: null });
  });
});

describe("a refused send", () => {
  it("says why, and under which id", async () => {
    const send = (change: object) => failureOf(box.client.send({ ...base, gatewayId: 9, ...change }));
    expect(await send({ text: "" })).toMatchObject({ gatewayCode: 1, meaning: "wrong_parameters", messageId: null });
    expect(await send({ msisdns: ["79161234522"] })).toMatchObject({ gatewayCode: 7, meaning: "wrong_number", messageId: "9" });
    expect(await send({ text: "Casino" })).toMatchObject({ gatewayCode: 6, meaning: "text_or_sender_denied", messageId: "9" });
    expect(await send({ sender: "NAME TOO LONG" })).toMatchObject({ gatewayCode: 6 });
    expect(await send({ msisdns: ["881612345"] })).toMatchObject({ gatewayCode: 8, meaning: "undeliverable", messageId: "9" });
    expect(await send({ time: { local: "2025-13-41T10:00" } })).toMatchObject({ gatewayCode: 5, meaning: "wrong_time", messageId: null });
    await box.control("balance", { balance: 1 });
    expect(await send({})).toMatchObject({ gatewayCode: 3, meaning: "no_money", messageId: "9" });
    const stranger = box.connect({ password: "wrong" });
    expect(await failureOf(stranger.send({ ...base, gatewayId: 9 }))).toMatchObject({ gatewayCode: 2, meaning: "wrong_credentials" });
    await stranger.close();
  });
});

describe("virtual sending", () => {
  it("costs nothing and says so with err 200", async () => {
    await box.control("settings", { isVirtual: true });
    const answer = await box.client.send({ ...base, gatewayId: 1 });
    expect(answer).toMatchObject({ cost: "0", balance: "50000.00", phones: [{ msisdn: "79161234501", mccmnc: "25099", cost: null }] });
    await box.control("pace", { pace: "at-once" });
    expect(await box.client.status({ gatewayId: 1, msisdn: "79161234501" })).toMatchObject({ status: 1, err: 200, cost: "0.00" });
  });
});
