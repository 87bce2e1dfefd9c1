import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Batch, Reject, StagedContact } from "@/lib/imports/gather-rows";

/** `added`: those who are new in the list; the caller keeps its count. */
export type Merged = { created: number; updated: number; unchanged: number; suppressed: number; added: number };

const NOTHING: Merged = { created: 0, updated: 0, unchanged: 0, suppressed: 0, added: 0 };

const PIECE_ROWS = 1_000;

/**
 * Bring a batch to the database: into a table of this connection's own, so that nobody waits for it and it for nobody.
 * Gone at the end of the caller's transaction.
 */
export async function stageBatch(client: PoolClient, { contacts }: Batch): Promise<void> {
  if (contacts.size === 0) return;
  await client.query(`
    create temp table if not exists import_stage (
      msisdn varchar(15) collate "C", name varchar(200), attributes jsonb, is_first boolean
    ) on commit delete rows`);
  await copyRows(client, "copy import_stage from stdin", contactLines(contacts.values()));
}

/**
 * Merge a staged batch into the contacts, and into the list when there is one; set-based, in the caller's transaction.
 *
 * Empty cells erase nothing. A contact that would not change is not written. A suppressed number becomes a contact like
 * any other and stays suppressed: nothing here writes to the suppression list.
 */
export async function mergeBatch(
  client: PoolClient,
  { importId, listId }: { importId: number; listId: number | null },
  batch: Batch,
): Promise<Merged> {
  if (batch.rejects.length > 0) {
    await copyRows(client, "copy import_reject (import_id, row_number, reason, line) from stdin", rejectLines(importId, batch.rejects));
  }
  if (batch.contacts.size === 0) return NOTHING;
  const { rows } = await client.query<Merged>(MERGE, [listId]);
  return rows[0] ?? NOTHING;
}

/**
 * In order of number, so that two imports wait for each other instead of locking crosswise. What another import made
 * since this statement began is met by `on conflict`. `xmax = 0` tells a row that was inserted from one that was updated.
 */
const MERGE = `
  with staged as materialized (
    select s.msisdn, s.name, s.attributes, s.is_first, c.id,
      c.id is not null and (s.name is null or c.name is not distinct from s.name) and c.attributes @> s.attributes as is_same
    from import_stage s left join contact c on c.msisdn = s.msisdn
  ), merged as (
    insert into contact (msisdn, name, attributes)
    select msisdn, name, attributes from staged where not is_same order by msisdn
    on conflict (msisdn) do update set name = coalesce(excluded.name, contact.name),
      attributes = contact.attributes || excluded.attributes, updated_at = now()
    returning id, msisdn, xmax = 0 as is_new
  ), added as (
    insert into list_member (list_id, contact_id)
    select $1::int, coalesce(m.id, s.id) from staged s left join merged m on m.msisdn = s.msisdn
    where $1::int is not null order by 2
    on conflict do nothing returning 1
  )
  select count(*) filter (where m.is_new) as created, count(*) filter (where not m.is_new) as updated,
    count(*) filter (where m.id is null) as unchanged, count(x.msisdn) as suppressed,
    (select count(*) from added) as added
  from staged s left join merged m on m.msisdn = s.msisdn left join suppression x on x.msisdn = s.msisdn
  where s.is_first`;

async function copyRows(client: PoolClient, statement: string, lines: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(inPieces(lines)), client.query(copyFrom(statement)));
}

/** One write a thousand rows: a write a row costs more than the row. */
function* inPieces(lines: Iterable<string>): Generator<string> {
  let piece = "";
  let count = 0;
  for (const line of lines) {
    piece += line;
    if (++count % PIECE_ROWS !== 0) continue;
    yield piece;
    piece = "";
  }
  if (piece) yield piece;
}

function* contactLines(contacts: Iterable<StagedContact>): Generator<string> {
  for (const { msisdn, name, attributes, isFirst } of contacts) {
    yield `${msisdn}\t${name === null ? "\\N" : escape(name)}\t${escape(JSON.stringify(attributes))}\t${isFirst ? "t" : "f"}\n`;
  }
}

function* rejectLines(importId: number, rejects: readonly Reject[]): Generator<string> {
  for (const { rowNumber, reason, line } of rejects) yield `${importId}\t${rowNumber}\t${reason}\t${escape(line)}\n`;
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** As COPY's text format wants it. */
function escape(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character) : text;
}
