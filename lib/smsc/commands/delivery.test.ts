import { describe, expect, it } from "vitest";
import type { DeliveryOptions } from "../gateway";
import { encodeContent, encodeDelivery, encodeDetail } from "./delivery";

describe("encodeContent", () => {
  it("writes numbers with a plus", () => {
    expect(encodeContent({ msisdns: ["79161234567", "447700900001"], text: "Hi: all" })).toEqual({
      phones: "+79161234567,+447700900001",
      mes: "Hi: all",
    });
  });

  it("keeps one entry on one line, whatever the text holds", () => {
    const personalised = [
      { msisdn: "447700900001", text: "One\r\ntwo\nthree" },
      { msisdn: "447700900002", text: "447700900003:not a number; a|b" },
    ];
    expect(encodeContent({ personalised })).toEqual({
      list: "+447700900001:One\\ntwo\\nthree\n+447700900002:447700900003:not a number; a|b",
    });
  });

  it("gives an entry its own sender and zone", () => {
    const personalised = [
      { msisdn: "79161234567", text: "Your order 17 is ready", sender: "ACME" },
      { msisdn: "79261234567", text: "Two", sender: "ACME-SHOP", timeZone: 2 },
    ];
    expect(encodeContent({ personalised })).toEqual({ list: "ACME|+79161234567:Your order 17 is ready\nACME-SHOP,2|+79261234567:Two" });
  });

  it("puts a comment behind a line of tildes", () => {
    expect(encodeContent({ msisdns: ["79161234567"], text: "Hi" }, "spring").mes).toBe("Hi\n~~~\nspring");
  });

  it.each([
    ["a number that could become a group", { msisdns: ["G17"], text: "Hi" }],
    ["a number that could become a list", { msisdns: ["447700900001,447700900002"], text: "Hi" }],
    ["nobody", { msisdns: [], text: "Hi" }],
    ["a sender that could become a number", { personalised: [{ msisdn: "79161234567", text: "Hi", sender: "A|79160000000:B" }] }],
    ["a zone without a sender", { personalised: [{ msisdn: "79161234567", text: "Hi", timeZone: 2 }] }],
  ])("refuses %s", (_, content) => {
    expect(() => encodeContent(content)).toThrow(RangeError);
  });

  it("refuses a comment that would stand in one recipient's text", () => {
    expect(() => encodeContent({ personalised: [{ msisdn: "79161234567", text: "Hi" }] }, "spring")).toThrow(RangeError);
  });
});

describe("encodeDelivery", () => {
  it.each<[DeliveryOptions, Record<string, string>]>([
    [{}, {}],
    [{ time: { at: new Date(1743490800_999) } }, { time: "01743490800" }],
    [
      { time: { local: "2025-04-01T10:00" }, timeZone: -1 },
      { time: "01.04.25 10:00", tz: "-1" },
    ],
    [
      { time: { local: "2025-04-01T10:00" }, timeZone: 0 },
      { time: "01.04.25 10:00", tz: "0" },
    ],
    [{ time: { betweenHours: [9, 22] } }, { time: "9-22" }],
    [{ time: { inMinutes: 15 } }, { time: "+15" }],
    [{ spread: { hours: 0.5 } }, { period: "0.5" }],
    [{ spread: { hours: 24, everyMinutes: 60 } }, { period: "24", freq: "60" }],
    [{ validMinutes: 1 }, { valid: "00:01" }],
    [{ validMinutes: 90 }, { valid: "01:30" }],
    [{ validMinutes: 1440 }, { valid: "24:00" }],
    [{ maxSegments: 2 }, { maxsms: "2" }],
    [{ translit: "latin" }, { translit: "1" }],
    [{ translit: "lookalike" }, { translit: "2" }],
    [
      { shortenLinks: true, isFlash: true },
      { tinyurl: "1", flash: "1" },
    ],
    [{ shortenLinks: false, isFlash: false }, {}],
  ])("writes %j", (options, expected) => {
    expect(encodeDelivery(options)).toEqual(expected);
  });

  it.each<DeliveryOptions>([
    { validMinutes: 0 },
    { validMinutes: 1441 },
    { spread: { hours: 0 } },
    { spread: { hours: 721 } },
    { spread: { hours: 1, everyMinutes: 0 } },
    { maxSegments: 0 },
    { time: { local: "01.04.2025 10:00" } },
    { time: { betweenHours: [9, 25] } },
    { time: { inMinutes: -1 } },
  ])("refuses %j", (options) => {
    expect(() => encodeDelivery(options)).toThrow(RangeError);
  });
});

describe("encodeDetail", () => {
  it.each([
    [undefined, { cost: "3", op: "1" }],
    [{ money: "none", phones: "none" } as const, {}],
    [{ money: "cost", phones: "faulty" } as const, { cost: "2", err: "1" }],
    [{ money: "balance", phones: "all" } as const, { cost: "3", op: "1" }],
  ])("asks for %j", (detail, expected) => {
    expect(encodeDetail(detail)).toEqual(expected);
  });
});
