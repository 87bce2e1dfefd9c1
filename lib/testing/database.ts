import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, inject } from "vitest";
import { disconnect } from "@/lib/db";

/**
 * A setup file of the database tests: gives each test file a migrated database of its own, before the file's first
 * query. `@/lib/db` connects at first use, so tests simply import it.
 */
const database = `signalbox_test_${randomUUID().replaceAll("-", "")}`;
const server = new URL(inject("testServerUrl"));

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: server.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

await onServer(`create database ${database} template ${inject("testTemplate")}`);
const own = new URL(server);
own.pathname = `/${database}`;
process.env.DATABASE_URL = own.href;
process.env.LOG_LEVEL ??= "silent";

afterAll(async () => {
  await disconnect();
  await onServer(`drop database if exists ${database} with (force)`);
});
