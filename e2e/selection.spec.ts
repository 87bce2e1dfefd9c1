import { expect, test, waitUntilAwake } from "./fixtures";

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
  await bar.getByRole("button", { name: "Make a list" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("2 recipients become a list");
  await dialog.getByRole("button", { name: "Make the list" }).click();
  await expect(dialog.getByLabel("Name of the list")).toHaveAccessibleDescription(/name/i);
  await expectAccessible();
  const name = `Sample of two ${Date.now()}`;
  await dialog.getByLabel("Name of the list").fill(name);
  await dialog.getByRole("button", { name: "Make the list" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: /^\+7/ })).toHaveCount(2);

  // All that a view shows, over all its pages; another view begins with nothing chosen.
  await page.goto(address);
  await waitUntilAwake(page);
  await table.getByRole("checkbox", { name: "Select all rows of this page" }).click();
  await expect(bar).toContainText("50 selected");
  await bar.getByRole("button", { name: /^Select all \d+/ }).click();
  await expect(bar).toContainText(/All \d+ matching/);
  const all = Number(/All (\d+) matching/.exec((await bar.textContent()) ?? "")?.[1]);
  expect(all).toBeGreaterThan(50);
  await bar.getByRole("button", { name: "Make a list" }).click();
  await expect(dialog).toContainText(`${all} recipients become a list`);
  await dialog.getByLabel("Name of the list").fill(`Sample of all ${Date.now()}`);
  await dialog.getByRole("button", { name: "Make the list" }).click();
  await expect(page).toHaveURL(/\/lists\/\d+$/);
  await expect(page.getByRole("main")).toContainText(`${all} members`);
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
