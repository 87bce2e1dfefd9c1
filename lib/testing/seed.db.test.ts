import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { closeGateway, gateway } from "@/lib/smsc/account";
import { createSandbox } from "@/lib/smsc/sandbox/server";
import { checkKind } from "@/lib/start/installation";
import { makeDemoData } from "@/prisma/seed/make-demo-data";
import { connectSandbox } from "@/prisma/seed/sandbox";
import { waitUntil } from "@/prisma/seed/wait-until";

const folder = mkdtempSync(path.join(tmpdir(), "signalbox-seed-"));
let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let worker: ChildProcess;

function start(file: string): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", file], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

const seed = () => makeDemoData({ gateway: gateway(), sandbox: connectSandbox(sandbox.baseUrl) });

async function count(query: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(query);
  return rows[0]?.count ?? 0;
}

/** What the seed makes; statuses and what is charged go on by themselves meanwhile. */
async function made() {
  const tables = [
    "contact",
    "mailing_list",
    "list_member",
    "suppression",
    "import",
    "import_reject",
    "mailing",
    "message",
    "submission",
    "audit_entry",
  ];
  const counts: Record<string, number> = {};
  for (const table of tables) counts[table] = await count(`select count(*) from ${table}`);
  counts.history = await count("select count(*) from ledger_entry where mailing_id is null and submission_id is null");
  counts.past = await count("select count(*) from balance_reading where at < now() - interval '10 minutes'");
  return counts;
}

async function mailings() {
  const { rows } = await pool.query<{ name: string; state: string; pause_cause: string | null }>(
    "select name, state, pause_cause from mailing order by id",
  );
  return rows.map(({ state, pause_cause }) => `${state}${pause_cause ? ` (${pause_cause})` : ""}`);
}

beforeAll(async () => {
  sandbox = await createSandbox({ pace: "at-once" });
  // Before anything reads them here, and for the processes that are started: one installation, one account.
  Object.assign(process.env, {
    DATA_DIR: folder,
    SMSC_URL: sandbox.baseUrl,
    SMSC_LOGIN: "demo",
    SMSC_PASSWORD: "demo",
    SANDBOX_URL: sandbox.baseUrl,
  });
  worker = start("lib/worker/main.ts");
  await once(worker, "message");
});

afterAll(async () => {
  const ended = once(worker, "exit");
  worker.kill("SIGTERM");
  await ended;
  await closeGateway();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

it("refuses a database that is not a sandbox's", async () => {
  await expect(seed()).rejects.toThrow("for a sandbox installation only");
  await pool.query("insert into installation (id, kind) values (1, 'live')");
  await expect(seed()).rejects.toThrow("for a sandbox installation only");
  expect(await count("select count(*) from operator")).toBe(0);
  await pool.query("delete from installation");
});

it("is finished without doubles after it was killed, and changes nothing when it runs again", async () => {
  await checkKind(process.env.DATABASE_URL ?? "", "sandbox");
  const killed = start("prisma/seed.ts");
  await waitUntil("the first run was in the middle", async () => (await count("select count(*) from mailing")) >= 2);
  const dead = once(killed, "exit");
  killed.kill("SIGKILL");
  await dead;

  await seed();
  await waitUntil("everything was planned", async () => (await count("select count(*) from mailing where state = 'planning'")) === 0);
  expect(await mailings()).toEqual([
    "paused (gateway.no_money)",
    expect.stringMatching(/sending|completed/),
    "paused (operator)",
    "scheduled",
    "draft",
    "sending",
  ]);
  const first = await made();
  // The numbers of the single messages are contacts as well.
  expect(first).toMatchObject({
    contact: 2_003,
    mailing_list: 3,
    list_member: 2_300,
    suppression: 6,
    import: 3,
    mailing: 6,
    message: 300 + 300 + 800 + 2_000 + 3,
  });
  expect(await connectSandbox(sandbox.baseUrl).readBalance()).toBeGreaterThan(10_000);

  await seed();
  expect(await made()).toEqual(first);
  const ledger = (await (await fetch(`${sandbox.controlUrl}ledger`)).json()) as { doubles: number; breaches: object };
  expect(ledger).toMatchObject({ doubles: 0, breaches: {} });
}, 240_000);
