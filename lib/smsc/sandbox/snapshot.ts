import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import { cabinetSchema } from "./cabinet";
import { COURSE } from "./fates";
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
  "course",
  "isDeleted",
] as const satisfies (keyof Columns)[];

/** An earlier version wrote only so many of them, and no cabinet. */
const COLUMNS_OF_VERSION = { 1: 10, 2: COLUMN_NAMES.length } as const;

const listOr = <T extends z.ZodType>(one: T) => z.union([one, z.array(one)]);

const headerSchema = z.object({
  version: z.union([z.literal(1), z.literal(2)]),
  count: z.number().int().nonnegative(),
  balance: z.number(),
  nextId: z.number().int(),
  requests: z.array(
    z.object({
      id: z.union([z.number(), z.string()]),
      text: listOr(z.string()),
      sender: listOr(z.string()),
      acceptedAt: z.number(),
      startsAt: listOr(z.number()).optional(),
      lifeMs: z.number().optional(),
      type: z.number().optional(),
      mailing: z.number().optional(),
      isOutside: z.boolean().optional(),
      isVirtual: z.boolean().optional(),
      first: z.number(),
      count: z.number(),
      previous: z.number(),
    }),
  ),
  addresses: z.array(z.tuple([z.number(), z.string()])).default([]),
  spent: z.number().default(0),
  paidIn: z.number().optional(),
  clockOffset: z.number().default(0),
  cabinet: cabinetSchema.optional(),
});

/** Write what was accepted beside the file, then put it in its place: a reader never sees half of it. */
export async function writeSnapshot(world: World, file: string): Promise<void> {
  if (!world.isDirty) return;
  world.isDirty = false;
  const { store } = world;
  const header = {
    version: 2,
    count: store.count,
    balance: world.balance,
    nextId: world.nextId,
    requests: store.requests,
    addresses: [...store.addresses],
    spent: world.spent,
    paidIn: world.paidIn,
    clockOffset: world.clockOffset,
    cabinet: world.cabinet,
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
  const { count, requests, version, addresses } = header.data;
  const columns = readColumns(bytes, end + 1, count, COLUMNS_OF_VERSION[version]);
  if (!columns) return;
  world.store.restore(requests, count, columns, new Map(addresses));
  const { balance, nextId, spent, clockOffset, paidIn = world.paidIn, cabinet = world.cabinet } = header.data;
  world.balance = balance;
  world.nextId = nextId;
  world.spent = spent;
  world.paidIn = paidIn;
  world.clockOffset = clockOffset;
  world.cabinet = cabinet;
  if (version === 1) markRefused(world);
  reschedule(world);
}

/** The first version told a number refused at submission by its status alone. */
function markRefused({ store: { columns, count } }: World) {
  for (let at = 0; at < count; at++) if (columns.status[at] === 22) columns.course[at] = COURSE.refused;
}

/** Null when the file is too short. */
function readColumns(bytes: Buffer, start: number, count: number, columnCount: number): Columns | null {
  const columns = allocate(Math.max(4_096, 2 ** Math.ceil(Math.log2(count + 1))));
  let offset = start;
  for (const name of COLUMN_NAMES.slice(0, columnCount)) {
    const target = columns[name];
    const size = count * target.BYTES_PER_ELEMENT;
    if (offset + size > bytes.length) return null;
    bytesOf(target).set(bytes.subarray(offset, offset + size));
    offset += size;
  }
  return columns;
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
