import { describe, expect, it } from "vitest";
import { number, freshSandbox } from "./harness";

const { ask, askJson, codeOf, control, read, wait } = freshSandbox();

const OK = { result: "OK" };
const add = (fields: Record<string, string | number> = {}) => askJson("senders", { add: 1, sender: "ACME", cmt: "Our shop", ...fields });

describe("a sender name", () => {
  it("waits for the moderator, and stands in the list when it is active", async () => {
    expect(await add()).toEqual({ sender: 5002 });
    expect(await askJson("senders", { get: 1 })).toEqual([{ sender: "Sandbox" }]);
    expect(await askJson("senders", { get: 1, all: 1 })).toMatchObject([{ sender: "Sandbox" }, { sender: "ACME", id: 5002, state: "pending" }]);
    await control("sender", { sender: "ACME", isAllowed: true });
    expect(await askJson("senders", { get: 1 })).toEqual([{ sender: "Sandbox" }, { sender: "ACME" }]);
    expect(await askJson("get", { get_senders: 1 })).toEqual([{ sender: "Sandbox" }, { sender: "ACME" }]);
  });

  it("may be borne when it is active, and not while it waits or when it was refused", async () => {
    const send = (mes: string) => codeOf("send", { phones: number(1), sender: "ACME", mes });
    await add();
    expect(await send("waiting")).toBe(6);
    await control("sender", { sender: "ACME", isAllowed: true });
    expect(await send("active")).toBeNull();
    await control("sender", { sender: "ACME", isAllowed: false });
    expect(await send("refused")).toBe(6);
  });

  it("that nobody registered is refused while the account is strict", async () => {
    const send = (sender: string) => codeOf("send", { phones: number(1), sender, mes: `From ${sender}` });
    expect(await send("OTHER")).toBeNull();
    await control("settings", { hasStrictSenders: true });
    expect([await send("ANOTHER"), await send("Sandbox"), await send(".")]).toEqual([6, null, null]);
  });

  it("is changed and deleted by name or by number", async () => {
    await add();
    expect(await askJson("senders", { chg: 1, sender: "ACME", cmt: "The shop" })).toEqual(OK);
    expect(await askJson("senders", { get: 1, all: 1 })).toMatchObject([{}, { cmt: "The shop" }]);
    expect(await askJson("senders", { del: 1, id: 5002 })).toEqual(OK);
    expect(await codeOf("senders", { del: 1, id: 5002 })).toBe(3);
  });

  it.each([
    [1, { add: 1, sender: "ACME" }],
    [1, { add: 1, cmt: "x" }],
    [1, {}],
    [1, { chg: 1 }],
    [2, { get: 1, psw: "x" }],
    [3, { chg: 1, sender: "NOBODY", cmt: "x" }],
    [3, { del: 1, sender: "NOBODY" }],
    [5, { add: 1, sender: "Sandbox", cmt: "x" }],
    [5, { add: 1, sender: "much too long", cmt: "x" }],
  ])("is refused with error %i for %o", async (code, fields) => {
    expect(await codeOf("senders", fields)).toBe(code);
  });

  it("list is empty: error 3", async () => {
    await ask("senders", { del: 1, sender: "Sandbox" });
    expect(await codeOf("senders", { get: 1 })).toBe(3);
  });
});

describe("a digital sender", () => {
  const sender = "79161234567";

  it("is confirmed by the code that was sent to it", async () => {
    expect(await askJson("senders", { send_code: 1, sender })).toEqual(OK);
    const { senders } = (await read("cabinet")) as { senders: { sender: string; code: string }[] };
    const code = senders.find((known) => known.sender === sender)?.code ?? "";
    expect(await codeOf("senders", { check_code: 1, sender, code: code === "1234" ? "4321" : "1234" })).toBe(11);
    expect(await codeOf("send", { phones: number(1), mes: "Hi", sender })).toBe(6);
    expect(await askJson("senders", { check_code: 1, sender, code })).toEqual(OK);
    expect(await codeOf("send", { phones: number(1), mes: "Hello", sender })).toBeNull();
  });

  it("gets no second code within eight hours", async () => {
    await ask("senders", { send_code: 1, sender });
    expect(await codeOf("senders", { send_code: 1, sender })).toBe(10);
    await wait(8 * 3_600);
    expect(await codeOf("senders", { send_code: 1, sender })).toBeNull();
  });

  it.each([
    [1, { send_code: 1 }],
    [1, { check_code: 1 }],
    [3, { check_code: 1, sender: "79160000000", code: "1" }],
    [7, { send_code: 1, sender: "ACME" }],
    [7, { send_code: 1, sender: "7916" }],
    [8, { send_code: 1, sender: "870773123456" }],
  ])("is refused with error %i for %o", async (code, fields) => {
    expect(await codeOf("senders", fields)).toBe(code);
  });
});
