import { expect, it } from "vitest";
import { SeenNumbers } from "@/lib/imports/seen-numbers";

it("knows every number it was given and no other", () => {
  const seen = new SeenNumbers();
  for (let n = 0; n < 200_000; n++) expect(seen.add(String(79_000_000_000 + n * 7))).toBe(true);
  expect(seen.size).toBe(200_000);
  expect(seen.add("79000000007")).toBe(false);
  expect(seen.add("79000000008")).toBe(true);
  expect(seen.add("999999999999999")).toBe(true);
  expect(seen.add("999999999999998")).toBe(true);
});
