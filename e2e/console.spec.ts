import type { Page } from "@playwright/test";
import { BESIDE, PAGES } from "./every-page";
import { expect, test, type DemoRole } from "./fixtures";

const LANDING: Record<DemoRole, { path: string; sees: (page: Page) => Promise<void>; pages: string[] }> = {
  admin: { path: "/", sees: (page) => expect(page.getByRole("heading", { name: "Running" })).toBeVisible(), pages: PAGES },
  operator: {
    path: "/",
    sees: (page) => expect(page.getByRole("button", { name: "Pause" }).first()).toBeVisible(),
    pages: [
      "/",
      "/mailings",
      "/messages",
      "/messages/new",
      "/contacts",
      "/lists",
      "/suppression",
      "/replies",
      "/delivery",
      "/delivery/failures",
      "/hlr",
      "/balance",
      "/gateway/mailings",
      "/help/statuses",
    ],
  },
  marketer: {
    path: "/mailings",
    sees: (page) => expect(page.getByRole("link", { name: "New mailing" })).toBeVisible(),
    pages: [
      "/",
      "/mailings",
      "/messages",
      "/contacts",
      "/lists",
      "/contacts/imports",
      "/suppression",
      "/replies",
      "/delivery",
      "/delivery/failures",
      "/hlr",
      "/hlr/new",
      "/balance",
      "/gateway/mailings",
      "/help/statuses",
    ],
  },
  support: {
    path: "/messages",
    sees: (page) => expect(page.getByLabel("Number, id or mailing")).toBeFocused(),
    pages: ["/messages", "/replies", "/suppression", "/help/statuses"],
  },
};

for (const [role, { path, sees, pages }] of Object.entries(LANDING) as [DemoRole, (typeof LANDING)[DemoRole]][]) {
  test(`${role} lands on their work and sees only pages that open`, async ({ page, signInAs }) => {
    await signInAs(role);
    expect(new URL(page.url()).pathname).toBe(path);
    await sees(page);
    const links = page.getByRole("navigation", { name: "Main menu" }).getByRole("link");
    const hrefs = await links.evaluateAll((all) => all.map((each) => each.getAttribute("href") ?? ""));
    expect(hrefs.sort()).toEqual([...new Set(pages.filter((each) => !BESIDE.has(each)))].sort());
    for (const href of PAGES.filter((each) => each !== "/" && each !== "/account")) {
      const isShown = (await page.request.get(href)).status() === 200;
      expect({ href, isShown }).toEqual({ href, isShown: pages.includes(href) || (href === "/mailings/new" && role === "marketer") });
    }
  });
}

test("nobody who is not signed in sees a page or gets an answer", async ({ page }) => {
  await page.goto("/mailings");
  await expect(page).toHaveURL(/\/sign-in/);
  for (const href of PAGES) {
    const answer = await page.request.get(href, { maxRedirects: 0 });
    const leadsTo = answer.headers().location?.replace(/\?.*/, "");
    expect({ href, status: answer.status(), leadsTo }).toEqual({ href, status: 307, leadsTo: "/sign-in" });
  }
  for (const route of [
    "/api/mailings",
    "/api/mailings/1",
    "/api/mailings/1/messages",
    "/api/mailings/1/messages.csv",
    "/api/messages/1",
    "/api/imports/1",
    "/api/imports/1/rejects.csv",
    "/api/imports/sample.csv",
    "/api/messages/1/origin",
    "/api/messages/1/exchanges",
    "/api/hlr/1",
    "/api/hlr/1/results.csv",
    "/api/contacts.csv",
    "/api/suppression.csv",
    "/api/delivery/failures.csv",
  ]) {
    expect({ route, status: (await page.request.get(route)).status() }).toEqual({ route, status: 401 });
  }
  for (const route of ["/api/mailings/preview", "/api/hlr/preview"]) {
    expect({ route, status: (await page.request.post(route, { data: {} })).status() }).toEqual({ route, status: 401 });
  }
  expect((await page.request.post("/api/imports?name=a.csv", { data: "79160000001" })).status()).toBe(401);
});
