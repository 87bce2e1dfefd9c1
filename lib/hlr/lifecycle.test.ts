import { describe, expect, it } from "vitest";
import { readVerdict, verdictOf } from "@/lib/hlr/lifecycle";
import { STATUS_CODES } from "@/lib/smsc/status-catalogue";

describe("what is said of a number", () => {
  it.each([
    [1, 0, "reachable"],
    [1, 200, "reachable"],
    [3, 6, "absent"],
    [20, 6, "absent"],
    [20, 13, "absent"],
    [20, 1, "does_not_exist"],
    [22, 249, "does_not_exist"],
    [20, 255, "unknown"],
    [20, null, "unknown"],
    [23, 253, "unknown"],
    [24, 0, "unknown"],
    [25, 248, "unknown"],
  ])("follows from status %s and err %s: %s", (status, err, verdict) => {
    expect(verdictOf(status, err)).toBe(verdict);
  });

  it("is nothing yet while the gateway has no final answer", () => {
    for (const status of [null, -3, -2, -1, 0]) expect(verdictOf(status, null)).toBeNull();
  });

  it("is something for every other code there is, and for those to come", () => {
    for (const status of STATUS_CODES.filter((code) => code > 0)) expect(verdictOf(status, 0)).not.toBeNull();
    expect(verdictOf(99, null)).toBe("unknown");
  });
});

describe("a filter in an address", () => {
  it("is a verdict, or all", () => {
    expect(readVerdict("absent")).toBe("absent");
    for (const other of ["all", "", undefined, ["absent"], "delivered"]) expect(readVerdict(other)).toBeNull();
  });
});
