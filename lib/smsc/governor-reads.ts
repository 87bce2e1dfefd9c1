import { pool } from "@/lib/db";

/** What the console says of the gateway. */
export type GatewayHealth = {
  breaker: "closed" | "open" | "probing";
  /** `credentials`, `blocked`, `unreachable`; null while nothing is wrong. */
  cause: string | null;
  since: string | null;
  until: string | null;
  lastSuccessAt: string | null;
  requestsLastMinute: number;
};

/** Read the breaker, the last success and the requests of the last minute. */
export async function readGatewayHealth(): Promise<GatewayHealth> {
  const { rows } = await pool.query<
    Omit<GatewayHealth, "since" | "until" | "lastSuccessAt"> & Record<"since" | "until" | "lastSuccessAt", Date | null>
  >(
    `select breaker, cause, since, until, last_success_at as "lastSuccessAt",
       (select count(*) from gateway_exchange where started_at > now() - interval '1 minute') as "requestsLastMinute"
     from gateway_state where id = 1`,
  );
  const row = rows[0];
  if (!row) throw new Error("The gateway's state has no row: the migrations were not applied.");
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return { ...row, since: iso(row.since), until: iso(row.until), lastSuccessAt: iso(row.lastSuccessAt) };
}

/** Seconds since a worker last said that it lives; null when none has in this database. */
export async function readWorkerAgeSeconds(): Promise<number | null> {
  const { rows } = await pool.query<{ age: number | null }>(
    "select extract(epoch from clock_timestamp() - max(beat_at))::float8 as age from worker_heartbeat",
  );
  const age = rows[0]?.age ?? null;
  return age === null ? null : Math.round(age);
}
