import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { failureOf, openSandbox, type OpenSandbox } from "./open-sandbox";

let box: OpenSandbox;
beforeAll(async () => {
  box = await openSandbox();
});
afterAll(() => box.close());
beforeEach(() => box.reset());

const anna = {
  name: "Anna",
  lastName: "Smith",
  firstName: "Anna",
  middleName: "M",
  birthday: "1980-01-01",
  externalId: "4321",
  comment: "vip",
  tags: "shop",
};

describe.each([false, true])("phones.php, where success is told as OK alone: %s", (isBareOk) => {
  beforeEach(() => box.control("settings", { isBareOk }));

  it("keeps, changes, lists and deletes contacts", async () => {
    const { contacts } = box.client;
    expect(await contacts.list({})).toEqual([]);
    const { contactId } = await contacts.add({ msisdns: ["79161234501"], ...anna, otherMsisdns: ["79261234567"] });
    const [kept] = await contacts.list({ msisdn: "79161234501" });
    expect(kept).toMatchObject({ contactId, msisdn: "79161234501", groupIds: [], ...anna, otherMsisdns: ["79261234567"] });

    expect(await contacts.change({ msisdns: ["79161234501"], newMsisdns: ["79161234502"], comment: "gone" })).toBe(true);
    expect(await contacts.list({ search: "gone" })).toMatchObject([{ msisdn: "79161234502", name: "Anna", comment: "gone" }]);
    expect(await contacts.list({ name: "smith" })).toHaveLength(1);
    expect(await contacts.list({ afterId: contactId })).toEqual([]);

    expect(await contacts.remove({ msisdns: ["79161234502"] })).toBe(true);
    expect(await contacts.list({ groupId: "" })).toEqual([]);
  });

  it("keeps groups, and contacts in them", async () => {
    const { contacts, groups } = box.client;
    expect(await groups.list()).toEqual([]);
    const { groupId: customers } = await groups.add({ name: "customers", number: 17, holds: "phones" });
    const { groupId: partners } = await groups.add({ name: "Partners" });
    await contacts.add({ msisdns: ["79161234501"], groupIds: [customers] });
    const who = { msisdns: ["79161234501"] };
    const groupsOf = async () => Object.values((await box.cabinet()).contacts ?? []).flatMap((contact) => (contact as { groups: number[] }).groups);

    expect(await groups.include({ groupId: partners, ...who })).toBe(true);
    expect(await groupsOf()).toEqual([Number(customers), Number(partners)]);
    expect(await groups.exclude({ groupId: customers, ...who })).toBe(true);
    expect(await groupsOf()).toEqual([Number(partners)]);
    expect(await groups.move({ groupId: customers, ...who })).toBe(true);
    expect(await contacts.list({ groupId: customers })).toMatchObject([{ groupIds: [customers] }]);

    expect(await groups.change({ groupId: partners, name: "Allies", number: 18 })).toBe(true);
    expect(await groups.list()).toMatchObject([
      { groupId: customers, name: "Customers", number: 17, contactCount: 1 },
      { groupId: partners, name: "Allies", number: 18, contactCount: 0 },
    ]);
    expect(await groups.remove({ groupId: customers })).toBe(true);
    expect(await groupsOf()).toEqual([]);
  });

  it.each([
    ["all", "79161234501", 23],
    ["mass", "79161234505", 1],
    ["single", "79161234506", 23],
  ] as const)("holds back what the black list says: %s", async (scope, msisdn, status) => {
    const { blackList, send } = box.client;
    expect((await blackList.add({ msisdns: [msisdn], scope })).entryId).toMatch(/^\d+$/);
    await box.control("pace", { pace: "at-once" });
    await send({ gatewayId: 1, sender: null, msisdns: [msisdn], text: "Hi" });
    expect(await box.client.status({ gatewayId: 1, msisdn })).toMatchObject({ status });
    expect(await blackList.remove({ msisdns: [msisdn] })).toBe(true);
    await send({ gatewayId: 2, sender: null, msisdns: [msisdn], text: "Hi again" });
    expect(await box.client.status({ gatewayId: 2, msisdn })).toMatchObject({ status: 1 });
  });
});

describe("phones.php", () => {
  it("says what it refuses", async () => {
    const { contacts, groups, blackList } = box.client;
    const notFound = { outcome: "refused", gatewayCode: 3, meaning: "not_found" };
    const failed = { outcome: "refused", gatewayCode: 5, meaning: "failed" };
    expect(await failureOf(contacts.change({ msisdns: ["79161234501"], name: "Nobody" }))).toMatchObject(notFound);
    expect(await failureOf(contacts.remove({ msisdns: ["79161234501"] }))).toMatchObject(notFound);
    expect(await failureOf(groups.change({ groupId: "7", name: "None" }))).toMatchObject(notFound);
    expect(await failureOf(groups.remove({ groupId: "7" }))).toMatchObject(notFound);
    expect(await failureOf(groups.move({ groupId: "7", msisdns: ["79161234501"] }))).toMatchObject(notFound);
    expect(await failureOf(blackList.remove({ msisdns: ["79161234501"] }))).toMatchObject(notFound);
    await groups.add({ name: "Customers", number: 17 });
    expect(await failureOf(groups.add({ name: "Partners", number: 17 }))).toMatchObject(failed);
    expect(await failureOf(groups.add({ name: " " }))).toMatchObject(failed);
    await contacts.add({ msisdns: ["79161234501"] });
    expect(await failureOf(contacts.add({ msisdns: ["79161234501"], name: "Twice" }))).toMatchObject(failed);
  });
});
