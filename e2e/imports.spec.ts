import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** А…я of windows-1251 are 0xC0…0xFF; everything else here is ASCII. */
const cp1251 = (text: string) =>
  Buffer.from([...text].map((letter) => (/[А-я]/.test(letter) ? letter.charCodeAt(0) - 0x410 + 0xc0 : letter.charCodeAt(0))));

/** Numbers of this run alone, in all the spellings that people and spreadsheets have for them. */
function spell(n: number, run: number): string {
  const digits = `9${String(run).padStart(6, "0")}${String(n).padStart(3, "0")}`;
  const [code, rest] = [digits.slice(0, 3), digits.slice(3)];
  return [`8 ${code} ${rest}`, `+7 (${code}) ${rest}`, `7,${digits}E+10`, `7${digits}`][n % 4] ?? "";
}

const RUN = Date.now() % 1_000_000;
const GOOD = 300;
const LINES = Array.from({ length: GOOD }, (_, n) => `${spell(n, RUN)};Получатель ${n};Город ${n % 7}`);
const DUPLICATES = Array.from({ length: 12 }, (_, n) => `7${`9${String(RUN).padStart(6, "0")}${String(n * 5).padStart(3, "0")}`};Повтор ${n};`);
const BAD = ["нет номера;Кто-то;Город", ";Без номера;Город", "916;Короткий;Город", "=cmd;Формула;Город", '79160000000;"Кавычка;Город'];
const FILE = cp1251(["Телефон;Имя;Город", ...LINES, ...BAD.slice(0, 4), ...DUPLICATES, BAD[4]].join("\r\n"));

const fileOf = (name: string, buffer: Buffer) => ({ name, mimeType: "text/csv", buffer });

async function upload(page: Page, name: string, buffer: Buffer) {
  await page.goto("/contacts/imports");
  await page.getByLabel("File with contacts").setInputFiles(fileOf(name, buffer));
}

/** What a select says. */
const chosenIn = (page: Page, name: string) => page.getByRole("combobox", { name }).locator("option:checked");

/** The number under a word of the result. */
const stat = (page: Page, word: string) => page.getByRole("main").getByText(word, { exact: true }).locator("xpath=../following-sibling::p[1]");

test("a marketer imports a file as it comes out of Excel, and sees every line accounted for", async ({ page, signInAs, expectAccessible }) => {
  const name = `clients_${RUN}`;
  await signInAs("marketer");
  await page.goto("/contacts/imports");
  await expect(page.getByRole("heading", { name: "Imports", level: 1 })).toBeVisible();
  await expectAccessible();

  await upload(page, `${name}.csv`, FILE);
  await expect(page.getByRole("heading", { name: `${name}.csv` })).toBeVisible();
  await expect(chosenIn(page, "Encoding")).toHaveText("Windows-1251");
  await expect(chosenIn(page, "Between columns")).toHaveText("Semicolon");
  await expect(chosenIn(page, "First row")).toHaveText("Headings");
  await expect(chosenIn(page, "Телефон holds")).toHaveText("Number");
  await expect(chosenIn(page, "Имя holds")).toHaveText("Name");
  await expect(page.getByLabel("Name of the attribute of Город")).toHaveValue("Город");
  await expect(page.getByText("All 20 numbers below can be read.")).toBeVisible();
  await expect(page.getByRole("row", { name: "Получатель 1 Город 1" })).toContainText(/\+7 9\d\d \d\d\d \d\d \d\d/);
  await expect(page.getByLabel("Name of the list")).toHaveValue(`clients ${RUN}`);
  await expectAccessible();

  await page.getByRole("button", { name: "Import 317 rows into a new list" }).click();
  await expect(page.getByText("Imported", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(stat(page, "New")).toHaveText(String(GOOD));
  await expect(stat(page, "Updated")).toHaveText("0");
  await expect(stat(page, "Unchanged")).toHaveText("0");
  await expect(stat(page, "Duplicates")).toHaveText(String(DUPLICATES.length));
  await expect(stat(page, "Refused")).toHaveText(String(BAD.length));
  await expect(page.getByRole("link", { name: "New mailing to this list" })).toHaveAttribute("href", /\/mailings\/new\?list=\d+/);
  await expect(page.getByRole("row", { name: "302 Not a number" })).toContainText("нет номера;Кто-то;Город");
  await expectAccessible();

  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download all" }).click();
  const lines = (await readFile(await (await coming).path(), "utf8")).split("\r\n");
  expect(lines).toEqual([
    '\ufeff"Row";"Reason";"Line as it stood in the file"',
    '"302";"Not a number";"нет номера;Кто-то;Город"',
    '"303";"The number is missing";";Без номера;Город"',
    '"304";"Digits are missing";"916;Короткий;Город"',
    `"305";"Not a number";"'=cmd;Формула;Город"`,
    '"318";"A quotation mark is not closed";"79160000000;""Кавычка;Город"',
    "",
  ]);
});

test("the same file again is warned of, read otherwise on demand, and discarded", async ({ page, signInAs, expectAccessible }) => {
  await signInAs("marketer");
  const file = cp1251(`Телефон;Имя\r\n${spell(1, RUN)};Анна\r\n${RUN};Коротко\r\n`);
  await upload(page, `again_${RUN}.csv`, file);
  await page.getByRole("radio", { name: "No list, contacts only" }).click();
  await page.getByRole("button", { name: "Import 2 rows" }).click();
  await expect(page.getByText("Imported", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("link", { name: "New mailing to this list" })).toHaveCount(0);

  await upload(page, `again_${RUN}.csv`, file);
  await expect(page.getByText("This very file was imported before")).toBeVisible();
  await expect(page.getByText("1 of the 2 lines below will be refused.")).toBeVisible();
  await expect(page.getByLabel("Name of the list")).toHaveValue(`again ${RUN}`);
  await page.getByRole("combobox", { name: "Between columns" }).selectOption({ label: "Tab" });
  await expect(page.getByRole("combobox", { name: "Телефон;Имя holds" })).toBeVisible();
  await expect(page.getByText("Choose the column that holds the number.")).toBeVisible();
  await page.getByRole("button", { name: "Import 2 rows into a new list" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Choose exactly one column that holds the number.");
  await expectAccessible();

  await page.getByRole("button", { name: "Discard the file" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Discard" }).click();
  await expect(page).toHaveURL(/\/contacts\/imports$/);
  await expect(page.getByRole("row", { name: `again_${RUN}.csv Canceled` })).toHaveCount(1);
});

test("a file without a valid number fails, says why, and leaves no list", async ({ page, signInAs, expectAccessible }) => {
  await signInAs("marketer");
  await upload(page, `nobody_${RUN}.csv`, Buffer.from(`phone,name\nnobody,Ann ${RUN}\nnowhere,Bob\n`));
  await page.getByRole("button", { name: "Import 2 rows into a new list" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("No line held a number that can be read", { timeout: 60_000 });
  await expect(page.getByRole("row", { name: "2 Not a number" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Open the list" })).toHaveCount(0);
  await expectAccessible();
});

test("what is no table is refused with the remedy, and nothing of it is kept", async ({ page, signInAs, expectAccessible }) => {
  await signInAs("marketer");
  await upload(page, `empty_${RUN}.csv`, Buffer.alloc(0));
  await expect(page.getByRole("main").getByRole("alert")).toContainText("The file is empty.");
  await page.getByLabel("File with contacts").setInputFiles(fileOf(`book_${RUN}.csv`, Buffer.from("504b03041400060008000000", "hex")));
  await expect(page.getByRole("main").getByRole("alert")).toContainText("This is no text file. In Excel choose “Save as” and “CSV”");
  await page.getByLabel("File with contacts").setInputFiles(fileOf(`blank_${RUN}.csv`, Buffer.from("\r\n \r\n")));
  await expect(page.getByRole("main").getByRole("alert")).toContainText("The file is empty.");
  await expectAccessible();
  await page.reload();
  await expect(page.getByRole("main")).not.toContainText(`_${RUN}.csv · `);
  for (const name of ["empty", "book", "blank"]) await expect(page.getByRole("row", { name: `${name}_${RUN}.csv` })).toHaveCount(0);
});

test("who may not import sees no such page and may send no file", async ({ page, signInAs }) => {
  await signInAs("operator");
  await page.goto("/contacts/imports");
  await expect(page.getByText("Nothing to see at this address")).toBeVisible();
  const answer = await page.request.post("/api/imports?name=a.csv", { data: Buffer.from("79160000001\n") });
  expect(answer.status()).toBe(403);
  for (const path of ["/api/imports/1", "/api/imports/1/rejects.csv", "/api/imports/sample.csv"]) {
    expect((await page.request.get(path)).status()).toBe(403);
  }
});
