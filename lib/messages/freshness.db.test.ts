import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { readFreshness } from "@/lib/messages/freshness";

const secondsFrom = (asOf: string, at: string | null) => (at === null ? null : Math.round((Date.parse(at) - Date.parse(asOf)) / 1000));

async function fresh() {
  const { asOf, ...times } = await readFreshness();
  return Object.fromEntries(Object.entries(times).map(([name, at]) => [name, secondsFrom(asOf, at)]));
}

beforeEach(async () => {
  await pool.query("truncate history_sweep, gateway_budget");
  await pool.query("update callback_count set last_accepted_at = null");
});

describe("how fresh statuses are", () => {
  it("is not known before anything was asked or told", async () => {
    expect(await fresh()).toEqual({ askedAt: null, nextAt: null, callbackAt: null, historyAt: null });
  });

  it("names each way by which they came, and when they are asked for next", async () => {
    await pool.query("insert into gateway_budget (key, forget_at) values ('status:mass', clock_timestamp() + interval '20 seconds')");
    await pool.query("update callback_count set last_accepted_at = clock_timestamp() - interval '3 seconds'");
    await pool.query(`insert into history_sweep (since_at, finished_at) values (now(), clock_timestamp() - interval '5 minutes'), (now(), null)`);
    expect(await fresh()).toEqual({ askedAt: -40, nextAt: 20, callbackAt: -3, historyAt: -300 });
  });

  it("takes a request that is booked for later for the next and not for the last", async () => {
    await pool.query("insert into gateway_budget (key, forget_at) values ('status:mass', clock_timestamp() + interval '90 seconds')");
    expect(await fresh()).toMatchObject({ askedAt: -30, nextAt: 30 });
  });

  it("names no next time once the minute has passed", async () => {
    await pool.query("insert into gateway_budget (key, forget_at) values ('status:mass', clock_timestamp() - interval '10 seconds')");
    expect(await fresh()).toMatchObject({ askedAt: -70, nextAt: null });
  });
});
