import initSmsc from "node-smsc";
import { beforeEach, describe, expect, it } from "vitest";
import { number, freshSandbox } from "./contract/harness";

/**
 * A client that others wrote for the real gateway, as it comes from its registry, works against the sandbox.
 * The one lever is its own documented option `request`, the root of the scripts: nothing of it is replaced or patched.
 */
const { control, urlOf, read } = freshSandbox({ pace: "at-once" });

let smsc: ReturnType<typeof initSmsc>;
beforeEach(() => {
  smsc = initSmsc({ login: "demo", password: "demo", request: new URL(".", urlOf("send")).href });
});

/** How a call failed: the package throws an error that holds the answer. */
async function failure(call: PromiseLike<unknown>): Promise<unknown> {
  return Promise.resolve(call).then(
    () => null,
    (error: { name: string; response: unknown }) => ({ name: error.name, response: error.response }),
  );
}

describe("node-smsc 0.2.3", () => {
  it("asks a cost, sends, and learns status and balance", async () => {
    const message = { phones: "79161234567", mes: "Привет" };
    expect(await smsc.send({ ...message, cost: 1 })).toEqual({ cost: "3.80", cnt: 1 });
    expect(await smsc.send({ ...message, cost: 3 })).toEqual({ id: 1, cnt: 1, cost: "3.80", balance: "49996.20" });
    expect(await smsc.status({ phone: message.phones, id: 1, all: 2 })).toMatchObject({
      status: 1,
      status_name: "Доставлено",
      message: "Привет",
      country: "Россия",
    });
    expect(await smsc.status({ phone: `${message.phones},${number(1)}`, id: "1,1" })).toMatchObject([
      { status: 1, id: 1, phone: message.phones },
      { status: -3, id: 1, phone: number(1) },
    ]);
    expect(await smsc.balance()).toEqual({ balance: "49996.20" });
    expect(await smsc.balance({ cur: 1 })).toEqual({ balance: "49996.20", currency: "RUR" });
  });

  it("sends by multipart, with its parameters in the query and a file in the body", async () => {
    const files = [{ field: "file0", value: Buffer.from("picture"), options: { filename: "a.gif", contentType: "image/gif" } }];
    expect(await smsc.send({ phones: "79161234567", mms: 1, subj: "Picture" }, { files })).toEqual({ id: 1, cnt: 1 });
  });

  it("deletes a message", async () => {
    await smsc.send({ phones: number(1), mes: "Hi" });
    expect(await smsc.status({ phone: number(1), id: 1, del: 1 })).toEqual({ result: "OK" });
    expect(await smsc.status({ phone: number(1), id: 1 })).toEqual({ status: -3 });
  });

  it("is told an error with its number", async () => {
    expect(await failure(smsc.send({ phones: "7916", mes: "Hi" }))).toEqual({
      name: "SmscApiError",
      response: { error: "invalid number", error_code: 7, id: 1 },
    });
  });

  it.each([false, true])("keeps contacts and groups (bare OK: %s)", async (isBareOk) => {
    await control("settings", { isBareOk });
    const { id: grp } = (await smsc.phones({ add_group: 1, name: "customers", num: 77 })) as { id: number };
    expect(await smsc.phones({ add: 1, phone: "79161234567", name: "Anna", grp, myid: "4321" })).toMatchObject({ id: grp + 1 });
    expect(await smsc.phones({ chg: 1, phone: "79161234567", fnm: "Anna", lnm: "Smith" })).toEqual({ result: "OK" });
    expect(await smsc.phones({ get: 1, phone: "79161234567" })).toMatchObject([
      { phone: "79161234567", name: "Anna", group: String(grp), first_name: "Anna", last_name: "Smith", id: "4321" },
    ]);
    expect(await smsc.phones({ get_group: 1 })).toEqual([{ id: grp, name: "Customers", number: 77, cnt: "1" }]);
    expect(await smsc.send({ phones: "G77", mes: "To the group" })).toMatchObject({ cnt: 1 });
    expect(await smsc.phones({ move_group: 3, grp, phone: "79161234567" })).toEqual({ result: "OK" });
    expect(await smsc.phones({ del_group: 1, grp })).toEqual({ result: "OK" });
    expect(await smsc.phones({ del: 1, phone: "79161234567" })).toEqual({ result: "OK" });
    expect(await failure(smsc.phones({ get: 1 }))).toMatchObject({ response: { error: "record not found", error_code: 3 } });
  });

  it("keeps senders and templates", async () => {
    const { sender: id } = (await smsc.senders({ add: 1, sender: "ACME", cmt: "Our shop" })) as { sender: number };
    await control("sender", { sender: "ACME", isAllowed: true });
    expect(await smsc.senders({ get: 1 })).toEqual([{ sender: "Sandbox" }, { sender: "ACME" }]);
    expect(await smsc.senders({ del: 1, id })).toEqual({ result: "OK" });

    const { id: template } = (await smsc.templates({ add: 1, name: "welcome", msg: "Hello" })) as { id: number };
    expect(await smsc.templates({ chg: 1, id: template, msg: "Good day" })).toEqual({ result: "OK" });
    expect(await smsc.templates({ get: 1 })).toMatchObject([{ id: template, name: "Welcome", message: "Good day" }]);
    expect(await smsc.templates({ del: 1, id: template })).toEqual({ result: "OK" });
  });

  it("makes a mailing, cancels it and reads the history of another", async () => {
    const { id } = (await smsc.jobs({ add: 1, name: "April", phones: `${number(1)},${number(5)}`, mes: "Hello", time: "+60" })) as { id: number };
    expect(await smsc.jobs({ get: 1, id })).toMatchObject({ id, name: "April", status: -1 });
    expect(await smsc.jobs({ cancel: 1, id })).toEqual({ result: "OK" });
    expect(await smsc.jobs({ del: 1, id })).toEqual({ result: "OK" });
    expect(await smsc.get({ get_messages: 1 })).toEqual([]);

    await smsc.jobs({ add: 1, name: "May", phones: `${number(1)},${number(3)}`, mes: "Hello again" });
    const rows = await smsc.get({ get_messages: 1, cnt: 10 });
    expect(rows).toMatchObject([
      { phone: number(3), status: 3, message: "Hello again" },
      { phone: number(1), status: 1 },
    ]);
    const [{ int_id }] = rows as [{ int_id: string }];
    expect(await smsc.get({ get_messages: 1, prev_id: int_id })).toMatchObject([{ phone: number(1) }]);
  });

  it("reads answers, statistics, rates and the carrier of a number", async () => {
    await control("incoming", { phone: "79161234567", text: "STOP" });
    expect(await smsc.get({ get_answers: 1, hour: 1 })).toMatchObject([{ phone: "79161234567", message: "STOP" }]);
    expect(await smsc.get({ get_stat: 1, start: "01.01.2020" })).toMatchObject([{ login: "demo", currency: "RUR" }]);
    expect(await smsc.get({ get_price: 1 })).toMatchObject({ zones: [{ zone: "1", api: "3.80" }, { zone: "2" }, { zone: "3" }] });
    expect(await smsc.info({ get_operator: 1, phone: "79161234567" })).toMatchObject({ country: "Россия", mcc: "250" });
    expect(await smsc.users({ get_stat: 1 })).toEqual([]);
    expect(await read("ledger")).toMatchObject({ requests: { get: 3, info: 1, users: 1 } });
  });
});
