import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runMigrations } from "graphile-worker";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { migrate, readMigrations } from "@/lib/start/migrate";
import { startPostgres } from "@/lib/start/postgres";

declare module "vitest" {
  export interface ProvidedContext {
    /** The server, and the migrated database that every test file copies. */
    testServerUrl: string;
    testTemplate: string;
  }
}

/** Have a server (TEST_DATABASE_URL, or a throw-away embedded one) with a migrated template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const folder = given ? null : mkdtempSync(path.join(tmpdir(), "signalbox-test-"));
  const server = folder ? await startPostgres({ dataDir: folder, say: () => {}, settings: { fsync: "off" } }) : null;
  const serverUrl = given ?? server?.url ?? "";
  project.provide("testServerUrl", serverUrl);
  project.provide("testTemplate", await makeTemplate(serverUrl));
  return async () => {
    await server?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  };
}

async function makeTemplate(serverUrl: string): Promise<string> {
  const hash = createHash("sha256").update(
    readMigrations()
      .map(({ checksum }) => checksum)
      .join(),
  );
  const name = `signalbox_template_${hash.digest("hex").slice(0, 12)}`;
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    // Several runs may share one server: the first makes the template, the others wait for it.
    await client.query("select pg_advisory_lock(20261124)");
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (!rowCount) {
      const draft = `${name}_new`;
      await client.query(`drop database if exists ${draft} with (force)`);
      await client.query(`create database ${draft}`);
      const url = withDatabase(serverUrl, draft);
      await migrate(url);
      await runMigrations({ connectionString: url });
      await client.query(`alter database ${draft} rename to ${name}`);
    }
  } finally {
    await client.end();
  }
  return name;
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
