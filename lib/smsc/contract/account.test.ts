import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { failureOf, moscowDay, openSandbox, type OpenSandbox } from "./open-sandbox";

let box: OpenSandbox;
beforeAll(async () => {
  box = await openSandbox();
});
afterAll(() => box.close());
beforeEach(() => box.reset());

const HOUR = 3_600_000;

describe("senders.php", () => {
  it("asks for sender IDs, changes, lists and deletes them", async () => {
    const { senders } = box.client;
    const { senderId } = await senders.add({ sender: "ACME", comment: "shop", fullName: "Acme Ltd", registerWith: ["mts"] });
    expect((await senders.list({})).map(({ sender }) => sender)).toEqual(["Sandbox"]);
    expect(await senders.list({ isAll: true })).toMatchObject([{ sender: "Sandbox" }, { sender: "ACME", senderId, comment: "shop" }]);
    await box.control("sender", { sender: "ACME", isAllowed: true });
    expect(await senders.change({ sender: "ACME", comment: "warehouse" })).toBe(true);
    expect(await senders.list({ isAll: true, withCarriers: true })).toMatchObject([{}, { comment: "warehouse", raw: { state: "active" } }]);
    expect(await senders.remove({ senderId })).toBe(true);
    expect(await senders.remove({ sender: "Sandbox" })).toBe(true);
    await box.control("clock", { advanceMs: 60_000 });
    expect(await senders.list({})).toEqual([]);
  });

  it("proves by a code that a number is ours", async () => {
    const { senders } = box.client;
    const msisdn = "79161234501";
    expect(await senders.requestCode({ msisdn, siteName: "acme" })).toBe(true);
    expect(await failureOf(senders.requestCode({ msisdn }))).toMatchObject({ gatewayCode: 10, meaning: "code_already_sent" });
    expect(await failureOf(senders.confirmCode({ msisdn, code: "wrong" }))).toMatchObject({ gatewayCode: 11, meaning: "wrong_code" });
    const [, mine] = (await box.cabinet()).senders as { code: string }[];
    expect(await senders.confirmCode({ msisdn, code: mine?.code ?? "" })).toBe(true);
    expect((await senders.list({})).map(({ sender }) => sender)).toEqual(["Sandbox", msisdn]);
    expect(JSON.stringify(box.exchanges)).not.toMatch(new RegExp(`${mine?.code}"|${msisdn}`));
  });

  it("says what it refuses", async () => {
    const { senders } = box.client;
    expect(await failureOf(senders.add({ sender: "ACME", comment: "" }))).toMatchObject({ gatewayCode: 1 });
    expect(await failureOf(senders.add({ sender: "Sandbox", comment: "again" }))).toMatchObject({ gatewayCode: 5, meaning: "not_saved" });
    expect(await failureOf(senders.remove({ sender: "NOBODY" }))).toMatchObject({ gatewayCode: 3, meaning: "not_found" });
    expect(await failureOf(senders.requestCode({ msisdn: "7916" }))).toMatchObject({ gatewayCode: 7, meaning: "wrong_number" });
    expect(await failureOf(senders.requestCode({ msisdn: "881612345" }))).toMatchObject({ gatewayCode: 8, meaning: "code_undeliverable" });
  });
});

describe("templates.php", () => {
  it("keeps, changes, lists and deletes texts", async () => {
    const { templates } = box.client;
    expect(await templates.list()).toEqual([]);
    const { templateId } = await templates.add({ name: "ready", text: "It is ready", format: "sms", sender: "ACME", isSignature: true });
    expect(await templates.list()).toMatchObject([{ templateId, name: "Ready", text: "It is ready", format: "sms", sender: "ACME", flag: 1 }]);
    expect(await templates.change({ templateId, text: "It waits", isSignature: false })).toBe(true);
    expect(await templates.list()).toMatchObject([{ name: "Ready", text: "It waits", flag: 0 }]);
    expect(await templates.remove({ templateId })).toBe(true);
    // Both in plain text, though JSON was asked for.
    expect(await failureOf(templates.remove({ templateId }))).toMatchObject({ outcome: "refused", gatewayCode: 3, meaning: "not_found" });
    expect(await failureOf(templates.change({ templateId, text: "x" }))).toMatchObject({ gatewayCode: 3 });
    expect(await failureOf(templates.add({ name: " ", text: "x" }))).toMatchObject({ gatewayCode: 5, meaning: "not_saved" });
  });
});

describe("get.php", () => {
  it("pages the history from the newest message back", async () => {
    const msisdns = ["79161234501", "79161234502", "79161234505"];
    await box.client.send({ gatewayId: 1, sender: "ACME", msisdns, text: "Hello" });
    const seen: string[] = [];
    let beforeId: string | undefined;
    for (let page = 0; page < 5; page++) {
      const rows = await box.client.history.messages({ count: 2, ...(beforeId === undefined ? {} : { beforeId }) });
      if (rows.length === 0) break;
      seen.push(...rows.map(({ recipient }) => recipient));
      beforeId = rows.at(-1)?.historyId ?? undefined;
    }
    expect(seen).toEqual(msisdns.toReversed());
  });

  it("tells everything of a message, and finds it by number and days", async () => {
    const today = moscowDay(await box.now());
    await box.client.send({ gatewayId: 1, sender: "ACME", msisdns: ["79161234501", "79161234502"], text: "Hello", comment: "spring" });
    await box.control("pace", { pace: "at-once" });
    const [found, ...others] = await box.client.history.messages({ fromOn: today, untilOn: today, msisdns: ["79161234501"] });
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      gatewayId: "1",
      recipient: "79161234501",
      status: 1,
      err: 0,
      statusName: "Доставлено",
      sender: "ACME",
      text: "Hello",
      comment: "spring",
      cost: "3.80",
      segments: 1,
      mccmnc: "25099",
      country: "Россия",
      carrier: "Пример Мобайл",
      type: 0,
    });
    expect(found?.checksum).toBeGreaterThan(0);
    expect(await box.client.history.messages({ fromOn: moscowDay(await box.now(), 1) })).toEqual([]);
  });

  it("tells e-mails apart from messages", async () => {
    await box.client.send({ gatewayId: 1, sender: null, msisdns: ["79161234501"], text: "Hello" });
    expect(await box.client.history.emails({ addresses: ["a@example.org"] })).toEqual([]);
  });

  it("tells what came in, after an id, to a number, of some hours", async () => {
    const { history } = box.client;
    expect(await history.answers({})).toEqual([]);
    await box.control("incoming", { phone: "79161234501", text: "STOP" });
    await box.control("incoming", { phone: "79161234502", text: "Да", to: "79037672299" });
    const [first, second] = await history.answers({ hours: 1 });
    expect(first).toMatchObject({ msisdn: "79161234501", text: "STOP", ownMsisdn: "79037672215" });
    expect(first?.receivedAt).toBeInstanceOf(Date);
    expect(first?.sentAt).toBeInstanceOf(Date);
    expect(second).toMatchObject({ msisdn: "79161234502", text: "Да" });
    expect(await history.answers({ afterId: first?.inboundId ?? "" })).toEqual([second]);
    expect(await history.answers({ toMsisdn: "79037672299" })).toEqual([second]);
    expect(await history.answers({ count: 1 })).toEqual([first]);
    await box.control("clock", { advanceMs: 2 * HOUR });
    expect(await history.answers({ hours: 1 })).toEqual([]);
  });

  it("tells statistics and prices", async () => {
    await box.client.send({ gatewayId: 1, sender: null, msisdns: ["79161234501"], text: "Hello" });
    const today = moscowDay(await box.now());
    expect(await box.client.history.statistics({ fromOn: today, untilOn: today })).toMatchObject([
      { login: "demo", messageCount: 1, spent: "3.80", paidIn: "50000.00", currency: "RUR" },
    ]);
    const prices = await box.client.history.prices();
    expect(prices[0]).toMatchObject({ name: "Россия", byApi: "3.80", hlr: "0.30" });
    expect(prices.length).toBeGreaterThan(1);
  });
});

describe("info.php", () => {
  it("names the carrier of a number, or of each of many", async () => {
    const { numbers } = box.client;
    const carrier = { country: "Россия", carrier: "Пример Мобайл", mcc: "250", mnc: "99", timeZone: "3" };
    expect(await numbers.carrierOf({ msisdn: "79161234501" })).toMatchObject({ msisdn: "79161234501", ...carrier });
    expect(await numbers.carrierOf({ msisdn: "881612345" })).toBeNull();
    expect(await numbers.carriersOf({ msisdns: ["79161234501", "447700900001"] })).toMatchObject([
      { msisdn: "79161234501", ...carrier },
      { msisdn: "447700900001", country: "Великобритания" },
    ]);
    // One of them is not known, and no row says its number: which is which cannot be told.
    expect(await failureOf(numbers.carriersOf({ msisdns: ["79161234501", "881612345"] }))).toMatchObject({ outcome: "unknown", isRead: true });
  });
});

describe("users.php", () => {
  it("tells what sub-accounts sent and spent", async () => {
    const { subAccounts } = box.client;
    expect(await subAccounts.statistics({})).toEqual([]);
    await box.control("user", { login: "shop", messages: 3, spent: 1140, paidIn: 10_000 });
    const shop = [{ login: "shop", messageCount: 3, spent: "11.40", paidIn: "100.00", currency: "RUR" }];
    expect(await subAccounts.statistics({})).toMatchObject(shop);
    expect(await subAccounts.detailedStatistics({ login: "shop" })).toMatchObject(shop);
    expect(await failureOf(subAccounts.statistics({ login: "nobody" }))).toMatchObject({ gatewayCode: 6, meaning: "no_such_sub_account" });
  });
});
