import { describe, expect, it } from "vitest";
import { deedOf, elapsedOf, holdOf, secondsToEnd, worthOf } from "@/components/messages/message-facts";

const tries = [
  { gatewayId: 1, number: 1, claimedAt: "2026-11-27T10:00:00.400Z", answeredAt: null, outcome: null, gatewayCode: null, durationMs: null },
];
const message = { state: { code: 1 }, tries, createdAt: "2026-11-26T10:00:00Z", outsideId: null };

describe("how long the answer took", () => {
  it.each([
    ["2026-11-27T10:00:04.000Z", 4],
    ["2026-11-27T10:00:00.000Z", 1],
    ["2026-11-27T09:59:00.000Z", null],
    [null, null],
  ])("by a final status of %s is %s seconds", (statusAt, seconds) => {
    expect(secondsToEnd({ ...message, statusAt })).toBe(seconds);
  });

  it("is not known before the end, and of an outside message counts from when it was sent", () => {
    expect(secondsToEnd({ ...message, state: { code: 0 }, statusAt: "2026-11-27T10:00:04Z" })).toBeNull();
    expect(secondsToEnd({ ...message, state: "refused", statusAt: null })).toBeNull();
    expect(secondsToEnd({ ...message, tries: [], outsideId: "7", statusAt: "2026-11-26T10:00:09Z" })).toBe(9);
  });

  it.each([
    [1, { unit: "second", count: 1 }],
    [119, { unit: "second", count: 119 }],
    [120, { unit: "minute", count: 2 }],
    [7_199, { unit: "minute", count: 120 }],
    [7_200, { unit: "hour", count: 2 }],
    [200_000, { unit: "day", count: 2 }],
  ])("of %s seconds is said as %o", (seconds, said) => {
    expect(elapsedOf(seconds)).toEqual(said);
  });
});

describe("what to do about a message", () => {
  const ended = (code: number, err: number | null, seconds: number) => ({
    ...message,
    state: { code },
    err,
    statusAt: new Date(Date.parse("2026-11-27T10:00:00Z") + seconds * 1_000).toISOString(),
  });

  it.each([
    ["delivered", ended(1, 0, 5), "arrived", null],
    ["expired", ended(3, 0, 86_400), "yes", "repeat"],
    ["of a phone that was off", ended(20, 6, 86_400), "yes", "repeat"],
    ["of a subscriber who does not exist", ended(20, 1, 86_400), "no", "suppress"],
    ["that came back at once, nobody said why", ended(20, 0, 4), "no", "suppress"],
    ["that came back after hours, nobody said why", ended(20, null, 7_200), "yes", "repeat"],
    ["to a wrong number", ended(22, 0, 1), "no", "suppress"],
    ["that was not paid for", ended(24, 0, 1), "yes", "balance"],
    ["that was banned", ended(23, 240, 1), "no", null],
    ["with the carrier", ended(0, 0, 1), "not_yet", null],
    ["that waits in a paused mailing", { ...ended(0, null, 1), state: "stopped" as const }, "not_yet", "mailing"],
    ["that was suppressed", { ...ended(0, null, 1), state: "skipped" as const }, "no", null],
    ["nobody saw the end of", { ...ended(0, null, 1), state: "archived_unseen" as const }, "yes", null],
  ])("%s", (_, given, worth, deed) => {
    expect([worthOf(given), deedOf(given)]).toEqual([worth, deed]);
  });
});

describe("why the gateway holds a message", () => {
  it.each([
    ["2026-11-27T05:59:00Z", "Etc/GMT-3", "night"],
    ["2026-11-27T06:00:00Z", "Etc/GMT-3", "turn"],
    ["2026-11-27T18:59:00Z", null, "turn"],
    ["2026-11-27T19:00:00Z", null, "night"],
    ["2026-11-27T21:00:00Z", "Etc/GMT-12", "turn"],
    ["2026-11-27T21:00:00Z", "Etc/GMT-3", "night"],
  ])("at %s in %s: %s", (now, timeZone, cause) => {
    expect(holdOf({ timeZone, now: new Date(now) })).toBe(cause);
  });
});
