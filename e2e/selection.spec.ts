import { formatOf } from "@/lib/i18n/format";
import { expect, test, waitUntilAwake } from "./fixtures";

/** Numbers as the page writes them. */
const { number } = formatOf({ locale: "en-GB", timeZone: "UTC" });

test("a marketer makes a list of those who did not get it, and of everybody whom a view shows", async ({ page, signInAs, expectAccessible }) => {
  await signInAs("marketer");
  await page.goto("/mailings?tab=done");
  await page.getByRole("row").filter({ hasText: "Completed" }).first().getByRole("link").first().click();
  await expect(page.getByRole("table", { name: "Messages" })).toBeVisible();
  const address = page.url().replace(/\?.*/, "");

  // One by one, with the mouse and with the keys.
  await page.goto(`${address}?filter=failed`);
  const table = page.getByRole("table", { name: "Messages" });
  const rows = table.getByRole("row");
  const bar = page.getByRole("region", { name: "Chosen" });
  await waitUntilAwake(page);
  await rows.nth(1).getByRole("checkbox").click();
  await expect(bar).toContainText("1 selected");
  await rows.nth(1).getByRole("link").first().focus();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(bar).toContainText("2 selected");
  await expect(rows.nth(2)).toHaveAttribute("aria-selected", "true");
  // What the frame's header half covers is judged by the half.
  await page.evaluate(() => scrollTo(0, 0));
  await expectAccessible();
  await bar.getByRole("button", { name: "Add to a list" }).click();
  const dialog = page.getByRole("dialog", { name: "Add to a list" });
  await expect(dialog).toContainText("2 contacts are added");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog.getByLabel("List")).toHaveAccessibleDescription(/name/i);
  await expectAccessible();
  const name = `Sample of two ${Date.now()}`;
  await dialog.getByLabel("List").fill(name);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText(`“${name}” is made of 2 contacts`)).toBeVisible();
  await page.goto("/lists");
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: /^\+7/ })).toHaveCount(2);

  // All that a view shows, over all its pages; another view begins with nothing chosen.
  await page.goto(address);
  await waitUntilAwake(page);
  await table.getByRole("checkbox", { name: "Select all rows of this page" }).click();
  await expect(bar).toContainText("50 selected");
  await bar.getByRole("button", { name: /^Select all \d+/ }).click();
  await expect(bar).toContainText(/All [\d\s]+ matching/);
  const all = Number(/All ([\d\s]+) matching/.exec((await bar.textContent()) ?? "")?.[1]?.replace(/\s/g, ""));
  expect(all).toBeGreaterThan(50);
  await bar.getByRole("button", { name: "Add to a list" }).click();
  await expect(dialog).toContainText(`${number(all)} contacts are added`);
  await dialog.getByLabel("List").fill(name);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  // Two of them were in it before.
  await expect(page.getByText(`${number(all - 2)} contacts are added to “${name}”`)).toBeVisible();
  await expect(bar).toBeHidden();
  await page.goto("/lists");
  await expect(page.getByRole("row").filter({ hasText: name })).toContainText(number(all));
  await page.goto(address);
  await expect(table).toBeVisible();
  await expect(bar).toBeHidden();
});

test("an operator may look and download, and makes no list", async ({ page, signInAs }) => {
  await signInAs("operator");
  await page.goto("/mailings?tab=all");
  await page.getByRole("row").filter({ hasText: "Completed" }).first().getByRole("link").first().click();
  await expect(page.getByRole("table", { name: "Messages" }).getByRole("row").nth(1)).toBeVisible();
  await expect(page.getByRole("table", { name: "Messages" }).getByRole("checkbox")).toHaveCount(0);
});

test("a marketer puts chosen contacts, and all that a search finds, into a list, and suppresses two", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  const name = `Sample of contacts ${Date.now()}`;
  const titled = (title: string | RegExp) => page.getByRole("dialog", { name: title });
  await signInAs("marketer");
  await page.goto("/contacts");
  const table = page.getByRole("table", { name: "Contacts" });
  const rows = table.getByRole("row");
  const bar = page.getByRole("region", { name: "Chosen" });
  await waitUntilAwake(page);
  await rows.nth(1).getByRole("checkbox").click();
  await rows.nth(2).getByRole("checkbox").click();
  await expect(bar).toContainText("2 selected");
  await page.evaluate(() => scrollTo(0, 0));
  await expectAccessible();
  await bar.getByRole("button", { name: "Add to a list" }).click();
  const dialog = titled("Add to a list");
  await expect(dialog).toContainText("2 contacts are added");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("Give it a name.");
  await expectAccessible();
  await dialog.getByLabel("List").fill(name);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText(`“${name}” is made of 2 contacts`)).toBeVisible();
  await expect(bar).toBeHidden();

  // Everybody whom the search finds, over all its pages, into the same list: it is offered by its name now.
  await page.goto("/contacts?q=7");
  await waitUntilAwake(page);
  await table.getByRole("checkbox", { name: "Select all rows of this page" }).click();
  await bar.getByRole("button", { name: "Select all that match" }).click();
  await expect(bar.getByRole("button", { name: "Suppress" })).toHaveCount(0);
  await bar.getByRole("button", { name: "Add to a list" }).click();
  await expect(dialog).toContainText("Everybody whom this view shows");
  await expect(dialog.locator(`option[value="${name}"]`)).toHaveCount(1);
  await dialog.getByLabel("List").fill(name);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText(/contacts are added to “Sample of contacts/)).toBeVisible();

  // From the list itself: two are never written to again.
  await page.goto("/lists");
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await waitUntilAwake(page);
  const members = page.getByRole("table", { name: "Members" }).getByRole("row");
  const free = members.filter({ hasNotText: "Suppressed" });
  const pair = [await free.nth(1).getByRole("link").textContent(), await free.nth(2).getByRole("link").textContent()];
  for (const number of pair)
    await members
      .filter({ hasText: number ?? "" })
      .getByRole("checkbox")
      .click();
  await bar.getByRole("button", { name: "Suppress" }).click();
  await titled("Suppress 2 contacts?").getByLabel("Reason").fill("Sample reason");
  await titled("Suppress 2 contacts?").getByRole("button", { name: "Suppress" }).click();
  await expect(page.getByText("2 numbers are suppressed")).toBeVisible();
  for (const number of pair) await expect(members.filter({ hasText: number ?? "" })).toContainText("Suppressed");
});
