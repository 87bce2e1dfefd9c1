import { OUTCOMES } from "@/lib/connection/outcomes";
import { pool } from "@/lib/db";
import { pageOf, type Cursor, type Page } from "@/lib/keyset";

export type ExchangeRow = {
  id: number;
  startedAt: string;
  durationMs: number;
  script: string;
  outcome: (typeof OUTCOMES)[number];
  gatewayCode: number | null;
  parameters: Record<string, string>;
};

export type ExchangeFilter = {
  script?: string;
  outcome?: (typeof OUTCOMES)[number];
  /** Newest first from this moment on backwards. */
  until?: Date;
};

const PAGE = 50;

type Raw = Omit<ExchangeRow, "startedAt"> & { startedAt: Date };

/** List requests to the gateway, newest first, by the cursor `<milliseconds>.<id>`; reads no more rows than it shows, but for a rare mix of filters. */
export async function listExchanges(filter: ExchangeFilter, cursor: Cursor): Promise<Page<ExchangeRow>> {
  const backwards = cursor.before !== undefined;
  const [at, id] = placeOf(cursor.before ?? cursor.after);
  const values: unknown[] = [];
  const value = (given: unknown) => `$${values.push(given)}`;
  const where = ["true"];
  if (filter.script) where.push(`script = ${value(filter.script)}`);
  if (filter.outcome) where.push(`outcome = ${value(filter.outcome)}${filter.outcome === "ok" ? "" : " and outcome <> 'ok'"}`);
  if (filter.until) where.push(`started_at < ${value(filter.until)}`);
  if (at) where.push(`(started_at, id) ${backwards ? ">" : "<"} (${value(at)}::timestamptz, ${value(id)}::bigint)`);
  const direction = backwards ? "asc" : "desc";
  const { rows } = await pool.query<Raw>(
    `select id, started_at as "startedAt", duration_ms as "durationMs", script, outcome, gateway_code as "gatewayCode", parameters
     from gateway_exchange where ${where.join(" and ")} order by started_at ${direction}, id ${direction} limit ${PAGE + 1}`,
    values,
  );
  const page = pageOf(rows, cursor, PAGE, (row) => `${row.startedAt.getTime()}.${row.id}`);
  return { ...page, rows: page.rows.map((row) => ({ ...row, startedAt: row.startedAt.toISOString() })) };
}

/** Single status requests follow a message for so long. */
const ASKED_DAYS = 4;
const OF_ONE_AT_MOST = 20;

/**
 * List what went over the wire for one message's tries, oldest first: the requests that handed it over, and those that asked
 * about it alone. Reads the log of one script over a few seconds, and of another over a few days, by its index.
 */
export async function listExchangesOf(tries: readonly { gatewayId: number; claimedAt: Date }[]): Promise<ExchangeRow[]> {
  const { rows } = await pool.query<Raw>(
    `select e.id, e.started_at as "startedAt", e.duration_ms as "durationMs", e.script, e.outcome, e.gateway_code as "gatewayCode", e.parameters
     from unnest($1::int[], $2::timestamptz[]) as t (gateway_id, claimed_at) cross join lateral (
       select * from gateway_exchange where trim(trailing ',' from parameters ->> 'id') = t.gateway_id::text and (
         (script = 'send.php' and started_at between t.claimed_at - interval '1 second' and t.claimed_at + interval '1 minute')
         or (script = 'status.php' and started_at between t.claimed_at and t.claimed_at + ${ASKED_DAYS} * interval '1 day'))
     ) e order by e.started_at, e.id limit ${OF_ONE_AT_MOST}`,
    [tries.map(({ gatewayId }) => gatewayId), tries.map(({ claimedAt }) => claimedAt)],
  );
  return rows.map((row) => ({ ...row, startedAt: row.startedAt.toISOString() }));
}

function placeOf(cursor: string | undefined): [Date | null, number] {
  const [, at, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(cursor ?? "") ?? [];
  return at && id ? [new Date(Number(at)), Number(id)] : [null, 0];
}

/** Every script the log may hold. */
export const SCRIPTS = [
  "send.php",
  "status.php",
  "balance.php",
  "jobs.php",
  "get.php",
  "phones.php",
  "senders.php",
  "templates.php",
  "info.php",
  "tinyurls.php",
  "users.php",
] as const;

type Address = Record<string, string | string[] | undefined>;

/** What an address asks for; whatever is none of it is left out. */
export function filterOf({ script, outcome, until }: Address): ExchangeFilter {
  const at = typeof until === "string" ? new Date(until) : null;
  return {
    script: SCRIPTS.find((name) => name === script),
    outcome: OUTCOMES.find((name) => name === outcome),
    until: at && !Number.isNaN(at.getTime()) ? at : undefined,
  };
}

/** The address of a neighbouring page under the same filter; null where there is none. */
export function addressOfPage(
  { script, outcome, until }: ExchangeFilter,
  cursor: { after: string | null } | { before: string | null },
): string | null {
  const [name, value] = "after" in cursor ? (["after", cursor.after] as const) : (["before", cursor.before] as const);
  if (value === null) return null;
  const search = { ...(script ? { script } : {}), ...(outcome ? { outcome } : {}), ...(until ? { until: until.toISOString() } : {}), [name]: value };
  return `/connection/log?${new URLSearchParams(search)}`;
}
