import { beforeAll, describe, expect, it } from "vitest";
import { queryForAddress, queryInAddress } from "@/lib/search/sealed-query";

beforeAll(() => {
  process.env.NEXTAUTH_SECRET = "of the tests alone";
});

describe("a question in an address", () => {
  it.each(["+7 (916) 123-45-67", "447700900001", "Sample 79161234567", "8916123456"])("does not show the number of %s", (text) => {
    const sealed = queryForAddress(text);
    expect(sealed).toMatch(/^~[\w-]+$/);
    expect(sealed).not.toContain("1234");
    expect(queryInAddress(sealed)).toBe(text);
  });

  it.each(["Anna", "7916", "+7 916 123", ""])("stands there as it is when it tells nobody's number: %s", (text) => {
    expect(queryForAddress(text)).toBe(text);
    expect(queryInAddress(text)).toBe(text);
  });

  it("is never taken for a seal when a person begins it like one", () => {
    expect(queryInAddress(queryForAddress("~Anna"))).toBe("~Anna");
  });

  it.each(["~", "~AAAA", "~not sealed", `${queryForAddress("79161234567").slice(0, -4)}AAAA`])("is empty for a seal that is not ours: %s", (text) => {
    expect(queryInAddress(text)).toBe("");
  });

  it("is cut to what a field takes, holds no zero character and no list", () => {
    expect(queryInAddress("a".repeat(500))).toHaveLength(100);
    expect(queryInAddress("An\0na")).toBe("Anna");
    expect(queryInAddress(["a", "b"])).toBe("");
  });
});
