import { createReadStream, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import { db } from "@/lib/db";
import { confirmImport } from "@/lib/imports/commands";
import { receiveUpload } from "@/lib/imports/receive-upload";
import { contactRows, writeContactFile } from "./contacts";
import { copyFloor } from "./floors";
import { peakMegabytes } from "./memory";
import type { Figure } from "./report";
import type { BenchStack } from "./stack";

const LOOK_MS = 100;
const GIVE_UP_MS = 600_000;

/** Upload a file of so many rows, confirm it, and let a worker of its own read it; its memory is that process's peak. */
export async function benchImport(stack: BenchStack, pool: Pool, rows: number): Promise<{ figures: Figure[]; listId: number }> {
  const floor = await copyFloor(pool, () => contactRows(rows), rows);
  const importId = await upload(stack, rows);
  const worker = await stack.startWorker();
  try {
    const { listId, seconds } = await finished(pool, importId, rows);
    const peak = peakMegabytes(worker.pid);
    const rate: Figure = {
      what: "import of a file into contacts and a list",
      unit: "rows/s",
      value: rows / seconds,
      target: 25_000,
      sense: "at_least",
      floor: { what: "plain COPY", value: floor, ratio: 0.06 },
    };
    const memory: Figure = { what: "import, peak memory of the process", unit: "MB", value: peak ?? Number.NaN, target: 300, sense: "at_most" };
    return { figures: peak === null ? [rate] : [rate, memory], listId };
  } finally {
    await worker.stop();
  }
}

/** As the upload route and the confirming operator do. */
async function upload(stack: BenchStack, rows: number): Promise<number> {
  const file = path.join(stack.folder, "contacts.csv");
  await writeContactFile(file, rows);
  const body = createReadStream(file) as AsyncIterable<Buffer>;
  const { operatorId } = stack;
  const received = await receiveUpload({ body, contentLength: statSync(file).size, fileName: "contacts.csv", operatorId, now: new Date() });
  if (!received.ok) throw new Error(`The file was refused: ${received.error.code}.`);
  const { importId } = received.value;
  const layout = { encoding: "utf-8" as const, delimiter: "," as const, hasHeader: true };
  const input = { importId, layout, columns: ["msisdn", "name", "city"], defaultCountry: "RU", listId: null, newListName: "Benchmark" };
  const confirmed = await db.$transaction((tx) => confirmImport(tx, input, { operatorId }));
  if (!confirmed.ok) throw new Error(`The import was refused: ${confirmed.error.code}.`);
  return importId;
}

type Row = { state: string; listId: number | null; created: number; failure: string | null; seconds: number };

async function finished(pool: Pool, importId: number, rows: number): Promise<{ listId: number; seconds: number }> {
  const until = performance.now() + GIVE_UP_MS;
  for (;;) {
    const found = await pool.query<Row>(
      `select state, list_id as "listId", created_count as created, failure, extract(epoch from finished_at - started_at)::float8 as seconds
       from import where id = $1`,
      [importId],
    );
    const row = found.rows[0];
    if (row?.state === "completed" && row.created === rows && row.listId !== null) return { listId: row.listId, seconds: row.seconds };
    if (row?.state !== "queued" && row?.state !== "running") throw new Error(`The import ended as ${JSON.stringify(row)}.`);
    if (performance.now() > until) throw new Error("The import had not ended after ten minutes.");
    await delay(LOOK_MS);
  }
}
