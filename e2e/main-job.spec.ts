import { readFileSync } from "node:fs";
import { Client } from "pg";
import type { Page } from "@playwright/test";
import { expect, test, type Sandbox } from "./fixtures";
import { stack } from "./stacks";

const RECIPIENTS = 10_000;
/** Of the file's lines: refused ones, and numbers that stand in it a second time. */
const BAD = 25;
const DOUBLE = 40;

type Accepted = { phone: string; status: number; acceptedAt: string };
type Progress = {
  state: string;
  numbers: Record<"stoppedHere" | "leavingNow" | "mayStillLeave" | "withCarriers" | "settled" | "skipped" | "audience", number>;
};

/** Endings 30 and 31 are left out: the gateway denies the one for ever, and stops the other by itself. */
function recipients(): string[] {
  const first = 79_200_000_000 + (Date.now() % 5_000_000) * 2;
  const numbers: string[] = [];
  for (let n = first; numbers.length < RECIPIENTS; n++) if (![30, 31].includes(n % 100)) numbers.push(String(n));
  return numbers;
}

/** What a Russian spreadsheet saves: windows-1251, semicolons, numbers as people write them. */
function contactFile(numbers: readonly string[]): Buffer {
  const ways = [
    (msisdn: string) => `+7 (${msisdn.slice(1, 4)}) ${msisdn.slice(4, 7)}-${msisdn.slice(7)}`,
    (msisdn: string) => `8${msisdn.slice(1)}`,
    (msisdn: string) => `${msisdn[0]},${msisdn.slice(1)}E+10`,
    (msisdn: string) => msisdn,
  ];
  const line = (msisdn: string, at: number) => `${ways[at % 4]?.(msisdn)};Пример ${at};Омск`;
  const lines = numbers.map(line);
  for (let at = 0; at < BAD; at++) lines.splice(at * 300, 0, at % 2 === 0 ? `нет номера ${at};Пример;Омск` : "12;Пример;Омск");
  lines.push(...numbers.slice(0, DOUBLE).map(line));
  return windows1251(`Телефон;Имя;Город\r\n${lines.join("\r\n")}\r\n`);
}

const windows1251 = (text: string) =>
  Buffer.from([...text].map((letter) => (/[А-я]/.test(letter) ? letter.charCodeAt(0) - 0x410 + 0xc0 : letter.charCodeAt(0))));

async function importFile(page: Page, name: string, numbers: readonly string[]) {
  await page.goto("/contacts/imports");
  await page.getByLabel("File with contacts").setInputFiles({ name: `${name}.csv`, mimeType: "text/csv", buffer: contactFile(numbers) });
  await expect(page).toHaveURL(/\/contacts\/imports\/\d+/);
  await page.getByLabel("Name of the list").fill(name);
  await page.getByRole("button", { name: /^Import .* into a new list/ }).click();
  await expect(page.getByRole("link", { name: "New mailing to this list" })).toBeVisible({ timeout: 60_000 });
}

async function launch(page: Page, name: string): Promise<number> {
  await page.getByRole("link", { name: "New mailing to this list" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("textbox", { name: "Text" }).fill("Sample: your parcel is on its way");
  await page.getByLabel("Speed", { exact: true }).fill("12000");
  await expect(page.getByRole("status").filter({ hasText: "recipients" })).toContainText(/10.000 recipients/);
  await page.getByRole("button", { name: "Review" }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Send 10.000 messages/ })
    .click();
  await expect(page).toHaveURL(/\/mailings\/\d+$/, { timeout: 30_000 });
  return Number(/\d+$/.exec(page.url())?.[0]);
}

async function progressOf(page: Page, mailingId: number): Promise<Progress> {
  return (await (await page.request.get(`/api/mailings/${mailingId}`)).json()) as Progress;
}

/** The file under a filter: its rows as cells. */
async function download(page: Page, mailingId: number, filter: string): Promise<string[][]> {
  await page.goto(`/mailings/${mailingId}?filter=${filter}`);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download" }).click()]);
  const [, ...rows] = readFileSync(await file.path(), "utf8")
    .trim()
    .split("\r\n");
  return rows.map((row) => row.split(","));
}

/** What the sandbox accepted of these numbers, told by itself. */
async function acceptedOf(sandbox: Sandbox, numbers: ReadonlySet<string>): Promise<Accepted[]> {
  const all = await sandbox.get<Accepted[]>("/control/messages?limit=100000");
  return all.filter(({ phone }) => numbers.has(phone));
}

async function fromDatabase<Row>(sql: string, values: unknown[]): Promise<Row[]> {
  const client = new Client({ connectionString: stack.databaseUrl });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

test("a marketer imports a file, sends a mailing, pauses and resumes it, and everybody gets it once", async ({
  page,
  sandbox,
  signInAs,
  expectAccessible,
}) => {
  test.setTimeout(420_000);
  const name = `Main job ${Date.now()}`;
  const numbers = recipients();
  const mine = new Set(numbers);
  await sandbox.post("/control/pace", { pace: "human" });
  await sandbox.post("/control/balance", { balance: 1_000_000 });
  await signInAs("marketer");

  await importFile(page, name, numbers);
  const stat = (label: string) => page.getByRole("group", { name: label });
  await expect(stat("New")).toContainText(/10.000/);
  await expect(stat("Refused")).toContainText(String(BAD));
  await expect(stat("Duplicates")).toContainText(String(DOUBLE));

  const mailingId = await launch(page, name);
  await expect.poll(async () => (await acceptedOf(sandbox, mine)).length, { timeout: 60_000 }).toBeGreaterThan(1_500);

  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByLabel("Reason").fill("Wrong price");
  await dialog.getByRole("button", { name: "Pause mailing" }).click();
  const pressedAt = Date.now();
  await expect(page.getByText("Reason: Wrong price")).toBeVisible();
  await expect.poll(async () => (await progressOf(page, mailingId)).numbers.leavingNow).toBe(0);

  const left = await acceptedOf(sandbox, mine);
  const reached = new Set(left.map(({ phone }) => phone));
  // Beside another browser's test two cores take their time; the second that is promised is measured by the benchmark.
  expect(Math.max(...left.map(({ acceptedAt }) => Date.parse(acceptedAt))) - pressedAt).toBeLessThanOrEqual(3_000);
  expect(reached.size).toBe(left.length);
  expect(reached.size).toBeLessThan(RECIPIENTS);

  const { numbers: paused, state } = await progressOf(page, mailingId);
  expect(state).toBe("paused");
  expect(paused.stoppedHere).toBe(RECIPIENTS - left.length);
  expect(paused.stoppedHere + paused.leavingNow + paused.mayStillLeave + paused.withCarriers + paused.settled + paused.skipped).toBe(paused.audience);
  expect(paused.audience).toBe(RECIPIENTS);
  await expectAccessible();

  // Every message that was not handed over is -2 Stopped: in the file, on the page, in the look-up.
  const stopped = await download(page, mailingId, "-2");
  expect(stopped.map(([msisdn]) => msisdn).sort()).toEqual(numbers.filter((msisdn) => !reached.has(msisdn)).sort());
  expect(stopped.every(([, , code, word]) => code === "-2" && word === "Stopped")).toBe(true);
  const rows = page.getByRole("table", { name: "Messages" }).getByRole("row");
  await expect(rows.filter({ hasText: "Stopped" })).toHaveCount((await rows.count()) - 1);
  const waiting = stopped[0]?.[0] ?? "";
  await page.goto("/messages");
  await page.getByLabel("Number, id or mailing").fill(`8${waiting.slice(1)}`);
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page).toHaveURL(/\/messages\?contact=\d+$/);
  await expect(page.getByRole("row").nth(1)).toContainText("Stopped");
  const handedOver = await download(page, mailingId, "all");
  expect(handedOver.filter(([msisdn = "", , code]) => reached.has(msisdn) && code === "-2")).toEqual([]);
  // Nothing has come to the gateway all this while.
  expect((await acceptedOf(sandbox, mine)).length).toBe(left.length);

  await sandbox.post("/control/pace", { pace: "at-once" });
  await page.goto(`/mailings/${mailingId}`);
  await page.getByRole("button", { name: "Resume", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Resume mailing" }).click();
  await expect(page.getByText("Reason: Wrong price")).toBeHidden();
  expect(await download(page, mailingId, "-2")).toEqual([]);

  await page.goto(`/mailings/${mailingId}`);
  await page.getByRole("button", { name: "Change" }).click();
  await page.getByLabel("Messages a minute").fill("");
  await page.getByRole("button", { name: "Change speed" }).click();
  await expect(page.getByText("Completed", { exact: true }).first()).toBeVisible({ timeout: 240_000 });
  expect(await download(page, mailingId, "-2")).toEqual([]);

  // Nobody twice, nobody missing: by the sandbox's own count.
  const accepted = await acceptedOf(sandbox, mine);
  expect(accepted.length).toBe(RECIPIENTS);
  expect(new Set(accepted.map(({ phone }) => phone)).size).toBe(RECIPIENTS);
  // Every message final, and each as the sandbox says; the counters equal the rows.
  const all = await download(page, mailingId, "all");
  const said = new Map(accepted.map(({ phone, status }) => [phone, String(status)]));
  expect(all.filter(([msisdn = "", , code]) => said.get(msisdn) !== code)).toEqual([]);
  const counters = await fromDatabase("select bucket, code, count from mailing_counter where mailing_id = $1 and count > 0 order by bucket, code", [
    mailingId,
  ]);
  const counted = await fromDatabase(
    `select case when m.status is not null then 'status' when m.skip_reason is not null then 'skipped' else s.state::text end as bucket,
       coalesce(m.status, 0)::smallint as code, count(*)::int as count
     from message m left join submission s on s.id = m.submission_id where m.mailing_id = $1 group by 1, 2 order by 1, 2`,
    [mailingId],
  );
  expect(counters).toEqual(counted);
});

test("a -2 that the gateway itself reports wears the same badge", async ({ page, sandbox, signInAs }) => {
  await sandbox.post("/control/pace", { pace: "human" });
  await signInAs("operator");
  await page.goto("/messages/new");
  await page.getByLabel("Number").fill(`79${String(Date.now() % 10_000_000).padStart(7, "0")}31`);
  await page.getByRole("textbox", { name: "Text" }).fill(`Sample ${Date.now()}`);
  await page.getByRole("button", { name: "Send 1 message" }).click();
  await expect(page).toHaveURL(/\/messages\/\d+/);
  await expect(async () => {
    await page.getByRole("button", { name: "Ask the gateway now" }).click();
    await expect(page.getByRole("link", { name: /Stopped/ }).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
});
