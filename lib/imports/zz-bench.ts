import { createReadStream, createWriteStream, mkdirSync, existsSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { Client } from "pg";
import { migrate } from "@/lib/start/migrate";
const N = Number(process.env.N ?? 1_000_000);
const url = "postgresql://postgres@127.0.0.1:5599/";
const name = "imports_bench";
const root = new Client({ connectionString: url + "postgres" }); await root.connect();
await root.query(`drop database if exists ${name} with (force)`); await root.query(`create database ${name}`); await root.end();
process.env.DATABASE_URL = url + name; process.env.DATA_DIR = "/tmp/imp-bench-data"; 
await migrate(url + name);
const { runMigrations } = await import("graphile-worker");
await runMigrations({ connectionString: url + name });
mkdirSync("/tmp/imp-bench-data/imports", { recursive: true });
const { pool, disconnect } = await import("@/lib/db");
const { runImport } = await import("@/lib/imports/run-import");
const { writeContactFile } = await import("/work/main/e2e/bench/contacts.ts");
const { statSync } = await import("node:fs");
async function once(label: string) {
  if (!existsSync("/tmp/imp-bench-data/imports/a.csv")) await writeContactFile("/tmp/imp-bench-data/imports/a.csv", N);
  const size = statSync("/tmp/imp-bench-data/imports/a.csv").size;
  const { rows } = await pool.query(`insert into import (state, file_name, file_size, stored_as, encoding, delimiter, has_header, mapping) values ('queued','a.csv',$1,'a.csv','utf-8',',',true,$2) returning id`,
   [size, JSON.stringify({ columns: ["msisdn","name","Город"], newListName: process.env.NOLIST ? null : "Bench" })]);
  (globalThis as any).gc?.(); console.log("before rows/s", Object.values(process.memoryUsage()).map((v) => Math.round(v / 1e6)).join(" "));
  let peak = 0; const timer = setInterval(() => { const m = process.memoryUsage(); if (m.rss > peak) { peak = m.rss; (globalThis as any).at = Object.values(m).map((v) => Math.round(v / 1e6)).join(" "); } }, 50);
  const t = performance.now();
  await runImport({ importId: rows[0].id, now: new Date() });
  const s = (performance.now() - t) / 1000; clearInterval(timer);
  console.log(label, (globalThis as any).at, Math.round(N / s), "rows/s", s.toFixed(1), "s peak rss MB", Math.round(peak / 1e6), "max", Math.round(process.resourceUsage().maxRSS / 1e3));
  console.log((await pool.query("select state, failure, row_count, created_count, updated_count, unchanged_count, duplicate_count, rejected_count from import order by id desc limit 1")).rows[0]);
}
await once("first"); if (process.env.AGAIN) await once("again");
console.log((await pool.query("select id,name,member_count,(select count(*) from list_member) from mailing_list")).rows);
await disconnect();
