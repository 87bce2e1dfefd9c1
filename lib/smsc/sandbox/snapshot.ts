import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import { reschedule } from "./lifecycle";
import { allocate, type Columns } from "./store";
import type { World } from "./world";

/** Header line of JSON, then the columns' bytes in this order. */
const COLUMN_NAMES = [
  "msisdn",
  "changedAt",
  "dueAt",
  "request",
  "cost",
  "textHash",
  "status",
  "err",
  "step",
  "segments",
] as const satisfies (keyof Columns)[];

const headerSchema = z.object({
  version: z.literal(1),
  count: z.number().int().nonnegative(),
  balance: z.number(),
  nextId: z.number().int(),
  requests: z.array(
    z.object({
      id: z.union([z.number(), z.string()]),
      text: z.union([z.string(), z.array(z.string())]),
      sender: z.string(),
      acceptedAt: z.number(),
      first: z.number(),
      count: z.number(),
      previous: z.number(),
    }),
  ),
});

/** Write what was accepted beside the file, then put it in its place: a reader never sees half of it. */
export async function writeSnapshot(world: World, file: string): Promise<void> {
  if (!world.isDirty) return;
  world.isDirty = false;
  const { store } = world;
  const header = {
    version: 1,
    count: store.count,
    balance: world.balance,
    nextId: world.nextId,
    requests: store.requests,
  };
  const parts: Buffer[] = [Buffer.from(`${JSON.stringify(header)}\n`)];
  for (const name of COLUMN_NAMES) parts.push(bytesOf(store.columns[name].slice(0, store.count)));
  await writeFile(`${file}.next`, Buffer.concat(parts), { mode: 0o600 });
  await rename(`${file}.next`, file);
}

/** Take over an earlier state; a file that is missing or not ours is a fresh start. */
export async function readSnapshot(world: World, file: string): Promise<void> {
  const bytes = await readFile(file).catch(() => null);
  const end = bytes?.indexOf(0x0a) ?? -1;
  if (!bytes || end < 0) return;
  const header = headerSchema.safeParse(parseJson(bytes.toString("utf8", 0, end)));
  if (!header.success) return;
  const { count, requests, balance, nextId } = header.data;
  const columns = allocate(Math.max(4_096, 2 ** Math.ceil(Math.log2(count + 1))));
  let offset = end + 1;
  for (const name of COLUMN_NAMES) {
    const target = columns[name];
    const size = count * target.BYTES_PER_ELEMENT;
    if (offset + size > bytes.length) return;
    bytesOf(target).set(bytes.subarray(offset, offset + size));
    offset += size;
  }
  world.store.restore(requests, count, columns);
  world.balance = balance;
  world.nextId = nextId;
  reschedule(world);
}

function bytesOf(array: Columns[keyof Columns]): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
