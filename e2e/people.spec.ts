import type { Page } from "@playwright/test";
import { formatMsisdn } from "@/lib/sms/msisdn";
import { expect, test, type DemoRole } from "./fixtures";

/** A number and a word of this run alone: the journeys may run again on the same data. */
function fresh() {
  const n = Math.floor(Math.random() * 9_000_000) + 1_000_000;
  const msisdn = `7900${n}`;
  return { msisdn, shown: formatMsisdn(msisdn), word: `Sample ${n}` };
}

/** The dialog of this title; a notice at the edge of the page is one, too. */
const titled = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });

async function become(page: Page, signInAs: (role: DemoRole) => Promise<void>, role: DemoRole) {
  await page.context().clearCookies();
  await signInAs(role);
}

test("a marketer makes a list, fills it by hand, takes somebody out and puts them back", async ({ page, signInAs, expectAccessible }) => {
  const { msisdn, shown, word } = fresh();
  await signInAs("marketer");
  await page.goto("/lists");
  await page.getByRole("button", { name: "New list" }).first().click();
  const naming = titled(page, "New list");
  await naming.getByRole("button", { name: "Create list" }).click();
  await expect(naming.getByRole("alert")).toContainText("Give it a name.");
  await naming.getByLabel("Name").fill(word);
  await naming.getByRole("button", { name: "Create list" }).click();
  await expect(page.getByRole("heading", { level: 1, name: word })).toBeVisible();
  await expect(page.getByText("Nobody is on this list yet.")).toBeVisible();

  await page.getByRole("button", { name: "Add number" }).click();
  const adding = titled(page, "Add a number to the list");
  await adding.getByLabel("Number").fill("12");
  await adding.getByRole("button", { name: "Add to list" }).click();
  await expect(adding.getByRole("alert")).toContainText("No such number exists.");
  await expectAccessible();
  await adding.getByLabel("Number").fill(`8${msisdn.slice(1)}`);
  await adding.getByLabel("Name").fill("Ann Sample");
  await adding.getByRole("button", { name: "Add to list" }).click();
  const member = page.getByRole("row", { name: shown });
  await expect(member).toContainText("Ann Sample");
  await expect(page.getByText("1 member")).toBeVisible();
  await expectAccessible();

  await member.getByRole("button", { name: "Take out of" }).click();
  await expect(page.getByText("Nobody is on this list yet.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(member).toBeVisible();
});

test("a marketer renames a list, begins a mailing to it, and deletes it", async ({ page, signInAs, expectAccessible }) => {
  const { msisdn, word } = fresh();
  const renamed = `${word} renamed`;
  await signInAs("marketer");
  await page.goto("/lists");
  await page.getByRole("button", { name: "New list" }).first().click();
  await titled(page, "New list").getByLabel("Name").fill(word);
  await titled(page, "New list").getByRole("button", { name: "Create list" }).click();
  await page.getByRole("button", { name: "Add number" }).click();
  const adding = titled(page, "Add a number to the list");
  await adding.getByLabel("Number").fill(msisdn);
  await adding.getByRole("button", { name: "Add to list" }).click();
  await expect(page.getByText("1 member")).toBeVisible();

  await page.getByRole("button", { name: `More for “${word}”` }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  const renaming = titled(page, `Rename “${word}”`);
  await renaming.getByLabel("Name").fill(renamed);
  await renaming.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("heading", { level: 1, name: renamed })).toBeVisible();

  await page.getByRole("link", { name: "New mailing" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New mailing" })).toBeVisible();
  await expect(page.getByText(renamed)).toBeVisible();

  await page.goto("/lists");
  await expect(page.getByRole("row", { name: renamed }).getByRole("cell", { name: "1", exact: true })).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: `More for “${renamed}”` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("They stay contacts");
  await expectAccessible();
  await question.getByRole("button", { name: "Delete list" }).click();
  await expect(question).toBeHidden();
  await expect(page.getByRole("link", { name: renamed })).toHaveCount(0);
});

test("a marketer adds a contact, finds it by its name and gives it attributes", async ({ page, signInAs, expectAccessible }) => {
  const { msisdn, shown, word } = fresh();
  await signInAs("marketer");
  await page.goto("/contacts");
  const adding = titled(page, "Add a contact");
  for (const name of [word, "Somebody Else"]) {
    await page.getByRole("button", { name: "Add contact" }).first().click();
    await adding.getByLabel("Number").fill(msisdn);
    await adding.getByLabel("Name").fill(name);
    await adding.getByRole("button", { name: "Add contact" }).click();
    if (name === word) await expect(adding).toBeHidden();
  }
  await expect(adding.getByRole("alert")).toContainText("This number is a contact already.");
  await expectAccessible();
  await adding.getByRole("button", { name: "Close" }).click();

  await page.getByLabel("Number or name begins with").fill(word.toLowerCase());
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page).toHaveURL(/q=sample/);
  await expectAccessible();
  await page.getByRole("row", { name: word }).getByRole("link", { name: shown }).click();
  await expect(page.getByRole("heading", { level: 1, name: shown })).toBeVisible();
  const timeline = page.getByRole("list", { name: "Timeline" });
  await expect(timeline).toContainText("Added by hand");

  const editing = titled(page, "Edit the contact");
  await page.getByRole("button", { name: "Edit" }).click();
  await editing.getByRole("button", { name: "Add attribute" }).click();
  await editing.getByRole("button", { name: "Add attribute" }).click();
  await editing.getByLabel("Attribute", { exact: true }).nth(1).fill("msisdn");
  await editing.getByLabel("Value").nth(1).fill("York");
  await editing.getByRole("button", { name: "Save" }).click();
  await expect(editing.getByRole("alert")).toContainText("fields of their own");
  await expectAccessible();
  await editing.getByLabel("Attribute", { exact: true }).nth(1).fill("city");
  await editing.getByRole("button", { name: "Save" }).click();
  await expect(editing).toBeHidden();
  await expect(page.getByRole("definition").filter({ hasText: "York" })).toBeVisible();
  await expect(timeline.getByRole("listitem").first()).toContainText("Edited");
  await expectAccessible();
});

test("support suppresses a number, its contact says so, and an administrator lifts it", async ({ page, signInAs, expectAccessible }) => {
  // Three people sign in.
  test.slow();
  const { msisdn, shown, word } = fresh();
  await signInAs("marketer");
  await page.goto("/contacts");
  const adding = titled(page, "Add a contact");
  await page.getByRole("button", { name: "Add contact" }).first().click();
  await adding.getByLabel("Number").fill(msisdn);
  await adding.getByRole("button", { name: "Add contact" }).click();
  await expect(adding).toBeHidden();

  await become(page, signInAs, "support");
  await page.goto("/suppression");
  const suppressing = titled(page, "Suppress a number");
  await page.getByRole("button", { name: "Suppress a number" }).click();
  await suppressing.getByLabel("Number").fill(shown);
  await suppressing.getByRole("button", { name: "Suppress", exact: true }).click();
  await expect(suppressing.getByRole("alert")).toContainText("Say why.");
  await suppressing.getByLabel("Reason").fill(`Asked by phone, ${word}`);
  await suppressing.getByRole("button", { name: "Suppress", exact: true }).click();
  await expect(suppressing).toBeHidden();
  // Support sees that it is there, and no number but masked; a lift is not theirs.
  await expect(page.getByRole("row", { name: word })).toContainText(`•• ${msisdn.slice(-2)}`);
  await expect(page.getByRole("button", { name: "Lift" })).toHaveCount(0);
  expect(await page.content()).not.toContain(msisdn);
  await expectAccessible();
  await page.getByLabel("Whole number").fill(msisdn.slice(0, 9));
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.getByText("Enter the whole number.")).toBeVisible();
  await page.getByLabel("Whole number").fill(msisdn);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page).toHaveURL(/q=~/);
  expect(page.url()).not.toContain(msisdn);
  await expect(page.getByRole("row", { name: word })).toBeVisible();
  await page.goto("/contacts");
  await expect(page.getByRole("heading", { name: "Nothing to see at this address" })).toBeVisible();

  await become(page, signInAs, "admin");
  await page.goto(`/contacts?q=${msisdn}`);
  await expect(page.getByRole("row", { name: shown })).toContainText("Suppressed");
  await page.getByRole("link", { name: shown }).click();
  await expect(page.getByRole("main").getByRole("status")).toContainText(`Asked by phone, ${word}`);
  await expectAccessible();
  await page.getByRole("button", { name: "Lift" }).click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("button", { name: "Lift suppression" }).click();
  await expect(question.getByRole("alert")).toContainText("Say why.");
  await expectAccessible();
  await question.getByLabel("Reason").fill("Asked in writing to get them again");
  await question.getByRole("button", { name: "Lift suppression" }).click();
  await expect(question).toBeHidden();
  await expect(page.getByText("Nothing is sent to this number")).toHaveCount(0);
  await page.goto(`/suppression?q=${msisdn}`);
  await expect(page.getByText(`No suppressed number for “${msisdn}”`)).toBeVisible();
});

test("contacts, lists, mailings and messages stand in the order that a head names, and the address keeps it", async ({
  page,
  signInAs,
  expectAccessible,
}) => {
  await signInAs("marketer");
  await page.goto("/contacts");
  const head = (name: string) => page.getByRole("columnheader", { name });
  const firstNumber = () => page.getByRole("row").nth(1).getByRole("link").first().textContent();
  await expect(head("Added")).toHaveAttribute("aria-sort", "descending");
  await head("Number").getByRole("link").click();
  await expect(head("Number")).toHaveAttribute("aria-sort", "ascending");
  const least = await firstNumber();
  await expectAccessible();
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/sort=number&after=\d{1,9}$/);
  await expect(head("Number")).toHaveAttribute("aria-sort", "ascending");
  await head("Number").getByRole("link").click();
  await expect(head("Number")).toHaveAttribute("aria-sort", "descending");
  expect(await firstNumber()).not.toBe(least);

  await page.goto("/lists?sort=-members");
  await expect(head("Members")).toHaveAttribute("aria-sort", "descending");
  const sizes = (await page.getByRole("cell", { name: /^[\d\s]+$/ }).allTextContents()).map((text) => Number(text.replaceAll(/\D/g, "")));
  expect(sizes.length).toBeGreaterThan(2);
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  await expectAccessible();

  await page.goto("/mailings?tab=all");
  await head("Name").getByRole("link").click();
  await expect(head("Name")).toHaveAttribute("aria-sort", "ascending");
  await expect(page).toHaveURL(/tab=all&sort=name$/);
  const inOrder = await page.getByRole("rowgroup").nth(1).getByRole("link").allTextContents();
  expect(inOrder.length).toBeGreaterThan(2);
  expect(inOrder).toEqual(inOrder.toSorted((a, b) => (a < b ? -1 : 1)));
  await expectAccessible();

  await page.goto("/mailings?tab=done");
  await page.getByRole("row").filter({ hasText: "Completed" }).first().getByRole("link").first().click();
  await expect(head("Number")).toHaveAttribute("aria-sort", "ascending");
  const first = await firstNumber();
  await head("Number").getByRole("link").click();
  await expect(head("Number")).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/sort=-number/);
  await expect.poll(async () => ((await firstNumber()) ?? "") > (first ?? "")).toBe(true);
  const file = await page.request.get((await page.getByRole("link", { name: "Download", exact: true }).getAttribute("href")) ?? "");
  const [, ofFile] = (await file.text()).split(/\r\n/);
  expect(ofFile?.split(",")[0]).toBe((await firstNumber())?.replaceAll(/\D/g, ""));
  await expectAccessible();
});
