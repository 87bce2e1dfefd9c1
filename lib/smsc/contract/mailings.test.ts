import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { failureOf, moscowDay, openSandbox, type OpenSandbox } from "./open-sandbox";

let box: OpenSandbox;
beforeAll(async () => {
  box = await openSandbox();
});
afterAll(() => box.close());
beforeEach(() => box.reset());

const april = { name: "April", sender: "ACME", msisdns: ["79161234501", "79161234502"], text: "Hello" };

describe("jobs.php", () => {
  it("makes a mailing, with its cost when that is asked for", async () => {
    const made = await box.client.mailings.add(april);
    expect(made).toEqual({ mailingId: expect.stringMatching(/^\d+$/) as string, cost: null });
    expect(await box.client.mailings.add({ ...april, text: "With cost", withCost: true })).toMatchObject({ cost: "7.60" });
    expect(await box.client.mailings.read(made)).toMatchObject({ mailingId: made.mailingId, raw: { name: "April" } });
    expect(await box.ledger()).toMatchObject({ handedOver: 4 });
  });

  it("takes a list, a template or a group in place of one text", async () => {
    const { mailings, templates, groups, contacts } = box.client;
    await mailings.add({ name: "Own", sender: null, personalised: [{ msisdn: "79161234501", text: "Anna, hello" }] });
    const { templateId } = await templates.add({ name: "Ready", text: "It is ready" });
    await mailings.add({ name: "Template", sender: null, msisdns: ["79161234501"], templateId });
    const { groupId } = await groups.add({ name: "Customers", number: 17 });
    await contacts.add({ msisdns: ["79161234505"], groupIds: [groupId] });
    await mailings.add({ name: "Group", sender: null, groupNumbers: [17], text: "To all" });
    const history = await box.client.history.messages({});
    expect(history.map(({ recipient, text }) => [recipient, text])).toEqual([
      ["79161234505", "To all"],
      ["79161234501", "It is ready"],
      ["79161234501", "Anna, hello"],
    ]);
  });

  it("cancels what has not begun, and nothing else", async () => {
    const later = await box.client.mailings.add({ ...april, time: { inMinutes: 600 } });
    const begun = await box.client.mailings.add({ ...april, text: "Now" });
    expect(await box.client.mailings.cancel(later)).toBe(true);
    expect(await failureOf(box.client.mailings.cancel(begun))).toMatchObject({ outcome: "refused", gatewayCode: 3, meaning: "not_saved" });
    expect(await box.client.mailings.read(later)).toMatchObject({ status: -2 });
  });

  it("lists mailings, all or of some days, and deletes one", async () => {
    const today = moscowDay(await box.now());
    expect(await box.client.mailings.list({})).toEqual([]);
    const first = await box.client.mailings.add(april);
    const second = await box.client.mailings.add({ ...april, text: "Tomorrow", time: { inMinutes: 24 * 60 } });
    const ids = async (days: { fromOn?: string; untilOn?: string }) => (await box.client.mailings.list(days)).map(({ mailingId }) => mailingId);
    expect(await ids({ fromOn: today })).toEqual([first.mailingId, second.mailingId]);
    expect(await ids({ fromOn: today, untilOn: today })).toEqual([first.mailingId]);
    expect(await box.client.mailings.remove(first)).toBe(true);
    await box.control("clock", { advanceMs: 60_000 });
    expect(await ids({})).toEqual([second.mailingId]);
  });

  it("says what it refuses", async () => {
    const { mailings } = box.client;
    expect(await failureOf(mailings.add({ ...april, name: "" }))).toMatchObject({ gatewayCode: 1, meaning: "wrong_parameters" });
    const wrongTime = { local: "2025-13-41T10:00" };
    expect(await failureOf(mailings.add({ ...april, time: wrongTime }))).toMatchObject({ gatewayCode: 5, meaning: "wrong_time" });
    expect(await failureOf(mailings.read({ mailingId: "7" }))).toMatchObject({ gatewayCode: 3, isRead: true });
    await box.control("balance", { balance: 1 });
    expect(await failureOf(mailings.add(april))).toMatchObject({ gatewayCode: 3, meaning: "not_saved", isRead: false });
  });

  it("takes everything else a mailing can be told", async () => {
    const made = await box.client.mailings.add({
      ...april,
      text: "Привет",
      spareSender: "ACME2",
      repeats: { every: "weekly", atMost: 4 },
      resendUndelivered: true,
      spread: { hours: 2, everyMinutes: 60 },
      translit: "latin",
      validMinutes: 60,
      comment: "spring",
    });
    expect(made.cost).toBeNull();
    const [last] = await box.client.history.messages({ count: 1 });
    expect(last).toMatchObject({ text: "Privet", comment: "spring", sender: "ACME" });
  });
});
