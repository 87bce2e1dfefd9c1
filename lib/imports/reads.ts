import { open } from "node:fs/promises";
import { db, pool } from "@/lib/db";
import { guessColumns, type ColumnGuess } from "@/lib/imports/columns";
import { CsvReader } from "@/lib/imports/csv-reader";
import { isSettled, type ImportState } from "@/lib/imports/lifecycle";
import { COLUMNS_MAX_COUNT, PREVIEW_ROWS } from "@/lib/imports/limits";
import type { ImportProgress } from "@/lib/imports/answers";
import { readNumbers, type NumberReading } from "@/lib/sms/read-numbers";
import { layoutSchema, mappingSchema, type Layout } from "@/lib/imports/schema";
import { HEAD_BYTES, SAMPLE_ROWS } from "@/lib/imports/sniff";
import { storedPath } from "@/lib/imports/stored-file";
import { idOf, INT_MAX, pageOf, type Cursor, type Page } from "@/lib/keyset";

export type ImportRow = {
  id: number;
  fileName: string;
  state: ImportState;
  rowCount: number;
  createdCount: number;
  rejectedCount: number;
  createdAt: Date;
  createdBy: string | null;
};

/** Imports, the newest first. */
export async function listImports(cursor: Cursor, limit = 50): Promise<Page<ImportRow>> {
  const back = cursor.before !== undefined;
  const { rows } = await pool.query<ImportRow>(
    `select i.id, i.file_name as "fileName", i.state::text as state, i.row_count as "rowCount", i.created_count as "createdCount",
       i.rejected_count as "rejectedCount", i.created_at as "createdAt", o.name as "createdBy"
     from import i left join operator o on o.id = i.created_by_id
     where i.id ${back ? ">" : "<"} $1 order by i.id ${back ? "asc" : "desc"} limit $2`,
    [idOf(cursor, INT_MAX), limit + 1],
  );
  return pageOf(rows, cursor, limit, (row) => String(row.id));
}

export type ImportDetails = ImportProgress & {
  fileName: string;
  layout: Layout | null;
  defaultCountry: string;
  list: { id: number; name: string } | null;
  createdAt: Date;
  createdBy: string | null;
};

/** One import with everything its page says; null when there is none. */
export async function findImport(importId: number, now: Date): Promise<ImportDetails | null> {
  const row = await db.import.findUnique({ where: { id: importId } });
  if (!row) return null;
  const [list, author] = await Promise.all([
    row.listId === null ? null : db.mailingList.findUnique({ where: { id: row.listId }, select: { id: true, name: true } }),
    row.createdById === null ? null : db.operator.findUnique({ where: { id: row.createdById }, select: { name: true } }),
  ]);
  const layout = layoutSchema.safeParse(row);
  return {
    ...progressOf(row, now),
    fileName: row.fileName,
    layout: layout.success ? layout.data : null,
    defaultCountry: row.defaultCountry,
    list,
    createdAt: row.createdAt,
    createdBy: author?.name ?? null,
  };
}

type Stored = Omit<ImportProgress, "fileSize" | "bytesRead" | "elapsedMs"> & {
  fileSize: bigint;
  bytesRead: bigint;
  startedAt: Date | null;
  finishedAt: Date | null;
};

function progressOf(row: Stored, now: Date): ImportProgress {
  const { id, state, rowCount, createdCount, updatedCount, unchangedCount, duplicateCount, rejectedCount, suppressedCount, failure } = row;
  const counts = { rowCount, createdCount, updatedCount, unchangedCount, duplicateCount, rejectedCount, suppressedCount };
  const until = isSettled(state) ? row.finishedAt : now;
  const elapsedMs = row.startedAt && until ? Math.max(0, until.getTime() - row.startedAt.getTime()) : null;
  return { id, state, failure, ...counts, fileSize: Number(row.fileSize), bytesRead: Number(row.bytesRead), elapsedMs };
}

/** How far an import is; null when there is none. */
export async function findProgress(importId: number, now: Date): Promise<ImportProgress | null> {
  const row = await db.import.findUnique({ where: { id: importId } });
  return row && progressOf(row, now);
}

export type PreviewRow = { rowNumber: number; cells: string[] };
/**
 * `rowCount` is exact when the beginning is the whole file, else reckoned by its size. `numbers`: what the cells of the
 * column that is guessed to hold numbers become (-1: none is), a reading a row.
 */
export type Preview = {
  columns: ColumnGuess[];
  rows: PreviewRow[];
  rowCount: number;
  isWhole: boolean;
  numbers: { column: number; country: string; readings: NumberReading[] };
};

/** The beginning of an uploaded file, read in the given way; null when the file is gone. */
export async function findPreview(importId: number, { encoding, delimiter, hasHeader }: Layout): Promise<Preview | null> {
  const row = await db.import.findUnique({ where: { id: importId }, select: { storedAs: true, fileSize: true, defaultCountry: true } });
  const head = row?.storedAs ? await readHead(storedPath(row.storedAs)) : null;
  if (!row || !head) return null;
  const isWhole = head.length >= Number(row.fileSize);
  const read = new CsvReader(delimiter).push(new TextDecoder(encoding).decode(head, { stream: !isWhole }), isWhole);
  const below = hasHeader ? read.slice(1) : read;
  const rows = below.flatMap(({ rowNumber, cells }) => (cells ? [{ rowNumber, cells: cells.slice(0, COLUMNS_MAX_COUNT) }] : []));
  const sample = rows.slice(0, SAMPLE_ROWS).map(({ cells }) => cells);
  const columns = guessColumns(hasHeader ? (read[0]?.cells ?? []) : null, sample);
  const shown = rows.slice(0, PREVIEW_ROWS);
  const column = columns.findIndex((guess) => guess.column === "msisdn");
  return {
    columns,
    rows: shown,
    rowCount: isWhole ? below.length : Math.round((below.length * Number(row.fileSize)) / Math.max(1, head.length)),
    isWhole,
    numbers: { column, country: row.defaultCountry, readings: readNumbers(shown, column, row.defaultCountry) },
  };
}

async function readHead(path: string): Promise<Buffer | null> {
  const file = await open(path, "r").catch(() => null);
  if (!file) return null;
  try {
    const buffer = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(buffer, 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** An earlier import of the very same file that was read or is being read. */
export async function findSameFile(importId: number): Promise<{ id: number; createdAt: Date } | null> {
  const { rows } = await pool.query<{ id: number; createdAt: Date }>(
    `select p.id, p.created_at as "createdAt" from import i join import p on p.file_hash = i.file_hash and p.id < i.id
     where i.id = $1 and p.state in ('queued', 'running', 'completed') order by p.id desc limit 1`,
    [importId],
  );
  return rows[0] ?? null;
}

/** The columns of a confirmed import, for those who look at it later. */
export async function readColumns(importId: number): Promise<(string | null)[]> {
  const row = await db.import.findUniqueOrThrow({ where: { id: importId }, select: { mapping: true } });
  const mapping = mappingSchema.safeParse(row.mapping);
  return mapping.success ? mapping.data.columns : [];
}

export type RejectRow = { rowNumber: number; reason: string; line: string };

/** Refused lines in the file's order, after a row number. */
export async function listRejects(importId: number, afterRow = 0, limit = 1_000): Promise<RejectRow[]> {
  const { rows } = await pool.query<RejectRow>(
    `select row_number as "rowNumber", reason, line from import_reject where import_id = $1 and row_number > $2 order by row_number limit $3`,
    [importId, afterRow, limit],
  );
  return rows;
}
