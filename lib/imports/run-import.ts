import { access } from "node:fs/promises";
import { DatabaseError, type PoolClient } from "pg";
import { pool } from "@/lib/db";
import { columnsOf, emptyBatch, gather, remember, type Batch, type Columns } from "@/lib/imports/gather-rows";
import { finishImport, type ImportFailure } from "@/lib/imports/finish-import";
import { mergeBatch, stageBatch, type Merged } from "@/lib/imports/merge-rows";
import { readRows } from "@/lib/imports/read-file";
import { ROWS_MAX_COUNT } from "@/lib/imports/limits";
import { layoutSchema, mappingSchema, type Layout, type Mapping } from "@/lib/imports/schema";
import { SeenNumbers } from "@/lib/imports/seen-numbers";
import { storedPath } from "@/lib/imports/stored-file";
import { openListNamed } from "@/lib/lists/commands";
import { transaction } from "@/lib/transaction";

const BATCH_ROWS = 8_000;
/** Long rows make a batch of fewer: three batches are in memory at a time. */
const BATCH_LENGTH = 2_500_000;
/** A lock that takes longer may be held by somebody who waits for the next batch: the database cannot see that circle. */
const BLOCKED_AFTER_MS = 3_000;
/** Source: PostgreSQL, "Error Codes". */
const LOCK_NOT_AVAILABLE = "55P03";

type Run = {
  id: number;
  path: string;
  layout: Layout;
  mapping: Mapping;
  columns: Columns;
  defaultCountry: string;
  /** Rows that earlier, killed runs have merged. */
  rowCount: number;
};

type Row = {
  id: number;
  stored_as: string | null;
  encoding: unknown;
  delimiter: unknown;
  has_header: unknown;
  mapping: unknown;
  default_country: string;
  row_count: number;
};

type Options = { importId: number; now: Date; batchRows?: number };

/**
 * Read a confirmed file into contacts.
 *
 * Each batch is one transaction: contacts, list members, refused lines, counters and how far the file is read stand or
 * fall together. A run that was killed is taken up at the last batch: the rows before it are read again, only to know
 * their numbers. A batch commits only on the count it began with and while the state is still `running`, so a second
 * runner and a cancel both make it fall away.
 */
export async function runImport({ importId, now, batchRows = BATCH_ROWS }: Options): Promise<void> {
  const run = await begin(importId, now);
  if (!run) return;
  if (!(await isThere(run.path))) return finishImport(importId, "import.file_missing");
  let rowCount = run.rowCount;
  let beforeLast: Committing = { outcome: Promise.resolve("merged"), blocked: new Promise(() => {}) };
  let last = beforeLast;
  for await (const { batch, bytesRead } of batches(run, batchRows)) {
    if ((await beforeLast.outcome) !== "merged") break;
    if (rowCount + batch.rowCount > ROWS_MAX_COUNT) return close(importId, await last.outcome, "import.too_many_rows");
    const before = rowCount;
    rowCount += batch.rowCount;
    beforeLast = last;
    // While the database merges one batch the next is brought to it and merged beside it, and the one after that is read.
    last = commitBatch(run, { batch, bytesRead, before, previous: last });
    // What goes wrong is thrown where it is awaited.
    last.outcome.catch(() => {});
  }
  await close(importId, await last.outcome, null);
}

/** What became of the last batch decides first; an import that is another's now is left to it. */
async function close(importId: number, outcome: Merging, failure: ImportFailure | null): Promise<void> {
  if (outcome !== "superseded") await finishImport(importId, outcome === "merged" ? failure : outcome);
}

async function begin(importId: number, now: Date): Promise<Run | null> {
  const { rows } = await pool.query<Row>(
    `update import set state = 'running', started_at = coalesce(started_at, $2)
     where id = $1 and state in ('queued', 'running')
     returning id, stored_as, encoding, delimiter, has_header, mapping, default_country, row_count`,
    [importId, now],
  );
  const row = rows[0];
  if (!row) return null;
  const mapping = mappingSchema.parse(row.mapping);
  return {
    id: row.id,
    path: storedPath(row.stored_as ?? ""),
    layout: layoutSchema.parse({ encoding: row.encoding, delimiter: row.delimiter, hasHeader: row.has_header }),
    mapping,
    columns: columnsOf(mapping.columns),
    defaultCountry: row.default_country,
    rowCount: row.row_count,
  };
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** The file's rows from where the last run stopped, batch by batch. */
async function* batches(run: Run, batchRows: number): AsyncGenerator<{ batch: Batch; bytesRead: number }> {
  const seen = new SeenNumbers();
  let toSkip = run.rowCount;
  let batch = emptyBatch();
  let bytesRead = 0;
  for await (const piece of readRows(run.path, run.layout)) {
    bytesRead = piece.bytesRead;
    for (const row of piece.rows) {
      if (toSkip > 0) {
        toSkip--;
        remember(row, run.columns, run.defaultCountry, seen);
        continue;
      }
      gather(batch, row, run.columns, run.defaultCountry, seen);
      if (batch.rowCount < batchRows && batch.length < BATCH_LENGTH) continue;
      yield { batch, bytesRead };
      batch = emptyBatch();
    }
  }
  if (batch.rowCount > 0) yield { batch, bytesRead };
}

type Step = { batch: Batch; bytesRead: number; before: number; /** The batch before this one. */ previous: Committing };

type Merging = "merged" | "superseded" | ImportFailure;

/** A batch on its way. It is `blocked` when it waits for somebody's lock who may himself be waiting for the batch after it. */
type Committing = { outcome: Promise<Merging>; blocked: Promise<void> };

/** The import was canceled, or another runner was faster, or the batch before fell away: nothing of this one is kept. */
class FallsAway extends Error {
  constructor(readonly outcome: Merging) {
    super("A batch of an import falls away.");
  }
}

/** This batch is merged and holds locks, and the one before it cannot go on: this one gives way and comes again after it. */
class GivesWay extends Error {}

/** How a batch is written: `isBeside` = merged while the one before it still is; `isPatient` = however long a lock takes. */
type Manner = { isBeside: boolean; isPatient: boolean };

/** Write a batch; when the import is no longer this runner's, or its list was deleted, nothing of it is kept. */
function commitBatch(run: Run, step: Step): Committing {
  let tellBlocked = () => {};
  const blocked = new Promise<void>((resolve) => (tellBlocked = resolve));
  return { outcome: tryBatch(run, step, tellBlocked), blocked };
}

async function tryBatch(run: Run, step: Step, tellBlocked: () => void): Promise<Merging> {
  const manner: Manner = { isBeside: namesOnlyNewNumbers(step.batch), isPatient: false };
  for (;;) {
    try {
      await transaction(pool, (client) => writeBatch(client, run, step, manner), { tries: 3 });
      return "merged";
    } catch (error) {
      if (error instanceof FallsAway) return error.outcome;
      if (error instanceof DatabaseError && error.constraint === "list_member_list_id_fkey") return "import.list_gone";
      if (error instanceof GivesWay) manner.isBeside = false;
      else if (error instanceof DatabaseError && error.code === LOCK_NOT_AVAILABLE) {
        tellBlocked();
        Object.assign(manner, { isBeside: false, isPatient: true });
      } else throw error;
    }
  }
}

/** Two such batches of one file have no number in common, so that neither waits for the other. */
const namesOnlyNewNumbers = ({ contacts }: Batch) => [...contacts.values()].every(({ isFirst }) => isFirst);

async function writeBatch(client: PoolClient, run: Run, step: Step, { isBeside, isPatient }: Manner): Promise<void> {
  const { batch, previous } = step;
  await stageBatch(client, batch);
  if (!isPatient) await client.query(`set local lock_timeout = ${BLOCKED_AFTER_MS}`);
  const list = isBeside ? await knownListOf(client, run) : null;
  const early = list && (await mergeBatch(client, { importId: run.id, listId: list.id }, batch));
  // Who has merged nothing yet holds no lock and need not give way.
  const givesWay = early ? previous.blocked.then(() => "gives_way" as const) : new Promise<never>(() => {});
  const outcome = await Promise.race([previous.outcome, givesWay]);
  if (outcome === "gives_way") throw new GivesWay("A batch of an import gives way.");
  if (outcome !== "merged") throw new FallsAway(outcome);
  const listId = list ? list.id : batch.contacts.size > 0 ? await listOf(client, run) : null;
  const merged = early ?? (await mergeBatch(client, { importId: run.id, listId }, batch));
  await moveOn(client, run, step, { ...merged, listId });
}

/** Count what a batch came to; throws `FallsAway` when the import has moved on without this runner. */
async function moveOn(client: PoolClient, run: Run, { batch, bytesRead, before }: Step, merged: Merged & { listId: number | null }): Promise<void> {
  const { created, updated, unchanged, suppressed, added, listId } = merged;
  if (added > 0) await client.query("update mailing_list set member_count = member_count + $2, updated_at = now() where id = $1", [listId, added]);
  const { rowCount } = await client.query(
    `update import set row_count = row_count + $3, bytes_read = greatest(bytes_read, $4), created_count = created_count + $5,
       updated_count = updated_count + $6, unchanged_count = unchanged_count + $7, duplicate_count = duplicate_count + $8,
       rejected_count = rejected_count + $9, suppressed_count = suppressed_count + $10
     where id = $1 and state = 'running' and row_count = $2`,
    [run.id, before, batch.rowCount, bytesRead, created, updated, unchanged, batch.duplicateCount, batch.rejects.length, suppressed],
  );
  if (rowCount !== 1) throw new FallsAway("superseded");
}

/** The list that stands already, or that there is none; null while the import has yet to make it. */
async function knownListOf(client: PoolClient, { id, mapping }: Run): Promise<{ id: number | null } | null> {
  const { rows } = await client.query<{ list_id: number | null }>("select list_id from import where id = $1", [id]);
  const known = rows[0]?.list_id ?? null;
  return known === null && mapping.newListName !== null ? null : { id: known };
}

/** The list of the import. A new one is made with its first members, so that a file without a valid row leaves none. */
async function listOf(client: PoolClient, run: Run): Promise<number | null> {
  const { rows } = await client.query<{ list_id: number | null; created_by_id: number | null }>(
    "select list_id, created_by_id from import where id = $1",
    [run.id],
  );
  const known = rows[0]?.list_id ?? null;
  if (known !== null || run.mapping.newListName === null) return known;
  const listId = await openListNamed(client, { name: run.mapping.newListName, operatorId: rows[0]?.created_by_id ?? null });
  await client.query("update import set list_id = $2 where id = $1", [run.id, listId]);
  return listId;
}
