import { describe, expect, it } from "vitest";
import { elapsedOf, secondsToEnd } from "@/components/messages/message-facts";

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
