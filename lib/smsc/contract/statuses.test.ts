import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { failureOf, openSandbox, type OpenSandbox } from "./open-sandbox";

let box: OpenSandbox;
beforeAll(async () => {
  box = await openSandbox();
});
afterAll(() => box.close());
beforeEach(() => box.reset());

const pair = { gatewayId: 1, msisdn: "79161234501" };
const sendOne = () => box.client.send({ gatewayId: 1, sender: "ACME", msisdns: [pair.msisdn], text: "Your order is ready" });

describe("status.php", () => {
  it("tells as much of one message as was asked for", async () => {
    await sendOne();
    await box.control("pace", { pace: "at-once" });
    const short = await box.client.status(pair, "short");
    expect(short).toMatchObject({ status: 1, err: 0, flag: 0, cost: null, sender: null, carrier: null, type: null });
    expect(short.at).toBeInstanceOf(Date);
    const full = await box.client.status(pair, "full");
    expect(full).toMatchObject({ status: 1, cost: "3.80", sender: "ACME", segments: 1, mccmnc: "25099", type: 0, carrier: null, region: null });
    expect(full.sentAt).toBeInstanceOf(Date);
    const regional = await box.client.status(pair, "regional");
    expect(regional).toMatchObject({ country: "Россия", carrier: "Пример Мобайл", originalCarrier: "Пример Мобайл" });
    expect(regional.region).toBe("г. Москва и Московская область");
    expect(await box.client.status(pair)).toEqual(regional);
  });

  it.each([
    ["short", { cost: null, carrier: null }],
    ["full", { cost: "3.80", carrier: null }],
    ["regional", { cost: "3.80", carrier: "Пример Мобайл" }],
  ] as const)("tells many in one request, in %s form", async (detail, expected) => {
    await sendOne();
    const unknown = { gatewayId: 9, msisdn: "79161234502" };
    const answers = await box.client.statuses([unknown, pair], detail);
    expect(answers.map(({ gatewayId, msisdn, status }) => ({ gatewayId, msisdn, status }))).toEqual([
      { ...unknown, status: -3 },
      { ...pair, status: -1 },
    ]);
    expect(answers[1]).toMatchObject(expected);
    expect(box.exchanges.at(-1)).toMatchObject({ script: "status.php", facts: { mass: 1, messages: 2 } });
  });

  it("reads sparse rows, and a message that has not moved", async () => {
    await box.control("settings", { isSparse: true });
    await sendOne();
    expect(await box.client.status(pair)).toMatchObject({ status: -1, err: null, flag: null, at: null });
    expect(await box.client.statuses([pair])).toMatchObject([{ status: -1, err: null, at: null }]);
  });

  it.each([
    ["79161234503", 3, 6],
    ["79161234520", 20, 6],
    ["79161234524", 24, 0],
    ["79161234525", 25, 248],
    ["79161234553", 23, 253],
  ])("tells how %s ended: %i with err %i", async (msisdn, status, err) => {
    await box.control("pace", { pace: "at-once" });
    await box.client.send({ gatewayId: 1, sender: null, msisdns: [msisdn], text: "Hi" });
    expect(await box.client.status({ gatewayId: 1, msisdn })).toMatchObject({ status, err });
  });

  it("answers for the last message of an id that was used twice", async () => {
    await sendOne();
    await box.client.send({ gatewayId: 1, sender: "SHOP", msisdns: [pair.msisdn], text: "Another" });
    expect(await box.client.status(pair)).toMatchObject({ sender: "SHOP" });
  });

  it.each([false, true])("deletes a message, whether success is told as OK alone (%s) or not", async (isBareOk) => {
    await box.control("settings", { isBareOk });
    await sendOne();
    expect(await box.client.messages.remove(pair)).toBe(true);
    expect(await box.client.status(pair)).toMatchObject({ status: -3 });
    expect(await failureOf(box.client.messages.remove(pair))).toMatchObject({ outcome: "refused", gatewayCode: 5, meaning: "not_deleted" });
  });
});

describe("balance.php", () => {
  it("tells the credit of an account that has one", async () => {
    await box.control("settings", { credit: 500 });
    expect(await box.client.balance()).toEqual({ balance: "50000.00", currency: "RUR", credit: "500.00" });
  });
});
