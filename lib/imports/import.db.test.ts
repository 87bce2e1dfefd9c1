import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { spawn } from "node:child_process";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/db";
import { cancelImport, confirmImport } from "@/lib/imports/commands";
import { findImport, findPreview, findSameFile, listRejects, readColumns } from "@/lib/imports/reads";
import { receiveUpload } from "@/lib/imports/receive-upload";
import { rejectsCsv } from "@/lib/imports/rejects-csv";
import { runImport } from "@/lib/imports/run-import";
import { sampleCsv } from "@/lib/imports/sample-csv";

const folder = mkdtempSync(path.join(tmpdir(), "signalbox-imports-"));
const stored = () => readdirSync(path.join(folder, "imports"));
let operatorId = 0;

beforeAll(async () => {
  process.env.DATA_DIR = folder;
  const operator = await db.operator.create({
    data: { email: "imports@example.test", name: "Sample Operator", role: "marketer", passwordHash: "-" },
    select: { id: true },
  });
  operatorId = operator.id;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  rmSync(path.join(folder, "imports"), { recursive: true, force: true });
  await pool.query("truncate contact, mailing_list, list_member, suppression, import, import_reject, graphile_worker._private_jobs cascade");
});

async function* piecesOf(bytes: Buffer, size = 1_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

const upload = (content: string | Buffer, contentLength?: number) => {
  const bytes = Buffer.from(content as string);
  return receiveUpload({ body: piecesOf(bytes), contentLength: contentLength ?? bytes.length, fileName: "sample.csv", operatorId, now: new Date() });
};

/** Upload and confirm as guessed, with a new list. */
async function confirmed(content: string | Buffer, newListName: string | null = "Sample list"): Promise<number> {
  const received = await upload(content);
  if (!received.ok) throw new Error(received.error.code);
  const { importId } = received.value;
  const found = await findImport(importId, new Date());
  const columns = await readColumns(importId);
  if (!found?.layout) throw new Error("not sniffed");
  const input = { importId, layout: found.layout, columns, defaultCountry: "RU", listId: null, newListName };
  expect(await db.$transaction((tx) => confirmImport(tx, input, { operatorId }))).toMatchObject({ ok: true });
  return importId;
}

async function imported(content: string | Buffer, newListName: string | null = "Sample list", batchRows = 7) {
  const importId = await confirmed(content, newListName);
  await runImport({ importId, now: new Date(), batchRows });
  const found = await findImport(importId, new Date());
  if (!found) throw new Error("gone");
  return found;
}

const contacts = async () =>
  (await pool.query("select msisdn, name, attributes from contact order by msisdn")).rows as {
    msisdn: string;
    name: string | null;
    attributes: object;
  }[];

/** А…я of windows-1251. */
const cp1251 = (text: string) =>
  Buffer.from([...text].map((letter) => (/[А-я]/.test(letter) ? letter.charCodeAt(0) - 0x410 + 0xc0 : letter.charCodeAt(0))));

describe("an upload", () => {
  it.each([
    ["an empty file", Buffer.alloc(0), undefined, "import.empty"],
    ["a spreadsheet file", Buffer.from("504b03041400060008000000", "hex"), undefined, "import.binary"],
    ["NUL bytes far behind the beginning", Buffer.concat([Buffer.from("79160000001\n".repeat(9_000)), Buffer.alloc(3)]), undefined, "import.binary"],
    ["a file that was cut off", Buffer.from("79160000001\n"), 999, "import.cut_off"],
  ])("refuses %s and keeps nothing of it", async (_, content, announced, code) => {
    expect(await upload(content, announced)).toEqual({ ok: false, error: { code } });
    expect(await db.import.count()).toBe(0);
    expect(stored()).toEqual([]);
  });

  it("refuses what is announced as too large before a byte is read", async () => {
    const outcome = await upload("79160000001\n", 600 * 1024 * 1024);
    expect(outcome).toEqual({ ok: false, error: { code: "import.too_large", megabytes: 512 } });
  });

  it("keeps nothing when the browser goes away", async () => {
    const body = (async function* () {
      yield await Promise.resolve(Buffer.from("79160000001\n"));
      throw new DOMException("gone", "AbortError");
    })();
    const outcome = await receiveUpload({ body, contentLength: 100, fileName: "a.csv", operatorId, now: new Date() });
    expect(outcome).toEqual({ ok: false, error: { code: "import.cut_off" } });
    expect(stored()).toEqual([]);
  });

  it("knows windows-1251 when its first letter comes late", async () => {
    const head = Buffer.from(`phone,name\n${"79160000001,Ann\n".repeat(20_000)}`);
    const received = await upload(Buffer.concat([head, cp1251("79160000002,Анна\n")]));
    if (!received.ok) throw new Error(received.error.code);
    expect((await findImport(received.value.importId, new Date()))?.layout).toMatchObject({ encoding: "windows-1251", delimiter: "," });
  });

  it("forgets the files that nobody will read, and no other", async () => {
    const first = await upload("79160000001\n");
    const second = await upload("79160000002\n");
    if (!first.ok || !second.ok) throw new Error("refused");
    const long = new Date(Date.now() - 40 * 24 * 60 * 60 * 1000);
    await db.import.update({ where: { id: first.value.importId }, data: { createdAt: long } });
    for (const name of ["left.csv", "half.csv.part"]) writeFileSync(path.join(folder, "imports", name), "79160000003\n");
    for (const name of stored()) utimesSync(path.join(folder, "imports", name), long, long);
    expect((await upload("79160000004\n")).ok).toBe(true);
    const kept = await db.import.findMany({ where: { state: "uploaded" }, select: { storedAs: true } });
    expect(stored().sort()).toEqual(kept.map(({ storedAs }) => storedAs).sort());
    expect(kept).toHaveLength(2);
    expect((await findImport(first.value.importId, new Date()))?.state).toBe("canceled");
  });

  it("shows the beginning in whatever way it is read", async () => {
    const received = await upload(cp1251("Телефон;Имя\r\n8 916 000-00-01;Анна\r\n8 916 000-00-02;Иван\r\n"));
    if (!received.ok) throw new Error(received.error.code);
    const { importId } = received.value;
    const preview = await findPreview(importId, { encoding: "windows-1251", delimiter: ";", hasHeader: true });
    expect(preview?.columns.map(({ heading, column }) => [heading, column])).toEqual([
      ["Телефон", "msisdn"],
      ["Имя", "name"],
    ]);
    expect(preview).toMatchObject({
      rowCount: 2,
      isWhole: true,
      rows: [
        { rowNumber: 2, cells: ["8 916 000-00-01", "Анна"] },
        { rowNumber: 3, cells: ["8 916 000-00-02", "Иван"] },
      ],
    });
    const bare = await findPreview(importId, { encoding: "windows-1251", delimiter: ",", hasHeader: false });
    expect(bare?.rows[0]).toEqual({ rowNumber: 1, cells: ["Телефон;Имя"] });
    expect(await findPreview(importId + 1, { encoding: "utf-8", delimiter: ",", hasHeader: false })).toBeNull();
  });

  it("estimates the rows of a file from its beginning", async () => {
    const received = await upload(`phone,name\n${"79160000001,Sample\n".repeat(50_000)}`);
    if (!received.ok) throw new Error(received.error.code);
    const preview = await findPreview(received.value.importId, { encoding: "utf-8", delimiter: ",", hasHeader: true });
    expect(preview?.isWhole).toBe(false);
    expect(Math.abs((preview?.rowCount ?? 0) - 50_000)).toBeLessThan(500);
  });

  it("finds that the same file came before", async () => {
    const first = await imported("phone,name\n79160000001,Ann\n");
    const again = await upload("phone,name\n79160000001,Ann\n");
    if (!again.ok) throw new Error(again.error.code);
    expect(await findSameFile(again.value.importId)).toMatchObject({ id: first.id });
    expect(await findSameFile(first.id)).toBeNull();
  });
});

describe("an import", () => {
  it("reads windows-1251 with semicolons and the numbers as people and Excel write them", async () => {
    const done = await imported(
      cp1251("Телефон;Имя;Город\r\n8 916 000-00-01;Анна;Омск\r\n+7 (916) 000-00-02;Иван;Томск\r\n7,9160000003E+10;Пётр;\r\n".replace("ё", "е")),
    );
    expect(done).toMatchObject({
      state: "completed",
      rowCount: 3,
      createdCount: 3,
      rejectedCount: 0,
      layout: { encoding: "windows-1251", delimiter: ";" },
    });
    expect(await contacts()).toEqual([
      { msisdn: "79160000001", name: "Анна", attributes: { Город: "Омск" } },
      { msisdn: "79160000002", name: "Иван", attributes: { Город: "Томск" } },
      { msisdn: "79160000003", name: "Петр", attributes: {} },
    ]);
    expect(stored()).toEqual([]);
  });

  it("reads UTF-8 with a mark, tabs, and cells that hold what COPY would trip over", async () => {
    const done = await imported('\ufeffphone\tname\tnote\n79160000001\tAnn\\N\t"two\nlines ""quoted"" \\t"\n');
    expect(done.state).toBe("completed");
    expect(await contacts()).toEqual([{ msisdn: "79160000001", name: "Ann\\N", attributes: { note: 'two\nlines "quoted" \\t' } }]);
  });

  it("merges duplicates, also across batches, and counts every row once", async () => {
    const lines = Array.from(
      { length: 20 },
      (_, n) => `791600000${String(n % 10).padStart(2, "0")},${n < 10 ? "" : "Late name"},${n < 10 ? "first" : ""}`,
    );
    const done = await imported(`phone,name,mark\n${lines.join("\n")}\n`);
    expect(done).toMatchObject({ rowCount: 20, createdCount: 10, duplicateCount: 10, updatedCount: 0, unchangedCount: 0, rejectedCount: 0 });
    expect(await contacts()).toHaveLength(10);
    expect((await contacts())[0]).toEqual({ msisdn: "79160000000", name: "Late name", attributes: { mark: "first" } });
    const { rows } = await pool.query("select name, member_count, (select count(*) from list_member) as members from mailing_list");
    expect(rows).toEqual([{ name: "Sample list", member_count: 10, members: 10 }]);
  });

  it("tells new, changed and unchanged contacts apart, and empty cells erase nothing", async () => {
    await imported("phone,name,city\n79160000001,Ann,Omsk\n79160000002,Bob,Omsk\n79160000003,Cid,Omsk\n", "One");
    const done = await imported("phone,name,city\n79160000001,,Omsk\n79160000002,Bob B,\n79160000004,Dan,Omsk\n", "Two");
    expect(done).toMatchObject({ createdCount: 1, updatedCount: 1, unchangedCount: 1 });
    expect((await contacts()).map(({ name }) => name)).toEqual(["Ann", "Bob B", "Cid", "Dan"]);
    expect((await contacts())[1]?.attributes).toEqual({ city: "Omsk" });
  });

  it("keeps refused lines with the spreadsheet's row number and the reason", async () => {
    const done = await imported('phone,name\n79160000001,Ann\n\nnobody,=cmd()\n12,Bob\n,Cid\n79160000002,"Dan\n');
    expect(done).toMatchObject({ state: "completed", rowCount: 5, createdCount: 1, rejectedCount: 4 });
    const rejects = await listRejects(done.id);
    expect(rejects.map(({ rowNumber, reason }) => [rowNumber, reason])).toEqual([
      [4, "not_a_number"],
      [5, "too_short"],
      [6, "empty"],
      [7, "broken_quotes"],
    ]);
    let csv = "";
    for await (const piece of rejectsCsv(done.id, { rowNumber: "Row", reason: "Reason", line: "Line", reasonOf: (reason) => `-${reason}` }))
      csv += piece;
    expect(csv.split("\r\n")[1]).toBe(`"4";"'-not_a_number";"nobody,=cmd()"`);
  });

  it("fails without a valid row and makes neither contact nor list", async () => {
    const done = await imported("phone,name\nnobody,Ann\nnowhere,Bob\n");
    expect(done).toMatchObject({ state: "failed", failure: "import.no_valid_rows", rejectedCount: 2, list: null });
    expect(await contacts()).toEqual([]);
    expect(await db.mailingList.count()).toBe(0);
  });

  it("lifts no suppression", async () => {
    await pool.query("insert into suppression (msisdn, source, reason) values ('79160000001', 'reply', 'STOP')");
    const done = await imported("phone,name\n79160000001,Ann\n79160000002,Bob\n");
    expect(done).toMatchObject({ createdCount: 2, suppressedCount: 1 });
    expect((await pool.query("select msisdn, reason from suppression")).rows).toEqual([{ msisdn: "79160000001", reason: "STOP" }]);
  });

  it("does what the sample file promises", async () => {
    const done = await imported(sampleCsv());
    expect(done).toMatchObject({ state: "completed", rowCount: 30, createdCount: 24, duplicateCount: 1, rejectedCount: 5 });
  });
});

describe("an import that is disturbed", () => {
  const many = (count: number) =>
    `phone,name\n${Array.from({ length: count }, (_, n) => `${79_160_000_000 + (n % (count - 100))},Sample ${n}`).join("\n")}\n`;

  it("stops at a cancel and keeps the batches that were finished", async () => {
    const importId = await confirmed(many(3_000));
    const running = runImport({ importId, now: new Date(), batchRows: 50 });
    while (((await findImport(importId, new Date()))?.rowCount ?? 0) === 0);
    expect(await db.$transaction((tx) => cancelImport(tx, { importId, operatorId }))).toMatchObject({ ok: true });
    await running;
    const found = await findImport(importId, new Date());
    expect(found?.state).toBe("canceled");
    expect(found?.rowCount).toBeLessThan(3_000);
    expect(found?.createdCount).toBe((await contacts()).length);
  });

  it("ends with its cause when its list is deleted, and keeps nothing of that batch", async () => {
    const list = await db.mailingList.create({ data: { name: "Gone soon" }, select: { id: true } });
    const importId = await confirmed("phone\n79160000001\n", null);
    await pool.query("update import set list_id = $2 where id = $1", [importId, list.id]);
    await db.mailingList.delete({ where: { id: list.id } });
    await runImport({ importId, now: new Date() });
    expect(await findImport(importId, new Date())).toMatchObject({ state: "failed", failure: "import.list_gone", rowCount: 0, createdCount: 0 });
    expect(await contacts()).toEqual([]);
    expect(stored()).toEqual([]);
  });

  it("ends with its cause when its file is gone", async () => {
    const importId = await confirmed("phone\n79160000001\n");
    for (const name of stored()) rmSync(path.join(folder, "imports", name));
    await runImport({ importId, now: new Date() });
    expect(await findImport(importId, new Date())).toMatchObject({ state: "failed", failure: "import.file_missing" });
  });

  it("is confirmed once, into a list that exists or a name that is free", async () => {
    await db.mailingList.create({ data: { name: "Taken" } });
    const received = await upload("phone\n79160000001\n");
    if (!received.ok) throw new Error(received.error.code);
    const layout = { encoding: "utf-8", delimiter: ",", hasHeader: true } as const;
    const input = { importId: received.value.importId, layout, columns: ["msisdn"], defaultCountry: "RU", listId: null, newListName: null };
    const confirm = (changes: object) => db.$transaction((tx) => confirmImport(tx, { ...input, ...changes }, { operatorId }));
    expect(await confirm({ newListName: "Taken" })).toEqual({ ok: false, error: { code: "list.name_taken" } });
    expect(await confirm({ listId: 999_999 })).toEqual({ ok: false, error: { code: "list.not_found" } });
    const outcomes = await Promise.all([confirm({}), confirm({})]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ error: { code: "import.cannot_confirm", state: "queued" } });
  });

  it("makes batches of long rows smaller and loses none", async () => {
    const long = "x".repeat(3_000);
    const done = await imported(`phone,note\n${Array.from({ length: 3_000 }, (_, n) => `${79_160_000_000 + n},${long}`).join("\n")}\n`, null, 10_000);
    expect(done).toMatchObject({ state: "completed", rowCount: 3_000, createdCount: 3_000 });
    expect(Object.values((await contacts())[0]?.attributes ?? {})[0]).toHaveLength(500);
  });

  it("keeps every line of a file in which all are refused", async () => {
    const done = await imported(`phone\n${"nobody at all\n".repeat(60_000)}`, null, 10_000);
    expect(done).toMatchObject({ state: "failed", failure: "import.no_valid_rows", rowCount: 60_000, rejectedCount: 60_000 });
    expect(await listRejects(done.id, 60_000)).toEqual([{ rowNumber: 60_001, reason: "not_a_number", line: "nobody at all" }]);
  });

  it("is not run when it was canceled before, nor a second time", async () => {
    const importId = await confirmed("phone\n79160000001\n");
    await db.$transaction((tx) => cancelImport(tx, { importId, operatorId }));
    await runImport({ importId, now: new Date() });
    expect(await contacts()).toEqual([]);
    expect(await db.$transaction((tx) => cancelImport(tx, { importId, operatorId }))).toMatchObject({
      error: { code: "import.cannot_cancel", state: "canceled" },
    });
  });

  it("counts nothing twice when two workers run it at once", async () => {
    const importId = await confirmed(many(1_000));
    await Promise.all([1, 2].map(() => runImport({ importId, now: new Date(), batchRows: 100 })));
    // The slower of the two gave up; the next nudge finds nothing left to do.
    await runImport({ importId, now: new Date(), batchRows: 100 });
    expect(await findImport(importId, new Date())).toMatchObject({ state: "completed", rowCount: 1_000, createdCount: 900, duplicateCount: 100 });
    expect(await contacts()).toHaveLength(900);
  });

  it("gives way to somebody who waits for a batch that waits for a batch before it", async () => {
    const numbers = ["79160000001", "79160000002", "79160000003"];
    await pool.query("insert into contact (msisdn, name) select unnest($1::text[]), 'before'", [numbers]);
    const other = await pool.connect();
    try {
      await other.query("begin");
      await other.query("update contact set name = 'other' where msisdn = $1", [numbers[1]]);
      const importId = await confirmed(`phone,name\n${numbers.map((number) => `${number},Sample\n`).join("")}`, null);
      const run = runImport({ importId, now: new Date(), batchRows: 1 });
      // The third batch is merged beside the second, which waits for the other.
      const free = () => pool.query("select from contact where msisdn = $1 for update skip locked", [numbers[2]]);
      while ((await free()).rowCount !== 0);
      // Now in a circle that the database alone would never see.
      await other.query("update contact set name = 'other' where msisdn = $1", [numbers[2]]);
      await other.query("commit");
      await run;
      expect(await findImport(importId, new Date())).toMatchObject({ state: "completed", rowCount: 3, updatedCount: 3, createdCount: 0 });
      expect((await contacts()).map(({ name }) => name)).toEqual(["Sample", "Sample", "Sample"]);
    } finally {
      other.release();
    }
  });

  it("goes on after a kill and counts nothing twice", async () => {
    const importId = await confirmed(many(4_000));
    const script = `import("@/lib/imports/run-import").then(({ runImport }) => runImport({ importId: ${importId}, now: new Date(), batchRows: 40 }))`;
    const child = spawn(process.execPath, ["--import", "tsx", "-e", script], { env: process.env, stdio: "ignore" });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    while (((await findImport(importId, new Date()))?.rowCount ?? 0) === 0 && child.exitCode === null);
    child.kill("SIGKILL");
    await ended;
    const killed = await findImport(importId, new Date());
    expect(killed?.state).toBe("running");
    expect(killed?.rowCount).toBeGreaterThan(0);
    await runImport({ importId, now: new Date(), batchRows: 500 });
    expect(await findImport(importId, new Date())).toMatchObject({
      state: "completed",
      rowCount: 4_000,
      createdCount: 3_900,
      duplicateCount: 100,
      updatedCount: 0,
      unchangedCount: 0,
    });
    const { rows } = await pool.query("select member_count, (select count(*) from list_member) as members from mailing_list");
    expect(rows).toEqual([{ member_count: 3_900, members: 3_900 }]);
  });
});
