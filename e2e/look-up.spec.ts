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
  await page.getByLabel("Number, id or mailing").fill(`+7 (926) ${msisdn.slice(4, 7)}-${msisdn.slice(7)}`);
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
  const field = page.getByLabel("Number, id or mailing");
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

test("support finds a customer by the last four digits, and explains a delivered message that the customer says never came", async ({
  page,
  sandbox,
  signInAs,
  expectAccessible,
}) => {
  test.setTimeout(120_000);
  await sandbox.post("/control/pace", { pace: "at-once" });
  const end = String(Date.now() % 10_000)
    .padStart(4, "0")
    .replace(/..$/, "00");
  const msisdns = [`792611${end.slice(0, 1)}${end}`, `792622${end.slice(0, 1)}${end}`];
  await signInAs("operator");
  for (const msisdn of msisdns) {
    await page.goto("/messages/new");
    await page.getByLabel("Number").fill(`+${msisdn}`);
    await page.getByRole("textbox", { name: "Text" }).fill(`Sample parcel ${end}`);
    await page.getByRole("button", { name: "Send 1 message" }).click();
    await expect(page).toHaveURL(/\/messages\/\d+$/);
    await expect(page.getByRole("main").getByRole("link", { name: "Delivered" }).first()).toBeVisible();
  }

  await page.context().clearCookies();
  await signInAs("support");
  const field = page.getByLabel("Number, id or mailing");
  await field.fill(end);
  await page.getByRole("button", { name: "Look up" }).click();
  const numbers = page.getByRole("region", { name: `Numbers that end in ${end}` });
  await expect(numbers.getByRole("link").first()).toBeVisible();
  for (const msisdn of msisdns) expect(await page.content()).not.toContain(msisdn);
  await expectAccessible();
  await numbers
    .getByRole("link", { name: /\+7926 •••/ })
    .first()
    .click();
  await page
    .getByRole("table")
    .getByRole("link", { name: `Sample parcel ${end}` })
    .click();
  await expect(page).toHaveURL(/\/messages\/\d+$/);
  await expect(page.getByRole("status").filter({ hasText: "The message arrived on the recipient's phone." })).toContainText(
    /The answer came .+ after/,
  );
  await expect(page.getByRole("list", { name: "Timeline" })).toContainText("learnt");
  await page.getByRole("button", { name: "Ask the gateway now" }).click();
  await expect(page.getByText("The gateway was asked just now.")).toBeVisible();
  await expect(page.getByText("Образец Связь, Россия")).toBeVisible();
  await expect(page.getByText("г. Москва и Московская область")).toBeVisible();
  await expect(page.getByText("No, it arrived")).toBeVisible();
  // The log is written a batch at a time.
  await expect(async () => {
    await page.reload();
    await page.getByText("Technical details").click();
    await expect(page.getByText(/^send\.php · /)).toBeVisible({ timeout: 2_000 });
    await expect(page.getByText(/^status\.php · /).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  for (const msisdn of msisdns) expect(await page.content()).not.toContain(msisdn);
  await expectAccessible();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy explanation in English" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toBeAttached();
  // Times are the customer's, whatever zone the reader is in.
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/GMT\+3[^]*arrived on the recipient's phone/);
});

test("a message that did not arrive is sent again from its page, and its segments are marked", async ({
  page,
  sandbox,
  signInAs,
  expectAccessible,
}) => {
  await sandbox.post("/control/pace", { pace: "at-once" });
  const msisdn = `792633${String(Date.now() % 1_000).padStart(3, "0")}20`;
  const text = `Ваш заказ готов. ${"Пример текста. ".repeat(6)}`.trim();
  await signInAs("operator");
  await page.goto("/messages/new");
  await page.getByLabel("Number").fill(`+${msisdn}`);
  await page.getByRole("textbox", { name: "Text" }).fill(text);
  await page.getByRole("button", { name: "Send 1 message" }).click();
  await expect(page.getByText("Yes, at another time")).toBeVisible();
  await expect(page.getByRole("img", { name: "end of segment 1 of 2" })).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "Send it again" }).click();
  await expect(page.getByLabel("Number")).toHaveValue(`+${msisdn}`);
  await expect(page.getByRole("textbox", { name: "Text" })).toHaveValue(text);
  await page.getByRole("button", { name: "Send 1 message" }).click();
  await expect(page.getByText(/The same message went out less than a minute ago/)).toBeVisible();
});

test("words of a mailing lead to it", async ({ page, signInAs }) => {
  await signInAs("operator");
  await page.goto("/messages");
  await page.getByLabel("Number, id or mailing").fill("sampleshop weekend");
  await page.getByRole("button", { name: "Look up" }).click();
  await page.getByRole("region", { name: "Mailings" }).getByRole("link", { name: "Sample: weekend sale" }).click();
  await expect(page).toHaveURL(/\/mailings\/\d+$/);
});
