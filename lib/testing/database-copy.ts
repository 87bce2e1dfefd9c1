import { Client } from "pg";
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

/** Remove all copies of this file. */
export async function dropCopies(): Promise<void> {
  await disconnect();
  for (const name of copies.splice(0)) await onServer(`drop database if exists ${name} with (force)`);
}
