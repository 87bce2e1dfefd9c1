import { expect, test } from "./fixtures";

test("an operator sends one message and follows it; support finds it by its number and never sees the number unasked", async ({
  page,
  sandbox,
  signInAs,
  expectAccessible,
}) => {
  test.setTimeout(180_000);
  await sandbox.post("/control/pace", { pace: "at-once" });
  const msisdn = `7926${String(Date.now() % 100_000).padStart(5, "0")}20`;
  const text = `Sample ${Date.now()}`;

  await signInAs("operator");
  await page.goto("/messages/new");
  await page.getByLabel("Number").fill(`8${msisdn.slice(1)}`);
  await page.getByRole("textbox", { name: "Text" }).fill(text);
  await page.getByRole("button", { name: "Send 1 message" }).click();
  await expect(page).toHaveURL(/\/messages\/\d+$/);
  await expect(page.getByRole("main").getByRole("link", { name: "Unable to deliver" }).first()).toBeVisible();
  await expect(page.getByRole("list", { name: "Timeline" })).toContainText("Accepted by the gateway");
  await expectAccessible();

  // The same again within the minute is refused here, with a countdown, before the gateway would call it error 9.
  await page.goto("/messages/new");
  await page.getByLabel("Number").fill(`8${msisdn.slice(1)}`);
  await page.getByRole("textbox", { name: "Text" }).fill(text);
  await page.getByRole("button", { name: "Send 1 message" }).click();
  await expect(page.getByText(/The same message went out less than a minute ago. Wait \d+ s/)).toBeVisible();
  expect(await sandbox.get<{ times: number }>(`/control/ledger?phone=${msisdn}`)).toMatchObject({ times: 1 });

  await page.context().clearCookies();
  await signInAs("support");
  await page.getByLabel("Number or message id").fill(`+7 (926) ${msisdn.slice(4, 7)}-${msisdn.slice(7)}`);
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page).toHaveURL(/\/messages\?contact=\d+$/);
  await expect(page.getByRole("heading", { name: /Messages to \+7926 •••/ })).toBeVisible();
  expect(await page.content()).not.toContain(msisdn);
  await expectAccessible();
  await page.getByRole("table").getByRole("link", { name: text }).click();
  await expect(page.getByRole("list", { name: "Timeline" })).toContainText("Unable to deliver");
  expect(await page.content()).not.toContain(msisdn);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy explanation in Russian" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toBeAttached();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^Сообщение \d+ на номер \+7926 •••.*, передано .+\n.*Ответ пришёл через/);
  expect(copied).not.toContain(msisdn);
  await page.getByRole("button", { name: "Show the number" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("+7 926");
});

test("support is told when nothing was ever sent to a number, and when it is none", async ({ page, sandbox, signInAs, expectAccessible }) => {
  await signInAs("support");
  await page.goto("/messages");
  const field = page.getByLabel("Number or message id");
  await field.fill("+44 7700 900099");
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page.getByText("No messages to +44 7700 900099")).toBeVisible();
  await expect(page.getByText(/Nothing here, and nothing at the gateway since .+: it was asked just now/)).toBeVisible();
  await expectAccessible();
  await field.fill("nobody");
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page.getByText(/“nobody” is neither a number nor an id/)).toBeVisible();
  await field.fill("");
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page.getByText("Fill this in.")).toBeVisible();

  // Another program has written to them on the same account: the gateway knows.
  await sandbox.post("/control/outside", { messages: [{ phone: "447700900098", text: "Sample of the shop", id: 912_345, status: 1 }] });
  await field.fill("+44 7700 900098");
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page).toHaveURL(/\/messages\/\d+$/);
  await expect(page.getByText("Sample of the shop")).toBeVisible();
  await expect(page.getByText("Sent by another program or in the gateway's cabinet")).toBeVisible();
  await expect(page.getByRole("list", { name: "Timeline" })).toContainText("gateway's history");
  await expectAccessible();
});
