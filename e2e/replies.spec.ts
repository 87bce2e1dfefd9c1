import { expect, test } from "./fixtures";

const WRITER = `7926${String(Date.now() % 100_000).padStart(5, "0")}41`;
const LEAVER = `7926${String(Date.now() % 100_000).padStart(5, "0")}42`;

test("a reply is read and done, a stop word suppresses its number, and who may not see numbers sees none", async ({
  page,
  sandbox,
  signInAs,
  expectAccessible,
}) => {
  const question = `Where is my order ${Date.now()}?`;
  await sandbox.post("/control/incoming", { phone: WRITER, text: question });
  await sandbox.post("/control/incoming", { phone: LEAVER, text: " Стоп! " });

  await signInAs("support");
  await page.goto("/replies?tab=unread");
  const reply = page.getByRole("listitem").filter({ hasText: question });
  await expect(async () => {
    await page.reload();
    await expect(reply).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 90_000 });
  await expect(page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: /Replies/ })).toContainText(/\d/);
  expect(await page.content()).not.toContain(WRITER);
  await expectAccessible();
  await reply.getByRole("button", { name: "Mark as read" }).click();
  await expect(reply).toHaveCount(0);
  await page.getByRole("link", { name: "Open", exact: true }).click();
  await reply.getByRole("button", { name: "Done" }).click();
  await expect(reply).toHaveCount(0);

  await page.goto("/replies?tab=done");
  await expect(reply).toContainText("done by");
  const stop = page.getByRole("listitem").filter({ hasText: "A stop word: the number was suppressed at once." });
  await expect(stop.first()).toContainText("Стоп!");
  await expect(page.getByRole("button", { name: "Stop words" })).toHaveCount(0);
  await reply.getByRole("button", { name: "Open again" }).click();
  await expect(reply).toHaveCount(0);

  await page.context().clearCookies();
  await signInAs("marketer");
  await page.goto("/suppression");
  await expect(page.getByRole("row", { name: new RegExp(LEAVER.slice(-2)) }).filter({ hasText: "Стоп!" })).toBeVisible();
  await page.goto("/replies");
  await page.getByRole("button", { name: "Stop words" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Russian")).toHaveValue(/СТОП/);
  await dialog.getByLabel("English").fill(`STOP\n${"x".repeat(61)}`);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("At most 60 characters a word.")).toBeVisible();
  await expectAccessible();
  await dialog.getByLabel("English").fill("Stop!\nno more\nquit\nend\ncancel\nunsubscribe");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. They count for what comes in from now on.")).toBeVisible();
});
