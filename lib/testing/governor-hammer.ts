import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "pg";
import { z } from "zod";
import { createClient } from "@/lib/smsc/client";
import { GatewayError } from "@/lib/smsc/errors";
import { createGovernor, GovernorRefusal } from "@/lib/smsc/governor";

/**
 * A process that asks the gateway for everything, as often as the governor lets it. It says "ready", is told until when,
 * and ends by itself with what the gateway refused: there must be nothing.
 */
const { DATABASE_URL, HAMMER_URL, HAMMER_MINUTE_MS, HAMMER_NUMBER } = z
  .object({ DATABASE_URL: z.string(), HAMMER_URL: z.string(), HAMMER_MINUTE_MS: z.coerce.number(), HAMMER_NUMBER: z.coerce.number() })
  .parse(process.env);

const pool = new Pool({ connectionString: DATABASE_URL, max: 6 });
const gateway = createGovernor({
  pool,
  minuteMs: HAMMER_MINUTE_MS,
  settings: "hammer",
  connect: (onExchange) => createClient({ baseUrl: HAMMER_URL, login: "demo", password: "demo", onExchange }),
});

/** What the gateway refused, and what it answered of that which has no allowance a minute. */
const report = { refusals: [] as string[], free: { send: 0, single_status: 0 } };
let ids = HAMMER_NUMBER * 1_000_000;
const msisdn = () => String(79_000_000_050 + 100 * ids);

/** Again and again; when the governor says no, at the moment it names. */
async function hammer(until: number, deed: () => Promise<unknown>): Promise<void> {
  while (Date.now() < until) {
    try {
      await deed();
    } catch (error) {
      if (error instanceof GatewayError) report.refusals.push(error.message);
      else if (!(error instanceof GovernorRefusal)) throw error;
      else await delay(Math.max(1, Math.min(until, error.until?.getTime() ?? until) - Date.now()));
    }
  }
}

/** Send from a lane as a worker does, each to somebody else. */
async function runLane(until: number): Promise<void> {
  const lane = await gateway.openLane();
  if (!lane) return delay(20);
  try {
    for (let sends = 0; sends < 20 && Date.now() < until; sends++) {
      await lane.send({ gatewayId: ++ids, sender: null, msisdns: [msisdn()], text: "Of a lane" });
      report.free.send += 1;
    }
  } finally {
    await lane.release();
  }
}

const msisdnOfAll = "79000000050";
const same = { sender: null, msisdns: [msisdnOfAll], text: "Always the same" };
/** Each has an allowance of its own. */
const LIMITED: (() => Promise<unknown>)[] = [
  () => gateway.balance(),
  () => gateway.statuses([1, 2].map((gatewayId) => ({ gatewayId, msisdn: msisdnOfAll }))),
  ...[11, 12, 13].map((gatewayId) => () => gateway.status({ gatewayId, msisdn: msisdnOfAll })),
  () => gateway.quote(same),
  () => gateway.send({ ...same, gatewayId: ++ids }),
];

async function sendToOthers(): Promise<void> {
  await gateway.send({ gatewayId: ++ids, sender: null, msisdns: [msisdn()], text: "To somebody else" });
  report.free.send += 1;
}

async function askOfOthers(): Promise<void> {
  await gateway.status({ gatewayId: ++ids, msisdn: msisdnOfAll });
  report.free.single_status += 1;
}

process.send?.("ready");
const [until] = (await once(process, "message")) as [number];
const deeds = [...LIMITED, ...LIMITED, sendToOthers, sendToOthers, askOfOthers, askOfOthers, () => runLane(until)];
await Promise.all(deeds.map((deed) => hammer(until, deed)));
await gateway.close();
await pool.end();
process.send?.(report);
process.disconnect();
