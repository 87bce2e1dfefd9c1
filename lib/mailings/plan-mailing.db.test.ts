import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { db, pool } from "@/lib/db";
import { launchMailing } from "@/lib/mailings/commands";
import { planMailing } from "@/lib/mailings/plan-mailing";
import { cancelMailing, pauseMailing, resumeMailing } from "@/lib/mailings/steering";
import { countersAndRows, given, sampleMsisdn } from "@/lib/testing/factories";

const now = new Date();
let numbers = 0;
const fresh = (count: number) => Array.from({ length: count }, () => sampleMsisdn(++numbers));
const contacts = (msisdns: readonly string[]) => msisdns.map((msisdn) => ({ msisdn }));

async function launched(draft: Parameters<typeof given.draft>[0]): Promise<number> {
  const { id } = await given.draft(draft);
  const quote = { cost: null, segments: null };
  await db.$transaction((tx) => launchMailing(tx, { mailingId: id, scheduledAt: null, operatorId: 1, quote, now }));
  return id;
}

type Row = { msisdn: string; text: string | null; skip_reason: string | null; submission_id: number | null };

async function messagesOf(mailingId: number): Promise<Row[]> {
  const { rows } = await pool.query<Row>("select msisdn, text, skip_reason, submission_id from message where mailing_id = $1 order by msisdn", [
    mailingId,
  ]);
  return rows;
}

async function mailingOf(id: number) {
  const { rows } = await pool.query<{ state: string; audience: number; cursor: number; planned: boolean; slice: number; recipients: number }>(
    `select state, audience_count as audience, plan_cursor as cursor, planned_at is not null as planned, slice_size as slice,
       (select count(*) from mailing_recipient where mailing_id = m.id) as recipients from mailing m where id = $1`,
    [id],
  );
  return rows[0];
}

async function sizesOf(mailingId: number): Promise<number[]> {
  const { rows } = await pool.query<{ size: number; carried: number }>(
    `select size, (select count(*) from message m where m.submission_id = s.id) as carried from submission s where mailing_id = $1 order by id`,
    [mailingId],
  );
  expect(rows.map(({ size }) => size)).toEqual(rows.map(({ carried }) => carried));
  return rows.map(({ size }) => size);
}

/** Every number once, as many as were meant, and counters that say the same as the rows. */
async function expectWhole(mailingId: number, msisdns: readonly string[]) {
  expect((await messagesOf(mailingId)).map(({ msisdn }) => msisdn)).toEqual([...msisdns].sort());
  const { counters, rows } = await countersAndRows(mailingId);
  expect(counters).toEqual(rows);
  expect(Object.values(counters).reduce((sum, count) => sum + count, 0)).toBe(msisdns.length);
}

describe("planning a mailing", () => {
  it("writes each recipient once, however often lists and pasted numbers name them", async () => {
    const [a = "", b = "", c = "", d = ""] = fresh(4);
    const one = await given.list(contacts([a, b]));
    const two = await given.list(contacts([b, c]));
    const id = await launched({ listIds: [one.id, two.id], pasted: [c, d] });
    expect(await planMailing({ mailingId: id })).toBe(4);
    await expectWhole(id, [a, b, c, d]);
    expect(await mailingOf(id)).toMatchObject({ state: "sending", audience: 4, cursor: 4, planned: true, recipients: 0 });
  });

  it("makes pasted numbers contacts", async () => {
    const [pasted = ""] = fresh(1);
    await planMailing({ mailingId: await launched({ pasted: [pasted] }) });
    expect((await pool.query("select from contact where msisdn = $1", [pasted])).rowCount).toBe(1);
  });

  it("cuts the messages into submissions of the slice, over the borders of chunks", async () => {
    const msisdns = fresh(230);
    const list = await given.list(contacts(msisdns));
    const id = await launched({ listIds: [list.id] });
    await planMailing({ mailingId: id, chunkSize: 150 });
    expect(await sizesOf(id)).toEqual([100, 50, 80]);
    await expectWhole(id, msisdns);
  });

  it("cuts slices to the speed that the mailing has when it is planned", async () => {
    const list = await given.list(contacts(fresh(25)));
    const id = await launched({ listIds: [list.id], speedPerMinute: 6_000 });
    await pool.query("update mailing set speed_per_minute = 600 where id = $1", [id]);
    await planMailing({ mailingId: id });
    expect(await mailingOf(id)).toMatchObject({ slice: 10 });
    expect(await sizesOf(id)).toEqual([10, 10, 5]);
  });

  it("keeps suppressed numbers as rows with their reason and puts them into no submission", async () => {
    const msisdns = fresh(5);
    const [, out = ""] = msisdns;
    await pool.query("insert into suppression (msisdn, source, reason) values ($1, 'operator', 'asked')", [out]);
    const id = await launched({ pasted: msisdns });
    await planMailing({ mailingId: id, chunkSize: 2 });
    const rows = await messagesOf(id);
    expect(rows.filter(({ skip_reason }) => skip_reason !== null)).toEqual([
      { msisdn: out, text: null, skip_reason: "suppressed", submission_id: null },
    ]);
    await expectWhole(id, msisdns);
  });

  it("completes a mailing of which nobody may be written to", async () => {
    const [out = ""] = fresh(1);
    await pool.query("insert into suppression (msisdn, source, reason) values ($1, 'operator', 'asked')", [out]);
    const id = await launched({ pasted: [out] });
    await planMailing({ mailingId: id });
    expect(await mailingOf(id)).toMatchObject({ state: "completed", audience: 1 });
  });

  it("completes a mailing whose lists have become empty", async () => {
    const list = await given.list([]);
    const id = await launched({ listIds: [list.id] });
    await planMailing({ mailingId: id });
    expect(await mailingOf(id)).toMatchObject({ state: "completed", audience: 0 });
  });

  it("writes each recipient's own text, with the fallback where a value is missing", async () => {
    const [a = "", b = "", c = ""] = fresh(3);
    const list = await given.list([
      { msisdn: a, name: "Sample One", attributes: { city: "Riga" } },
      { msisdn: b, name: "  " },
    ]);
    const id = await launched({ listIds: [list.id], pasted: [c], text: "Dear {{name|friend}}{{city}}: {not a placeholder}" });
    await planMailing({ mailingId: id });
    expect((await messagesOf(id)).map(({ text }) => text)).toEqual([
      "Dear Sample OneRiga: {not a placeholder}",
      "Dear friend: {not a placeholder}",
      "Dear friend: {not a placeholder}",
    ]);
  });

  it("skips a recipient whose own text is too long, and counts code points as the gateway's limit does", async () => {
    const [fits = "", long = ""] = fresh(2);
    const list = await given.list([
      { msisdn: fits, attributes: { note: "😀".repeat(990) } },
      { msisdn: long, attributes: { note: "x".repeat(991) } },
    ]);
    const id = await launched({ listIds: [list.id], text: "Ten chars {{note}}" });
    await planMailing({ mailingId: id });
    expect((await messagesOf(id)).map(({ skip_reason }) => skip_reason)).toEqual([null, "text_too_long"]);
    expect(await sizesOf(id)).toEqual([1]);
    await expectWhole(id, [fits, long]);
  });

  it("skips a recipient whose own text the gateway would take for a command", async () => {
    const [plain = "", call = ""] = fresh(2);
    const list = await given.list([
      { msisdn: plain, name: "Sample" },
      { msisdn: call, name: "__CALL__" },
    ]);
    const id = await launched({ listIds: [list.id], text: "{{name}}, your order is ready" });
    await planMailing({ mailingId: id });
    expect((await messagesOf(id)).map(({ skip_reason }) => skip_reason)).toEqual([null, "text_special"]);
    await expectWhole(id, [plain, call]);
  });

  it("does nothing to a draft, to a scheduled mailing and to one that is planned", async () => {
    const { id: draft } = await given.draft({ pasted: fresh(1) });
    expect(await planMailing({ mailingId: draft })).toBe(0);
    expect(await mailingOf(draft)).toMatchObject({ state: "draft", audience: null, planned: false });
    const done = await launched({ pasted: fresh(3) });
    await planMailing({ mailingId: done });
    expect(await planMailing({ mailingId: done })).toBe(0);
    expect(await messagesOf(done)).toHaveLength(3);
  });

  it("freezes the audience: who joins a list later is not written to", async () => {
    const msisdns = fresh(4);
    const list = await given.list(contacts(msisdns));
    const id = await launched({ listIds: [list.id] });
    await failAt(id, 2, () => planMailing({ mailingId: id, chunkSize: 2 }));
    const [late = ""] = fresh(1);
    await pool.query("with c as (insert into contact (msisdn) values ($2) returning id) insert into list_member select $1, id from c", [
      list.id,
      late,
    ]);
    await planMailing({ mailingId: id, chunkSize: 2 });
    await expectWhole(id, msisdns);
  });
});

/** Let the transaction that moves the cursor beyond `cursor` fail, as a lost connection would. */
async function failAt(mailingId: number, cursor: number, work: () => Promise<unknown>) {
  const name = `fail_${mailingId}`;
  await pool.query(`create function ${name}() returns trigger language plpgsql as 'begin raise exception ''cut off''; end'`);
  await pool.query(
    `create trigger ${name} before update on mailing for each row when (new.id = ${mailingId} and new.plan_cursor > ${cursor}) execute function ${name}()`,
  );
  await expect(work()).rejects.toThrow("cut off");
  await pool.query(`drop trigger ${name} on mailing`);
}

describe("planning that is disturbed", () => {
  it("goes on where a failure stopped it, and writes nobody twice", async () => {
    const msisdns = fresh(25);
    const id = await launched({ pasted: msisdns });
    await failAt(id, 10, () => planMailing({ mailingId: id, chunkSize: 5 }));
    expect(await mailingOf(id)).toMatchObject({ state: "planning", cursor: 10 });
    expect(await messagesOf(id)).toHaveLength(10);
    expect(await planMailing({ mailingId: id, chunkSize: 5 })).toBe(15);
    await expectWhole(id, msisdns);
  });

  it("survives a killed process", async () => {
    const msisdns = fresh(5_000);
    const list = await given.list(contacts(msisdns));
    const id = await launched({ listIds: [list.id] });
    const code = `import("${process.cwd()}/lib/mailings/plan-mailing.ts").then((m) => m.planMailing({ mailingId: ${id}, chunkSize: 10 }))`;
    const planner = spawn(process.execPath, ["--import", "tsx", "-e", code], { stdio: "inherit" });
    const ended = once(planner, "exit");
    while (planner.exitCode === null && ((await mailingOf(id))?.cursor ?? 0) === 0) await delay(5);
    planner.kill("SIGKILL");
    await ended;
    const cursor = (await mailingOf(id))?.cursor ?? 0;
    expect(cursor).toBeGreaterThan(0);
    expect(cursor).toBeLessThan(5_000);
    await planMailing({ mailingId: id });
    await expectWhole(id, msisdns);
  });

  it("is shared by two planners without a double", async () => {
    const msisdns = fresh(200);
    const list = await given.list(contacts(msisdns));
    const id = await launched({ listIds: [list.id] });
    const written = await Promise.all([1, 2, 3].map(() => planMailing({ mailingId: id, chunkSize: 7 })));
    expect(written.reduce((sum, count) => sum + count, 0)).toBe(200);
    await expectWhole(id, msisdns);
    expect(await mailingOf(id)).toMatchObject({ state: "sending", planned: true });
  });

  it("goes to its end in a mailing that is paused meanwhile, which stays paused and can be resumed", async () => {
    const msisdns = fresh(6);
    const id = await launched({ pasted: msisdns });
    await failAt(id, 2, () => planMailing({ mailingId: id, chunkSize: 2 }));
    await db.$transaction((tx) => pauseMailing(tx, { mailingId: id, reason: "", operatorId: 1, now }));
    await planMailing({ mailingId: id });
    expect(await mailingOf(id)).toMatchObject({ state: "paused", planned: true });
    await expectWhole(id, msisdns);
    expect(await db.$transaction((tx) => resumeMailing(tx, { mailingId: id, now }))).toMatchObject({ value: { state: "sending" } });
  });

  it("is taken up by a resume that comes before its end", async () => {
    const id = await launched({ pasted: fresh(4) });
    await failAt(id, 2, () => planMailing({ mailingId: id, chunkSize: 2 }));
    await db.$transaction((tx) => pauseMailing(tx, { mailingId: id, reason: "", operatorId: 1, now }));
    expect(await db.$transaction((tx) => resumeMailing(tx, { mailingId: id, now }))).toMatchObject({ value: { state: "planning" } });
    await planMailing({ mailingId: id });
    expect(await mailingOf(id)).toMatchObject({ state: "sending", planned: true });
  });

  it("leaves nobody without a row when the mailing is canceled halfway", async () => {
    const msisdns = fresh(6);
    const id = await launched({ pasted: msisdns });
    await failAt(id, 2, () => planMailing({ mailingId: id, chunkSize: 2 }));
    await db.$transaction((tx) => cancelMailing(tx, { mailingId: id, now }));
    await planMailing({ mailingId: id });
    expect(await mailingOf(id)).toMatchObject({ state: "canceled", planned: true, recipients: 0 });
    await expectWhole(id, msisdns);
  });

  it("leaves nobody without a row when the mailing is canceled before its audience was frozen", async () => {
    const msisdns = fresh(6);
    const [out = ""] = msisdns;
    await pool.query("insert into suppression (msisdn, source, reason) values ($1, 'operator', 'asked')", [out]);
    const id = await launched({ pasted: msisdns });
    await db.$transaction((tx) => cancelMailing(tx, { mailingId: id, now }));
    await planMailing({ mailingId: id });
    expect(await mailingOf(id)).toMatchObject({ state: "canceled", planned: true, audience: 6, recipients: 0 });
    expect((await countersAndRows(id)).counters).toEqual({ "queued 0": 5, "skipped 0": 1 });
    await expectWhole(id, msisdns);
  });

  it("lets a pause through while the audience is being frozen", async () => {
    const id = await launched({ pasted: fresh(3) });
    const planner = await pool.connect();
    try {
      await planner.query("begin");
      await planner.query("select pg_advisory_xact_lock(3, $1)", [id]);
      const planning = planMailing({ mailingId: id });
      const startedAt = performance.now();
      const paused = await db.$transaction((tx) => pauseMailing(tx, { mailingId: id, reason: "", operatorId: 1, now }));
      expect(paused.ok).toBe(true);
      expect(performance.now() - startedAt).toBeLessThan(1_000);
      await planner.query("rollback");
      await planning;
    } finally {
      planner.release();
    }
    expect(await mailingOf(id)).toMatchObject({ state: "paused", planned: true, audience: 3 });
  });
});
