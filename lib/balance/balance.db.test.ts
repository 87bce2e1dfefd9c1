import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readBalance, readBalanceHistory, readSpending } from "@/lib/balance/reads";
import { recordReading } from "@/lib/balance/record-reading";
import { refreshBalance } from "@/lib/balance/refresh";
import { pool } from "@/lib/db";
import { createClient } from "@/lib/smsc/client";
import { createGovernor, type GovernedGateway } from "@/lib/smsc/governor";
import { createSandbox } from "@/lib/smsc/sandbox/server";

let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let gateway: GovernedGateway;

beforeAll(async () => {
  sandbox = await createSandbox({ pace: "at-once" });
  gateway = createGovernor({
    pool,
    settings: "test",
    connect: (onExchange) => createClient({ baseUrl: sandbox.baseUrl, login: "demo", password: "demo", timeoutMs: 2_000, onExchange }),
  });
});

beforeEach(async () => {
  await pool.query("truncate balance_reading, ledger_entry, gateway_budget");
  await pool.query("update gateway_state set breaker = 'probing', cause = null, until = null, probe_until = null where id = 1");
});

afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

const kept = async () =>
  (await pool.query<{ balance: string }>("select balance::text from balance_reading order by id")).rows.map(({ balance }) => Number(balance));

describe("the balance", () => {
  it("is unknown before the gateway has said it", async () => {
    expect(await readBalance()).toBeNull();
    expect(await readBalanceHistory(30)).toEqual([]);
  });

  it("is asked of the gateway and kept with its currency and time", async () => {
    const now = new Date();
    const outcome = await refreshBalance({ gateway, now });
    if (!outcome.ok) throw new Error(outcome.error.code);
    expect(outcome.value).toMatchObject({ currency: "RUR", at: now.toISOString() });
    expect(Number((await readBalance())?.balance)).toBe(Number(outcome.value.balance));
  });

  it("keeps the currency it learnt when answers of sends do not name it", async () => {
    await recordReading(pool, { balance: "50", currency: "RUR", source: "asked", at: new Date(Date.now() - 60_000) });
    await recordReading(pool, { balance: "40.5", currency: null, source: "answer" });
    expect(await readBalance()).toMatchObject({ balance: "40.5000", currency: "RUR" });
  });

  it("keeps one reading every two seconds of those that come with answers, and every one that was asked for", async () => {
    for (const balance of ["9", "8", "7"]) await recordReading(pool, { balance, currency: null, source: "answer" });
    await recordReading(pool, { balance: "6", currency: null, source: "asked" });
    expect(await kept()).toEqual([9, 6]);
  });

  it("is not asked for more often than the gateway allows, and says how long to wait", async () => {
    const outcomes = [];
    for (let presses = 0; presses < 12; presses++) outcomes.push(await refreshBalance({ gateway, now: new Date() }));
    const refused = outcomes.filter((outcome) => !outcome.ok);
    expect(refused.length).toBeGreaterThanOrEqual(2);
    const last = refused.at(-1);
    if (!last || last.ok || last.error.code !== "balance.wait") throw new Error("It was not told to wait.");
    expect(last.error.seconds).toBeGreaterThan(0);
    expect(last.error.seconds).toBeLessThanOrEqual(65);
  });

  it("is not asked for while the breaker is open", async () => {
    await pool.query("update gateway_state set breaker = 'open', cause = 'credentials' where id = 1");
    expect(await refreshBalance({ gateway, now: new Date() })).toMatchObject({ ok: false, error: { code: "balance.gateway_barred" } });
  });

  it("says when the gateway gave no usable answer", async () => {
    await fetch(`${sandbox.controlUrl}faults`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ script: "balance", kind: "html502" }),
    });
    expect(await refreshBalance({ gateway, now: new Date() })).toMatchObject({ ok: false, error: { code: "balance.gateway_failed" } });
  });
});

describe("the history of the balance", () => {
  it("is the last reading of each of the last days", async () => {
    await pool.query(
      `insert into balance_reading (at, balance, source)
       select date_trunc('day', now()) - d * interval '1 day' + h * interval '1 minute', 100 * d + h, 'asked' from generate_series(0, 40) d, generate_series(0, 2) h`,
    );
    await pool.query(
      "delete from balance_reading where at >= date_trunc('day', now()) - interval '2 days' and at < date_trunc('day', now()) - interval '1 day'",
    );
    const history = await readBalanceHistory(5);
    expect(history.map(({ balance }) => Number(balance))).toEqual([402, 302, 102, 2]);
    expect(history.map(({ day }) => day)).toEqual([...history.map(({ day }) => day)].sort());
  });

  it("sums charges and refunds by day", async () => {
    await pool.query("insert into ledger_entry (amount, kind) values (10, 'charge'), (2.5, 'charge'), (-4, 'refund')");
    expect((await readSpending(30)).map(({ amount }) => Number(amount))).toEqual([8.5]);
  });
});
