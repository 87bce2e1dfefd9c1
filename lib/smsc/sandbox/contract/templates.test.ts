import { describe, expect, it } from "vitest";
import { freshSandbox } from "./harness";

const { ask, askJson, codeOf } = freshSandbox();

const OK = { result: "OK" };
const add = { add: 1, name: "welcome", msg: "Hello" };

describe("a template", () => {
  it("is added, listed with every field, changed and deleted", async () => {
    expect(await askJson("templates", { ...add, format: "sms", sender: "ACME", "fl[1]": 1 })).toEqual({ id: 5002 });
    expect(await askJson("templates", { get: 1 })).toEqual([{ id: 5002, name: "Welcome", message: "Hello", format: "sms", sender: "ACME", flag: 1 }]);
    expect(await askJson("templates", { chg: 1, id: 5002, msg: "Good day" })).toEqual(OK);
    expect(await askJson("templates", { get: 1 })).toMatchObject([{ name: "Welcome", message: "Good day", flag: 1 }]);
    expect(await askJson("templates", { del: 1, id: 5002 })).toEqual(OK);
    expect(await codeOf("templates", { get: 1 })).toBe(3);
  });

  it.each(["chg", "del"])("that is unknown is an error in plain text to %s, whatever fmt says", async (command) => {
    for (const fmt of [0, 1, 2, 3]) {
      expect(await ask("templates", { [command]: 1, id: 99, fmt, name: `try ${fmt}` })).toBe("ERROR = 3 (record not found)");
    }
  });

  it.each([
    [1, {}],
    [1, { add: 1, msg: "Hello" }],
    [1, { add: 1, name: "x" }],
    [1, { chg: 1 }],
    [1, { del: 1 }],
    [2, { ...add, psw: "x" }],
    [5, { ...add, name: " " }],
    [5, { ...add, format: "fax" }],
  ])("is refused with error %i for %o", async (code, fields) => {
    expect(await codeOf("templates", fields)).toBe(code);
  });
});
