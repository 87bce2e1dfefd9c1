import { readdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";
import { stack } from "./stacks";

/** Pages that stand by themselves. */
export const PAGES = [
  "/",
  "/mailings",
  "/mailings/new",
  "/messages",
  "/messages/new",
  "/replies",
  "/delivery",
  "/delivery/failures",
  "/contacts",
  "/contacts/imports",
  "/lists",
  "/hlr",
  "/hlr/new",
  "/suppression",
  "/balance",
  "/gateway/mailings",
  "/connection",
  "/connection/log",
  "/connection/unmatched",
  "/help/statuses",
  "/design",
  "/account",
];
/** Reached from other pages, not from the side bar. */
export const BESIDE = new Set(["/account", "/mailings/new", "/connection/unmatched", "/hlr/new", "/delivery/failures"]);

/** Those behind the first row of a list, each by its file. */
const BEHIND = [
  { file: "/mailings/[mailingId]", list: "/mailings?tab=all", link: /^\/mailings\/\d+$/ },
  { file: "/contacts/[contactId]", list: "/contacts", link: /^\/contacts\/\d+$/ },
  { file: "/lists/[listId]", list: "/lists", link: /^\/lists\/\d+$/ },
  { file: "/contacts/imports/[importId]", list: "/contacts/imports", link: /^\/contacts\/imports\/\d+$/ },
  { file: "/messages/[messageId]", list: "/delivery/failures", link: /^\/messages\/\d+$/ },
  { file: "/hlr/[checkId]", list: "/hlr", link: /^\/hlr\/\d+$/ },
] as const;

/** The other views of a mailing's page. */
const MAILING_VIEWS = ["?tab=delivery", "?tab=about", "?tab=history"];

/** Every page of the console, as its files say. */
export function filesOfPages(): string[] {
  const root = path.join(import.meta.dirname, "../app/(console)");
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) => `/${path.dirname(file) === "." ? "" : path.dirname(file)}`);
}

export const KNOWN_FILES = [...PAGES, ...BEHIND.map(({ file }) => file)];

async function firstLink(page: Page, { list, link }: (typeof BEHIND)[number]): Promise<string | undefined> {
  await page.goto(list);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const hrefs = await page
    .getByRole("main")
    .getByRole("link")
    .evaluateAll((links) => links.map((each) => each.getAttribute("href") ?? ""));
  return hrefs.find((href) => link.test(href));
}

/** Where every page can be seen filled; makes first what the demonstration lacks. The reader is an administrator. */
export async function everyPage(page: Page): Promise<string[]> {
  await makeImport(page);
  await makeCheck(page);
  const behind: string[] = [];
  for (const place of BEHIND) {
    await expect(async () => {
      const href = await firstLink(page, place);
      expect(href, place.file).toBeDefined();
      behind.push(href ?? "");
    }).toPass({ timeout: 60_000 });
  }
  const mailing = behind.find((href) => href.startsWith("/mailings/")) ?? "";
  return [...PAGES, ...behind, ...MAILING_VIEWS.map((view) => mailing + view)];
}

async function makeImport(page: Page): Promise<void> {
  await page.goto("/contacts/imports");
  const buffer = Buffer.from("phone;name;city\n+79160000161;Anna Sample;Tver\n79160000162;Boris Sample;Omsk\nno number;Vera Sample;Perm\n");
  await page.getByLabel("File with contacts").setInputFiles({ name: "sample customers.csv", mimeType: "text/csv", buffer });
  await expect(page).toHaveURL(/\/contacts\/imports\/\d+$/);
}

async function makeCheck(page: Page): Promise<void> {
  await page.goto("/hlr/new");
  await page.getByLabel("Pasted numbers").fill("79160000161, 79160000120, 79160000121");
  await page.getByRole("checkbox", { name: /Ask again/ }).check();
  await page.getByRole("button", { name: "Price and check" }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Check \d/ })
    .click();
  await expect(page).toHaveURL(/\/hlr\/\d+$/);
}

/** Show the console in another language from the next load on. */
export async function read(page: Page, locale: "en" | "ru"): Promise<void> {
  await page.context().addCookies([{ name: "locale", value: locale, url: stack.address }]);
}

/** A desktop, a tablet and a phone. */
export const WIDTHS = [1440, 1024, 390] as const;

export async function fit(page: Page, width: (typeof WIDTHS)[number]): Promise<void> {
  await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
}

/** Show the page as it stands in another theme. */
export async function wear(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.evaluate((name) => document.documentElement.setAttribute("data-theme", name), theme);
}
