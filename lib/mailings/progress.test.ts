import { describe, expect, it } from "vitest";
import type { MailingState } from "@/lib/mailings/lifecycle";
import { barOf, pauseNumbersOf, secondsLeft, type Counter } from "@/lib/mailings/progress";
import { STATUS_CODES } from "@/lib/smsc/status-catalogue";

const own = (bucket: string, count: number): Counter => ({ bucket, code: 0, count });
const status = (code: number, count: number): Counter => ({ bucket: "status", code, count });
/** Each bucket and each code once, with counts whose sums tell which were added. */
const EVERY: Counter[] = [
  own("queued", 1),
  own("submitting", 2),
  own("accepted", 4),
  own("refused", 8),
  own("unconfirmed", 16),
  own("skipped", 32),
  own("unseen", 2 ** 24),
  own("no_final", 2 ** 25),
  ...STATUS_CODES.map((code, index) => status(code, 64 * 2 ** index)),
  status(7, 64 * 2 ** 13),
  status(99, 64 * 2 ** 14),
];
const TOTAL = EVERY.reduce((sum, { count }) => sum + count, 0);
const STATES: MailingState[] = ["planning", "sending", "paused", "canceled", "completed"];

describe("the bar", () => {
  it.each(STATES)("holds every message that was not skipped, once, while the mailing is %s", (state) => {
    expect(Object.values(barOf(EVERY, state)).reduce((sum, count) => sum + count, 0)).toBe(TOTAL - 32);
  });

  it.each([
    ["sending", "planned"],
    ["paused", "stopped"],
    ["canceled", "withdrawn"],
  ] as const)("shows what is queued in a mailing that is %s as %s", (state, part) => {
    expect(barOf([own("queued", 5)], state)[part]).toBe(5);
  });

  it.each([
    [1, "delivered"],
    [2, "read"],
    [4, "read"],
    [3, "failed"],
    [20, "failed"],
    [22, "failed"],
    [23, "failed"],
    [24, "failed"],
    [25, "failed"],
    [0, "withCarriers"],
    [-1, "atGateway"],
    [-3, "atGateway"],
    [-2, "stopped"],
    [99, "failed"],
    [7, "withCarriers"],
  ] as const)("shows code %i as %s", (code, part) => {
    expect(barOf([status(code, 1)], "sending")[part]).toBe(1);
  });
});

describe("the numbers of a pause", () => {
  it("add up to the audience, what planning has not written among what is stopped here", () => {
    const { audience, ...parts } = pauseNumbersOf(EVERY, TOTAL + 1000);
    expect(audience).toBe(TOTAL + 1000);
    expect(Object.values(parts).reduce((sum, count) => sum + count, 0)).toBe(audience);
    expect(parts).toMatchObject({ stoppedHere: 1001, leavingNow: 2, skipped: 32 });
  });

  it("count a -2 of the gateway among what may still leave there", () => {
    expect(pauseNumbersOf([status(-2, 3), own("accepted", 1), own("unconfirmed", 1)], 5)).toMatchObject({ mayStillLeave: 5, settled: 0 });
  });
});

describe("the time left", () => {
  it("follows from what waits and the speed, and is unknown without one", () => {
    expect([secondsLeft(600, 600), secondsLeft(1, 600), secondsLeft(0, 600), secondsLeft(5, null)]).toEqual([60, 1, null, null]);
  });
});
