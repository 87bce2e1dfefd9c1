import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures";

/** Numbers of these endings, of this run alone: the last two digits decide a number's fate in the sandbox. */
const STAMP = String(Date.now() % 1_000_000).padStart(6, "0");
const numberOf = (ending: string) => `792${STAMP}${ending}`;
const [REACHABLE, ABSENT, DEAD, ROAMING] = ["61", "20", "21", "91"].map(numberOf) as [string, string, string, string];

type Ledger = { times: number };

test("a check says its price first, asks once, and its results become a list and a quarantine", async ({
  page,
  sandbox,
  signInAs,
  expectAccessible,
}) => {
  test.setTimeout(240_000);
  await signInAs("marketer");
  await page.goto("/hlr");
  await page.getByRole("link", { name: "New check" }).click();
  await page.getByLabel("Pasted numbers").fill(`${REACHABLE}\n+${ABSENT}; ${DEAD}\n${ROAMING}\nno number`);
  await expect(page.getByText("4 numbers to ask about")).toBeVisible();
  await expect(page.getByText("line 4: no number")).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "Price and check" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("row", { name: /Expected cost/ })).toContainText("1.20");
  await expect(dialog.getByRole("row", { name: /Balance now/ })).toContainText("₽");
  expect((await sandbox.get<Ledger>(`/control/ledger?phone=${DEAD}`)).times).toBe(0);
  await expectAccessible();
  await dialog.getByRole("button", { name: "Check 4 numbers" }).click();

  await expect(page).toHaveURL(/\/hlr\/\d+$/);
  await expect(page.getByText("Completed")).toBeVisible({ timeout: 90_000 });
  const rowOf = (number: string) => page.getByRole("row").filter({ hasText: new RegExp(`${number.slice(-4, -2)}\\D?${number.slice(-2)}`) });
  await expect(rowOf(REACHABLE)).toContainText("Reachable");
  await expect(rowOf(ABSENT)).toContainText("Absent");
  await expect(rowOf(DEAD)).toContainText("Does not exist");
  // A callback tells no carrier: it comes with the next mass request, and the page follows.
  await expect(rowOf(ROAMING)).toContainText("Великобритания", { timeout: 90_000 });
  for (const number of [REACHABLE, ABSENT, DEAD, ROAMING]) {
    expect((await sandbox.get<Ledger>(`/control/ledger?phone=${number}`)).times, number).toBe(1);
  }
  await expectAccessible();

  await page.getByRole("navigation", { name: "Numbers" }).getByRole("link", { name: "Reachable" }).click();
  await expect(rowOf(DEAD)).toHaveCount(0);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download" }).click()]);
  const csv = readFileSync(await file.path(), "utf8");
  expect(csv).toContain(REACHABLE);
  expect(csv).not.toContain(DEAD);

  await page.getByRole("button", { name: "Suppress what does not exist" }).click();
  const quarantine = page.getByRole("dialog", { name: "Suppress 1 number that does not exist?" });
  await expect(quarantine).toBeVisible();
  await expectAccessible();
  await quarantine.getByRole("button", { name: "Suppress" }).click();
  await expect(page.getByText("1 number was suppressed")).toBeVisible();
  await page.getByRole("button", { name: "Make a list" }).click();
  await page.getByLabel("Name of the list").fill(`Reachable ${STAMP}`);
  await page.getByRole("button", { name: "Make the list" }).click();
  await expect(page.getByRole("heading", { name: `Reachable ${STAMP}` })).toBeVisible();
  await expect(
    page
      .getByRole("row")
      .filter({ hasText: STAMP.slice(-2) })
      .first(),
  ).toBeVisible();

  await page.goto("/suppression");
  await expect(page.getByRole("row").filter({ hasText: "HLR check" }).first()).toContainText("HLR: the number does not exist");
});

test("who may not run checks sees none of it", async ({ page, signInAs }) => {
  await signInAs("support");
  expect((await page.goto("/hlr"))?.status()).toBe(404);
  await page.context().clearCookies();
  await signInAs("operator");
  await page.goto("/hlr");
  await expect(page.getByRole("heading", { name: "HLR checks" })).toBeVisible();
  await expect(page.getByRole("link", { name: "New check" })).toHaveCount(0);
  expect((await page.goto("/hlr/new"))?.status()).toBe(404);
});
