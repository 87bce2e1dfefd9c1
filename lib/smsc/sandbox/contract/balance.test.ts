import { describe, expect, it } from "vitest";
import { freshSandbox } from "./harness";

const { ask, codeOf, control } = freshSandbox();

describe("the balance", () => {
  it.each([
    [0, 0, "250.80"],
    [0, 1, "250.80"],
    [0, 2, "<balance>250.80</balance>"],
    [0, 3, '{\n"balance": "250.80"\n}'],
    [1, 2, "<result>\n<balance>250.80</balance>\n<currency>RUR</currency>\n</result>"],
    [1, 3, '{\n"balance": "250.80",\n"currency": "RUR"\n}'],
  ])("with cur=%i under fmt=%i has its form", async (cur, fmt, body) => {
    await control("balance", { balance: 250.8 });
    expect(await ask("balance", { cur, fmt })).toBe(body);
  });

  it("names the credit only when there is one; it may be spent", async () => {
    await control("balance", { balance: 0 });
    await control("settings", { credit: 10 });
    expect(await ask("balance", { cur: 1, fmt: 3 })).toBe('{\n"balance": "0.00",\n"credit": "10.00",\n"currency": "RUR"\n}');
    expect(await ask("send", { phones: "79161234567", mes: "Hi", cost: 3, fmt: 1 })).toBe("1,1,3.80,-3.80");
    expect(await codeOf("send", { phones: "79161234567,79161234568", mes: "Hi" })).toBe(3);
  });

  it("is refused with an error that has a comma under fmt 1", async () => {
    expect(await ask("balance", { fmt: 1, psw: "x" })).toBe("0,-2");
  });
});
