import { describe, expect, it } from "vitest";
import { isUnusual } from "@/lib/reports/unusual";

describe("a day's failures", () => {
  it.each([
    ["four times as many of a thousand", { failed: 120, total: 1_000 }, { failed: 3_000, total: 100_000 }, true],
    ["as many as ever", { failed: 30, total: 1_000 }, { failed: 3_000, total: 100_000 }, false],
    ["fewer than ever", { failed: 0, total: 1_000 }, { failed: 3_000, total: 100_000 }, false],
    ["of a handful of messages", { failed: 20, total: 40 }, { failed: 3_000, total: 100_000 }, false],
    ["without days before them", { failed: 500, total: 1_000 }, { failed: 0, total: 0 }, false],
    ["a little more of a million: significant, and no matter", { failed: 31_500, total: 1_000_000 }, { failed: 30_000, total: 1_000_000 }, false],
    ["some of a carrier that never failed", { failed: 30, total: 500 }, { failed: 0, total: 5_000 }, true],
    ["none where nothing ever failed", { failed: 0, total: 500 }, { failed: 0, total: 5_000 }, false],
    ["all of them, as ever", { failed: 500, total: 500 }, { failed: 5_000, total: 5_000 }, false],
  ])("%s", (_, day, before, expected) => {
    expect(isUnusual(day, before)).toBe(expected);
  });
});
