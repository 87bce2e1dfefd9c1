import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { Client } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { inject } from "vitest";
import { disconnect } from "@/lib/db";

const copies: string[] = [];

async function onServer(statement: string): Promise<void> {
  const url = new URL(process.env.DATABASE_URL ?? "");
  url.pathname = "/postgres";
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** What a restore of a dump into a new database gives: the same rows under another roof. Gives its address. */
export async function copyDatabase(): Promise<string> {
  await disconnect();
  const url = new URL(process.env.DATABASE_URL ?? "");
  const original = url.pathname.slice(1);
  const name = `${original}_copy${copies.length}`;
  await onServer(`create database ${name} template ${original}`);
  copies.push(name);
  url.pathname = `/${name}`;
  return url.href;
}

async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

async function namesOf(client: Client, kind: "tables" | "sequences"): Promise<string[]> {
  const column = kind === "tables" ? "tablename" : "sequencename";
  const { rows } = await client.query<{ name: string }>(`select ${column} as name from pg_${kind} where schemaname = 'public' order by 1`);
  return rows.map(({ name }) => name);
}

/** A dump of this file's database: every table as COPY writes it, in files, with where each sequence stood. */
export type Dump = { folder: string; tables: string[]; sequences: { name: string; last: string | null }[] };

/** Dump all rows at one moment, as pg_dump does: the embedded server brings no pg_dump along. */
export async function dumpDatabase(): Promise<Dump> {
  const folder = mkdtempSync(path.join(tmpdir(), "signalbox-dump-"));
  return connected(process.env.DATABASE_URL ?? "", async (client) => {
    await client.query("begin isolation level repeatable read read only");
    const tables = await namesOf(client, "tables");
    for (const table of tables) await pipeline(client.query(copyTo(`copy "${table}" to stdout`)), createWriteStream(path.join(folder, table)));
    const sequences = [];
    for (const name of await namesOf(client, "sequences")) {
      const { rows } = await client.query<{ last: string | null }>("select last_value::text as last from pg_sequences where sequencename = $1", [
        name,
      ]);
      sequences.push({ name, last: rows[0]?.last ?? null });
    }
    return { folder, tables, sequences };
  });
}

/** Restore a dump into a new, migrated database, with triggers and foreign keys silent as pg_restore has them. Gives its address. */
export async function restoreDump({ folder, tables, sequences }: Dump): Promise<string> {
  const url = new URL(process.env.DATABASE_URL ?? "");
  const name = `${url.pathname.slice(1)}_restored${copies.length}`;
  await onServer(`create database ${name} template ${inject("testTemplate")}`);
  copies.push(name);
  url.pathname = `/${name}`;
  await connected(url.href, async (client) => {
    await client.query("set session_replication_role = replica");
    await client.query(`truncate ${tables.map((table) => `"${table}"`).join()}`);
    for (const table of tables) await pipeline(createReadStream(path.join(folder, table)), client.query(copyFrom(`copy "${table}" from stdin`)));
    for (const { name: sequence, last } of sequences) if (last !== null) await client.query("select setval($1, $2)", [`"${sequence}"`, last]);
  });
  rmSync(folder, { recursive: true });
  return url.href;
}

/** Remove all copies of this file. */
export async function dropCopies(): Promise<void> {
  await disconnect();
  for (const name of copies.splice(0)) await onServer(`drop database if exists ${name} with (force)`);
}
