import { expect, test } from "./fixtures";

test("what became of all mailings is told by day, carrier, sender and cause, and opens its rows", async ({ page, signInAs, expectAccessible }) => {
  await signInAs("marketer");
  await page.goto("/delivery");
  const cause = page.getByRole("region", { name: "By cause" }).getByRole("link").first();
  await expect(async () => {
    await page.reload();
    await expect(cause).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 90_000 });
  await expect(page.getByRole("img", { name: /Messages by day of launch/ })).toBeVisible();
  await expect(page.getByRole("table", { name: "By carrier" }).getByRole("row")).not.toHaveCount(1);
  await page.getByText("As a table").click();
  await expect(page.getByRole("table", { name: "By day" }).getByRole("row")).toHaveCount(2);
  await expectAccessible();

  const label = (await cause.getAttribute("aria-label")) ?? "";
  await cause.click();
  await expect(page.getByRole("heading", { name: "Failed messages" })).toBeVisible();
  const word = /: ([^.]+)\./.exec(label)?.[1] ?? "";
  const rows = page.getByRole("table", { name: "Failed messages" }).getByRole("row");
  await expect(rows.nth(1)).toContainText(word);
  await expectAccessible();
  await rows.nth(1).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/messages\/\d+$/);

  await page.goto("/delivery");
  await page.getByText("As a table").click();
  await page.getByRole("table", { name: "By day" }).getByRole("link").first().click();
  await expect(page.getByText(/Messages of the mailings launched on /)).toBeVisible();
  await page.getByRole("link", { name: "All 30 days" }).click();
  await expect(page.getByText("Messages of the mailings launched in the last 30 days.")).toBeVisible();
});

test("a mailing tells when its statuses came and why messages failed, each number opening its rows", async ({ page, signInAs, expectAccessible }) => {
  await signInAs("marketer");
  await page.goto("/mailings?tab=done");
  await page.getByRole("row").filter({ hasText: "Completed" }).first().getByRole("link").first().click();
  await expect(page.getByRole("table", { name: "Messages" })).toBeVisible();
  await page.getByRole("link", { name: "Delivery", exact: true }).last().click();
  const times = page.getByRole("region", { name: "When statuses came" });
  const picture = times.getByRole("img");
  await expect(picture).toHaveAccessibleName(/Final statuses from .* to .*: [\d\s]+ delivered, [\d\s]+ failed/);
  await times.getByText("As a table").click();
  const cells = times.getByRole("row").getByRole("cell").nth(1);
  await expect(cells).toHaveText(/\d/);
  await expectAccessible();
  const told = /([\d\s]+) delivered/.exec((await picture.getAttribute("aria-label")) ?? "")?.[1]?.replace(/\D/g, "");
  const counts = await times.getByRole("row").locator("td:nth-child(2)").allTextContents();
  expect(String(counts.reduce((sum, text) => sum + Number(text.replace(/\D/g, "")), 0))).toBe(told);

  const cause = page.getByRole("region", { name: "Why messages did not arrive" }).getByRole("link").first();
  const count = Number((await cause.textContent())?.replace(/\D/g, ""));
  await cause.click();
  await expect(page.getByRole("table", { name: "Messages" }).getByRole("row")).toHaveCount(Math.min(count, 50) + 1);
});

test("numbers that fail again and again are proposed with what they cost, and nothing happens before it is confirmed", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("marketer");
  const open = page.getByRole("button", { name: /^Suppress \d+ numbers?$/ });
  await expect(async () => {
    await page.goto("/delivery");
    await expect(open).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 90_000 });
  await expect(page.getByText(/saves about .+₽ a month/)).toBeVisible();
  await open.click();
  const dialog = page.getByRole("dialog", { name: /^Suppress \d+ numbers?\?$/ });
  await expect(dialog).toBeVisible();
  await expectAccessible();
  await dialog.getByRole("textbox", { name: "Reason" }).fill("");
  await dialog.getByRole("button", { name: "Suppress" }).click();
  await expect(dialog.getByText("Say why.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(open).toBeVisible();

  await page.context().clearCookies();
  await signInAs("operator");
  await page.goto("/delivery");
  await expect(page.getByRole("heading", { name: "Numbers that fail again and again" })).toBeVisible();
  await expect(open).toHaveCount(0);
  await page.context().clearCookies();
  await signInAs("support");
  expect((await page.goto("/delivery"))?.status()).toBe(404);
  expect((await page.goto("/delivery/failures"))?.status()).toBe(404);
});
