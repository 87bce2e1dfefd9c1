import type { Page } from "@playwright/test";
import { expect, test, type DemoRole } from "./fixtures";

/** Pages that stand by themselves, and those behind the first row of a list. */
const PAGES = [
  "/",
  "/mailings",
  "/mailings/new",
  "/messages",
  "/messages/new",
  "/contacts",
  "/contacts/imports",
  "/lists",
  "/suppression",
  "/replies",
  "/balance",
  "/gateway/mailings",
  "/connection",
  "/connection/log",
  "/connection/unmatched",
  "/help/statuses",
  "/account",
];
/** Reached from other pages, not from the side bar. */
const BESIDE = new Set(["/account", "/mailings/new", "/connection/unmatched"]);
const BEHIND = [
  { list: "/mailings?tab=all", link: /^\/mailings\/\d+$/ },
  { list: "/contacts", link: /^\/contacts\/\d+$/ },
  { list: "/lists", link: /^\/lists\/\d+$/ },
  { list: "/contacts/imports", link: /^\/contacts\/imports\/\d+$/ },
];

async function firstLink(page: Page, { list, link }: (typeof BEHIND)[number]): Promise<string | null> {
  await page.goto(list);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const hrefs = await page
    .getByRole("main")
    .getByRole("link")
    .evaluateAll((links) => links.map((each) => each.getAttribute("href") ?? ""));
  return hrefs.find((href) => link.test(href)) ?? null;
}

async function everyPage(page: Page): Promise<string[]> {
  const behind = [];
  for (const place of BEHIND) behind.push(await firstLink(page, place));
  const mailing = behind[0];
  const message = mailing && (await firstLink(page, { list: `${mailing}?filter=all`, link: /^\/messages\/\d+$/ }));
  return [...PAGES, ...behind, message].filter((href) => href !== null && href !== undefined);
}

/** Elements that are wider than the window, by their text. */
const overflowing = (page: Page) =>
  page.evaluate(() =>
    document.documentElement.scrollWidth <= window.innerWidth
      ? []
      : [...document.querySelectorAll("main *")]
          .filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1)
          .map((each) => each.outerHTML.slice(0, 200)),
  );

/** Both themes and both languages, each once. */
for (const look of [
  { colorScheme: "light", locale: "en-GB" },
  { colorScheme: "dark", locale: "ru-RU" },
] as const) {
  test.describe(`${look.colorScheme}, ${look.locale}`, () => {
    test.use(look);

    test("every page is accessible, and fits a desk and a phone", async ({ page, signInAs, expectAccessible }) => {
      test.setTimeout(300_000);
      await signInAs("admin");
      for (const href of await everyPage(page)) {
        await test.step(href, async () => {
          await page.setViewportSize({ width: 1440, height: 900 });
          await page.goto(href);
          await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
          await expectAccessible();
          expect(await overflowing(page)).toEqual([]);
          await page.setViewportSize({ width: 390, height: 844 });
          expect(await overflowing(page)).toEqual([]);
        });
      }
    });
  });
}

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
  ]) {
    expect({ route, status: (await page.request.get(route)).status() }).toEqual({ route, status: 401 });
  }
  expect((await page.request.post("/api/imports?name=a.csv", { data: "79160000001" })).status()).toBe(401);
});
