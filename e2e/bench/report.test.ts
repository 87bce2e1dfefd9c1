import { describe, expect, it } from "vitest";
import { passes, percentile, ratioOf, reachesTarget, tableOf, type Figure } from "./report";

const rate: Figure = {
  what: "import",
  unit: "rows/s",
  value: 20_000,
  target: 25_000,
  sense: "at_least",
  floor: { what: "plain COPY", value: 100_000, ratio: 0.15 },
};
const time: Figure = {
  ...rate,
  what: "look-up",
  unit: "ms",
  value: 3,
  target: 10,
  sense: "at_most",
  floor: { what: "primary key", value: 0.5, ratio: 4 },
};

describe("a figure of the benchmark", () => {
  it("passes by its ratio to the floor, and says beside it that the target was missed", () => {
    expect([ratioOf(rate), passes(rate), reachesTarget(rate)]).toEqual([0.2, true, false]);
    expect(tableOf([rate])).toMatch(/import +20,000 rows\/s +≥ 25,000 \(missed\) +100,000 rows\/s \(plain COPY\) +0\.20 \(≥ 0\.15\) +passed/);
  });
  it("fails a rate below its ratio", () => {
    expect(passes({ ...rate, value: 14_000 })).toBe(false);
  });
  it("fails a time that is too many times its floor, even within the target", () => {
    expect([passes(time), reachesTarget(time)]).toEqual([false, true]);
  });
  it("holds a figure without a floor to its target", () => {
    expect(passes({ ...time, floor: undefined })).toBe(true);
    expect(passes({ ...time, floor: undefined, value: 11 })).toBe(false);
  });
});

it("takes the value below which a share of the values lie", () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect([percentile(hundred, 0.95), percentile(hundred, 0.5), percentile([7], 0.95)]).toEqual([96, 51, 7]);
});
