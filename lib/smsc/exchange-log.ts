import type { Pool } from "pg";
import { log } from "@/lib/log";
import type { GatewayExchange } from "@/lib/smsc/gateway";

const FLUSH_MS = 500;
const FLUSH_ROWS = 200;

/** Keep every request to the gateway, redacted, a batch at a time: at full speed a row each would cost more than the request. */
export function createExchangeLog(pool: Pool): { add: (exchange: GatewayExchange) => void; close: () => Promise<void> } {
  let waiting: GatewayExchange[] = [];
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      await write(pool, batch);
    } catch (error) {
      // The record of a request is worth less than the request: sending goes on, and this says what is missing.
      log.warn({ event: "exchange_log.lost", count: batch.length, err: error }, "exchanges were not recorded");
    }
  }

  return {
    add: (exchange) => {
      waiting.push(exchange);
      if (waiting.length >= FLUSH_ROWS) void flush();
      else timer ??= setTimeout(() => void flush(), FLUSH_MS).unref();
    },
    close: flush,
  };
}

async function write(pool: Pool, batch: readonly GatewayExchange[]): Promise<void> {
  await pool.query({
    name: "exchange_write",
    text: `
      insert into gateway_exchange (started_at, duration_ms, script, outcome, gateway_code, facts, parameters)
      select "startedAt", "durationMs", script, outcome, "gatewayCode", facts, parameters
      from json_to_recordset($1) as exchange ("startedAt" timestamptz, "durationMs" integer, script text, outcome text,
        "gatewayCode" integer, facts jsonb, parameters jsonb)`,
    values: [JSON.stringify(batch)],
  });
}
