import { expect, test, waitUntilAwake } from "./fixtures";

const COMBO = "Search pages, mailings, contacts, numbers and commands";

test("the command palette finds pages by synonyms in both languages, mailings, numbers and commands, and the role decides", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("marketer");
  await page.goto("/mailings");
  await waitUntilAwake(page);
  const field = page.getByRole("combobox", { name: COMBO });
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(field).toBeFocused({ timeout: 5_000 });
  }).toPass();
  await expectAccessible();
  await field.fill("campaign");
  await expect(page.getByRole("option", { name: "Mailings" })).toBeVisible();
  await field.fill("чёрный");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/suppression$/);

  await page.getByRole("button", { name: "Search and commands" }).click();
  await field.fill("weekend");
  await page.getByRole("option", { name: "Sample: weekend sale" }).click();
  await expect(page).toHaveURL(/\/mailings\/\d+$/);
  await expect(page.getByRole("heading", { level: 1, name: "Sample: weekend sale" })).toBeVisible();

  await page.keyboard.press("Control+k");
  await field.fill("no such thing anywhere");
  await expect(page.getByRole("option", { name: "Look up “no such thing anywhere”" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(field).toHaveCount(0);

  await page.keyboard.press("Control+k");
  await field.fill("dark");
  await page.getByRole("option", { name: "Dark appearance" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option").first()).toBeVisible();
  await expectAccessible();
  await field.fill("light app");
  await expect(page.getByRole("option", { name: "Light appearance" })).toHaveAttribute("data-highlighted");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).not.toHaveAttribute("data-theme", "dark");

  await page.context().clearCookies();
  await signInAs("support");
  await waitUntilAwake(page);
  await page.keyboard.press("Control+k");
  await field.fill("weekend");
  await expect(page.getByRole("option", { name: "Look up “weekend”" })).toBeVisible();
  await expect(page.getByRole("option", { name: "Sample: weekend sale" })).toHaveCount(0);
  await field.fill("conn");
  await expect(page.getByRole("option", { name: "Connection" })).toHaveCount(0);
});

test("keys lead everywhere: the map, pages, rows, the page's search, and pausing with confirmation", async ({ page, signInAs, expectAccessible }) => {
  await signInAs("operator");
  await page.goto("/");
  await waitUntilAwake(page);
  await page.keyboard.press("?");
  const map = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(map).toContainText("Go to: Mailings");
  await expectAccessible();
  // The keys rest below a dialog.
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(map).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(map).toHaveCount(0);

  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(page).toHaveURL(/\/mailings$/);
  await expect(page.getByRole("heading", { level: 1, name: "Mailings" })).toBeVisible();
  await page.goto("/mailings?tab=running");
  await waitUntilAwake(page);
  await page.keyboard.press("j");
  await expect(page.getByRole("row").nth(1).getByRole("link").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/mailings\/\d+$/);
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await page.keyboard.press("p");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alertdialog")).toHaveCount(0);

  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await expect(page).toHaveURL(/\/messages$/);
  const field = page.getByLabel("Number, id or mailing");
  await expect(field).toBeVisible();
  await page.locator("body").click({ position: { x: 700, y: 600 } });
  await page.keyboard.press("/");
  await expect(field).toBeFocused();
  // In a field letters are letters.
  await page.keyboard.type("gm?");
  await expect(field).toHaveValue("gm?");
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("menuitem", { name: "Keyboard shortcuts" }).click();
  await expect(map).toBeVisible();
});
