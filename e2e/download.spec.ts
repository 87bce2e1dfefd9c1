import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const digits = (text: string) => text.replaceAll(/\D/g, "");

/** The numbers of the file behind the page's link, in their order. */
async function numbersOfFile(page: Page): Promise<string[]> {
  const href = (await page.getByRole("link", { name: "Download", exact: true }).getAttribute("href")) ?? "";
  expect(href).not.toMatch(/\d{9}/);
  const answer = await page.request.get(href);
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, "text/csv; charset=utf-8"]);
  const [head = "", ...lines] = (await answer.body()).toString("utf8").split("\r\n");
  expect(head).toMatch(/^\ufeffNumber,/);
  expect(lines.pop()).toBe("");
  return lines.map((line) => line.split(",")[0] ?? "");
}

/** The numbers that the page's table shows, in their order. */
async function numbersShown(page: Page, table: string): Promise<string[]> {
  const rows = page.getByRole("table", { name: table }).getByRole("row");
  await expect(rows.nth(1)).toBeVisible();
  const texts = await rows.evaluateAll((all) => all.slice(1).map((row) => row.textContent ?? ""));
  return texts.map((text) => digits(/\+[\d\s\u00a0\u202f()-]+/.exec(text)?.[0] ?? ""));
}

test("a view is downloaded as it stands: contacts in their order or found, a list's members, suppressed numbers, failures", async ({
  page,
  signInAs,
}) => {
  await signInAs("marketer");
  for (const [path, table] of [
    ["/contacts", "Contacts"],
    ["/contacts?sort=number", "Contacts"],
    ["/suppression", "Suppression list"],
    ["/delivery/failures", "Failed messages"],
  ] as const) {
    await page.goto(path);
    const shown = await numbersShown(page, table);
    const file = await numbersOfFile(page);
    expect({ path, begins: file.slice(0, shown.length) }).toEqual({ path, begins: shown });
    expect(new Set(file).size).toBeGreaterThan(0);
  }

  await page.goto("/contacts");
  await page
    .getByRole("searchbox")
    .or(page.getByRole("textbox", { name: /begins/i }))
    .first()
    .fill("7916");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page).toHaveURL(/\?q=/);
  expect((await numbersOfFile(page)).every((number) => number.startsWith("7916"))).toBe(true);

  await page.goto("/lists");
  const row = page.getByRole("table").getByRole("row").nth(1);
  const size = Number(digits((await row.getByRole("cell").nth(1).textContent()) ?? ""));
  await row.getByRole("link").first().click();
  await expect(page.getByRole("table")).toBeVisible();
  expect(await numbersOfFile(page)).toHaveLength(size);
});

test("who may not take contacts away sees no such link and gets no file", async ({ page, signInAs }) => {
  await signInAs("operator");
  await page.goto("/contacts");
  await expect(page.getByRole("table")).toBeVisible();
  await expect(page.getByRole("link", { name: "Download", exact: true })).toHaveCount(0);
  expect((await page.request.get("/api/contacts.csv")).status()).toBe(403);
  expect((await page.request.get("/api/contacts.csv?list=1")).status()).toBe(403);
  expect((await page.request.get("/api/suppression.csv")).status()).toBe(200);
});

test("support, who sees suppressed numbers masked, cannot download them whole", async ({ page, signInAs }) => {
  await signInAs("support");
  await page.goto("/suppression");
  await expect(page.getByRole("table")).toBeVisible();
  await expect(page.getByRole("link", { name: "Download", exact: true })).toHaveCount(0);
  expect((await page.request.get("/api/suppression.csv")).status()).toBe(403);
  expect((await page.request.get("/api/delivery/failures.csv")).status()).toBe(403);
});
