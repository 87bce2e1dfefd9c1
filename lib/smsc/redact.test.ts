import { describe, expect, it } from "vitest";
import { redactParameters } from "./redact";

describe("redactParameters", () => {
  it("leaves credentials out", () => {
    expect(redactParameters({ login: "acme", psw: "s3cret", apikey: "key", code: "1234", fmt: "3" })).toEqual({ fmt: "3" });
  });

  it("masks numbers, and counts those it does not show", () => {
    expect(redactParameters({ phone: "79161234567" })).toEqual({ phone: "7916•••••67" });
    expect(redactParameters({ phones: "+79161234567,+447700900001,+447700900002,+447700900003,+447700900004" })).toEqual({
      phones: "7916•••••67, 4477••••••01, 4477••••••02 +2",
    });
    expect(redactParameters({ phones: "G17,112" })).toEqual({ phones: "G17, •••" });
    expect(redactParameters({ sender: "79161234567", pho: "+79161234567" })).toEqual({ sender: "7916•••••67", pho: "7916•••••67" });
  });

  it("gives texts, names and whatever it does not know as their length", () => {
    expect(redactParameters({ mes: "Привет 😀", list: "+79161234567:Hi", name: "Anna", bd: "01.01.1980", novelty: "x" })).toEqual({
      mes: "(8)",
      list: "(15)",
      name: "(4)",
      bd: "(10)",
      novelty: "(1)",
    });
  });

  it("shows short codes, ids, dates and the sender ID", () => {
    const safe = { cost: "3", op: "1", id: "501", time: "01743490800", sender: "ACME", move_group: "2", "fl[5]": "1", prev_id: "88812345" };
    expect(redactParameters(safe)).toEqual(safe);
    expect(redactParameters({ id: "1234567890,".repeat(20) }).id).toBe(`${"1234567890,".repeat(20).slice(0, 80)}… (220)`);
  });
});
