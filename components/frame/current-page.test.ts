import { describe, expect, it } from "vitest";
import { currentPage } from "@/components/frame/current-page";

const PAGES = [{ href: "/" }, { href: "/messages" }, { href: "/messages/new" }, { href: "/contacts" }];

describe("the current page of the side bar", () => {
  it("is the dashboard only at the root", () => {
    expect(currentPage(PAGES, "/")?.href).toBe("/");
    expect(currentPage(PAGES, "/settings")).toBeNull();
  });

  it("is the longest address that the path begins with", () => {
    expect(currentPage(PAGES, "/messages/17")?.href).toBe("/messages");
    expect(currentPage(PAGES, "/messages/new")?.href).toBe("/messages/new");
  });

  it("is not taken in by an address that only starts with the same letters", () => {
    expect(currentPage(PAGES, "/contactsheet")).toBeNull();
  });
});
