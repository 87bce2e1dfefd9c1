import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { keepMark, readMark } from "@/lib/installation/mark";
import { checkOriginal } from "@/lib/start/installation";
import { claimSubmission, mailingsDue } from "@/lib/submissions/claim";
import { copyDatabase, dropCopies } from "@/lib/testing/database-copy";
import { given, sampleMsisdn } from "@/lib/testing/factories";

const folder = mkdtempSync(path.join(tmpdir(), "signalbox-mark-"));
const original = process.env.DATABASE_URL ?? "";
let numbers = 0;
let dataDir = "";

const fresh = (count: number) => Array.from({ length: count }, () => sampleMsisdn(++numbers));

async function query<T>(url: string, text: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(text).finally(() => client.end());
  return rows as T[];
}

const causes = async (url: string) =>
  (
    await query<{ state: string; cause: string | null }>(url, "select state, pause_cause as cause from mailing where state <> 'canceled' order by id")
  ).map(({ state, cause }) => (cause ? `${state} ${cause}` : state));
const lastId = async (url: string) => Number((await query<{ last: string }>(url, "select last_value as last from gateway_id_seq"))[0]?.last);

beforeAll(async () => {
  await pool.query("insert into installation (id, kind) values (1, 'sandbox')");
});

beforeEach(async () => {
  dataDir = path.join(folder, `data${++numbers}`);
  mkdirSync(dataDir);
  await pool.query("update mailing set state = 'canceled'");
  await pool.query("update installation set identity = null, cluster = null");
});

afterAll(async () => {
  await dropCopies();
  rmSync(folder, { recursive: true, force: true });
});

/** Use a gateway id, as a claim does. */
async function useAnId() {
  await given.mailing({ recipients: fresh(1) });
  for (const due of await mailingsDue(pool)) await claimSubmission(pool, due);
}

describe("an installation", () => {
  it("knows itself again, start after start", async () => {
    const { id } = await given.mailing({ recipients: fresh(2) });
    expect(await checkOriginal(original, dataDir)).toBeNull();
    const mark = readMark(dataDir);
    expect(mark).toMatchObject({ place: dataDir });
    await useAnId();
    await keepMark(pool, dataDir);
    const { rows } = await pool.query<{ highest: number }>("select max(gateway_id) as highest from submission_attempt");
    expect(readMark(dataDir)).toEqual({ ...mark, highestGatewayId: rows[0]?.highest });
    const before = await lastId(original);
    expect(await checkOriginal(original, dataDir)).toBeNull();
    expect(await lastId(original)).toBe(before);
    expect((await pool.query("select state from mailing where id = $1", [id])).rows).toEqual([{ state: "sending" }]);
  });

  it("may run on a second machine beside the same database", async () => {
    await given.mailing({ recipients: fresh(2) });
    expect(await checkOriginal(original, dataDir)).toBeNull();
    const other = path.join(folder, `other${numbers}`);
    mkdirSync(other);
    expect(await checkOriginal(original, other)).toBeNull();
    expect(readMark(other)?.id).toBe(readMark(dataDir)?.id);
    expect(await checkOriginal(original, dataDir)).toBeNull();
    expect(await causes(original)).toEqual(["sending"]);
  });
});

describe("a copy of the database", () => {
  it("lets everything queued wait and takes ids of its own, while the original goes on", async () => {
    await given.mailing({ recipients: fresh(2) });
    const { id: paused } = await given.mailing({ recipients: fresh(2), state: "paused" });
    await pool.query("update mailing set pause_cause = 'operator' where id = $1", [paused]);
    const { id: scheduled } = await given.mailing({ recipients: fresh(2) });
    await pool.query("update mailing set state = 'scheduled', scheduled_at = now() + interval '1 hour' where id = $1", [scheduled]);
    await checkOriginal(original, dataDir);
    const copy = await copyDatabase();
    const copyDir = path.join(folder, `copy${numbers}`);
    mkdirSync(copyDir);
    expect(await checkOriginal(copy, copyDir)).toBe(3);
    expect(await causes(copy)).toEqual(Array(3).fill("paused restored"));
    expect(Math.abs((await lastId(copy)) - (await lastId(original)))).toBeGreaterThan(1_000_000);
    expect(readMark(copyDir)?.id).not.toBe(readMark(dataDir)?.id);
    // It is an installation of its own from here on.
    expect(await checkOriginal(copy, copyDir)).toBeNull();
    expect(await checkOriginal(original, dataDir)).toBeNull();
    expect(await causes(original)).toEqual(["sending", "paused operator", "scheduled"]);
  });

  it("is told as well when it comes with the data folder, at its place or at another", async () => {
    await given.mailing({ recipients: fresh(2) });
    await checkOriginal(original, dataDir);
    const copy = await copyDatabase();
    const copyDir = path.join(folder, `copied${numbers}`);
    cpSync(dataDir, copyDir, { recursive: true });
    expect(await checkOriginal(copy, dataDir)).toBe(1);
    expect(await causes(copy)).toEqual(["paused restored"]);
    expect(await checkOriginal(original, copyDir)).toBe(1);
  });
});

describe("a restore in place", () => {
  it("is told by the ids that were used since: everything waits, and none of them is given again", async () => {
    await given.mailing({ recipients: fresh(2) });
    await checkOriginal(original, dataDir);
    await useAnId();
    await keepMark(pool, dataDir);
    const used = readMark(dataDir)?.highestGatewayId ?? 0;
    // Back to the state before: the attempts and the sequence's place are gone.
    await pool.query("delete from submission_attempt where gateway_id = $1", [used]);
    await pool.query("select setval('gateway_id_seq', $1::int)", [used - 1]);
    expect(await checkOriginal(original, dataDir)).toBe(2);
    expect(await causes(original)).toEqual(["paused restored", "paused restored"]);
    expect(await lastId(original)).toBeGreaterThan(used + 1_000_000);
    expect(await checkOriginal(original, dataDir)).toBeNull();
  });
});
