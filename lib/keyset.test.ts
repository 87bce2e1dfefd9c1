import { describe, expect, it } from "vitest";
import { cursorOf, idInAddress, idOf, pageHref, pageOf, sortInAddress, sortLink } from "@/lib/keyset";

describe("a page of rows", () => {
  const keyOf = (row: number) => String(row);

  it("knows by the one row too many whether there is a further page", () => {
    expect(pageOf([1, 2, 3], {}, 2, keyOf)).toEqual({ rows: [1, 2], next: "2", previous: null });
    expect(pageOf([3], { after: "2" }, 2, keyOf)).toEqual({ rows: [3], next: null, previous: "3" });
  });

  it("turns rows that were read backwards", () => {
    expect(pageOf([4, 3, 2], { before: "5" }, 2, keyOf)).toEqual({ rows: [3, 4], next: "4", previous: "3" });
    expect(pageOf([2, 1], { before: "3" }, 2, keyOf)).toEqual({ rows: [1, 2], next: "2", previous: null });
  });
});

describe("an address", () => {
  it("is read whatever stands in it", () => {
    expect(cursorOf({ after: "7", before: ["1", "2"] })).toEqual({ after: "7" });
    expect(cursorOf({ after: "\0" })).toEqual({});
    expect([idInAddress("12"), idInAddress("imports"), idInAddress("99999999999")]).toEqual([12, 0, 0]);
    expect([idOf({ before: "12" }, 5), idOf({ after: "-1" }, 5), idOf({}, 5)]).toEqual([12, 5, 5]);
  });

  it("names an order, or the page's own", () => {
    const own = { by: "added", isDescending: true } as const;
    const read = (text: string | string[] | undefined) => sortInAddress(text, ["added", "number"], own);
    expect([read("number"), read("-number")]).toEqual([
      { by: "number", isDescending: false },
      { by: "number", isDescending: true },
    ]);
    for (const strange of [undefined, "", "-", "msisdn; drop", ["number"]]) expect(read(strange)).toEqual(own);
    expect(sortLink("/contacts", own, "added")).toEqual({ href: "/contacts?sort=added", direction: "descending" });
    expect(sortLink("/contacts", read("added"), "added")).toEqual({ href: "/contacts?sort=-added", direction: "ascending" });
    expect(sortLink("/lists", own, "number", true)).toEqual({ href: "/lists?sort=-number", direction: null });
    expect(pageHref("/contacts", "", { after: "12" }, "-number")).toBe("/contacts?sort=-number&after=12");
  });

  it("of a neighbouring page keeps the search, and is none where there is no neighbour", () => {
    expect(pageHref("/contacts", "+7 916", { after: "12" })).toBe("/contacts?q=%2B7+916&after=12");
    expect(pageHref("/contacts", "", { before: "12" })).toBe("/contacts?before=12");
    expect(pageHref("/contacts", "", { after: null })).toBeNull();
  });
});
