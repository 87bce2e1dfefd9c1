import type { PoolClient } from "pg";
import { pool } from "@/lib/db";
import { err, ok, type Result } from "@/lib/errors";
import { CHOSEN_SQL, countChosen, type Choice } from "@/lib/hlr/choose";
import { HLR_LIMIT } from "@/lib/hlr/lifecycle";
import { transaction } from "@/lib/transaction";

export type StartCheck = Choice & {
  /** Made by the form: the same key again gives the check it made. */
  requestKey: string;
  /** Numbers that the price was said for; more than these are not asked about. */
  confirmedCount: number;
  quotedCost: string | null;
  operatorId: number;
  address?: string | null;
};

export type StartFailure = { code: "hlr.too_many"; count: number; limit: number } | { code: "hlr.nobody" } | { code: "hlr.changed"; count: number };

/**
 * Begin a check: numbers frozen and cut into slices as messages of the kind `hlr`, in one transaction. From here on it goes
 * the way of every message: claimed with an id of its own, governed, and a lost answer settled by evidence alone.
 */
export async function startCheck(wish: StartCheck): Promise<Result<{ checkId: number }, StartFailure>> {
  const known = await findByKey(wish.requestKey);
  if (known !== null) return ok({ checkId: known });
  const chosen = await countChosen(wish);
  if (chosen.unique > HLR_LIMIT) return err({ code: "hlr.too_many", count: chosen.unique, limit: HLR_LIMIT });
  return transaction(pool, (client) => write(client, wish));
}

async function findByKey(requestKey: string): Promise<number | null> {
  const { rows } = await pool.query<{ id: number }>("select id from hlr_check where request_key = $1", [requestKey]);
  return rows[0]?.id ?? null;
}

/** What was counted before may have changed since: what is written is counted here. */
async function write(client: PoolClient, wish: StartCheck): Promise<Result<{ checkId: number }, StartFailure>> {
  const { listIds, msisdns, again, confirmedCount } = wish;
  const { rows } = await client.query<{ msisdn: string; reason: "suppressed" | "recent" | null }>(`${CHOSEN_SQL} order by 1`, [listIds, msisdns]);
  const asked = rows.filter(({ reason }) => reason === null || (reason === "recent" && again)).map(({ msisdn }) => msisdn);
  if (asked.length === 0) return err({ code: "hlr.nobody" });
  if (asked.length > confirmedCount) return err({ code: "hlr.changed", count: asked.length });
  const suppressedCount = rows.filter(({ reason }) => reason === "suppressed").length;
  const { id, isNew } = await writeCheck(client, wish, {
    size: asked.length,
    suppressedCount,
    recentCount: rows.length - suppressedCount - asked.length,
  });
  if (isNew) {
    await client.query("insert into contact (msisdn) select unnest($1::text[]) on conflict do nothing", [asked]);
    await writeMessages(client, id, asked, wish.operatorId);
    await client.query("insert into audit_entry (operator_id, event, subject, after, address) values ($1, 'hlr.started', $2, $3, $4)", [
      ...[wish.operatorId, `hlr:${id}`, { numbers: asked.length, quotedCost: wish.quotedCost }, wish.address ?? null],
    ]);
  }
  return ok({ checkId: id });
}

type Counts = { size: number; suppressedCount: number; recentCount: number };

/** The second of two presses waits for the first, and finds its check. */
async function writeCheck(client: PoolClient, wish: StartCheck, counts: Counts): Promise<{ id: number; isNew: boolean }> {
  const { rows } = await client.query<{ id: number }>(
    `insert into hlr_check (request_key, list_ids, pasted_count, size, suppressed_count, recent_count, quoted_cost, created_by_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (request_key) do nothing returning id`,
    [
      ...[wish.requestKey, wish.listIds, wish.msisdns.length, counts.size, counts.suppressedCount, counts.recentCount],
      ...[wish.quotedCost, wish.operatorId],
    ],
  );
  if (rows[0]) return { id: rows[0].id, isNew: true };
  const { rows: known } = await client.query<{ id: number }>("select id from hlr_check where request_key = $1", [wish.requestKey]);
  if (!known[0]) throw new Error("A check of this key exists and cannot be read.");
  return { id: known[0].id, isNew: false };
}

/** Slices of as many numbers as a request carries; messages in order of number. */
async function writeMessages(client: PoolClient, checkId: number, msisdns: readonly string[], operatorId: number): Promise<void> {
  const { rows: settings } = await client.query<{ size: number }>("select request_size as size from gateway_settings");
  const slice = settings[0]?.size ?? 100;
  for (let from = 0; from < msisdns.length; from += slice) {
    const part = msisdns.slice(from, from + slice);
    await client.query({
      name: "check_slice",
      text: `
        with carrier as (
          insert into submission (hlr_check_id, size, silent_count, open_count) values ($1, $2, $2, $2) returning id
        ), made as (
          insert into message (kind, submission_id, msisdn, created_by_id)
          select 'hlr', carrier.id, n.msisdn, $4 from carrier, unnest($3::text[]) with ordinality as n (msisdn, place) order by n.place returning id
        )
        insert into hlr_result (message_id, check_id) select id, $1 from made`,
      values: [checkId, part.length, part, operatorId],
    });
  }
}
