import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { quoteMailing } from "@/lib/mailings/quote";
import { createClient } from "@/lib/smsc/client";
import { createGovernor, type GovernedGateway } from "@/lib/smsc/governor";
import { createSandbox } from "@/lib/smsc/sandbox/server";
import { given, sampleMsisdn } from "@/lib/testing/factories";

let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let gateway: GovernedGateway;
let numbers = 0;
const fresh = (count: number) => Array.from({ length: count }, () => sampleMsisdn(100 * ++numbers));
const quote = (listIds: number[], text: string) => quoteMailing({ listIds, msisdns: [], text, sender: null, gateway });

async function listOf(count: number): Promise<number> {
  return (await given.list(fresh(count).map((msisdn) => ({ msisdn, name: "Sample" })))).id;
}

async function fail(fault: object) {
  await fetch(`${sandbox.controlUrl}faults`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(fault) });
}

/** How often the question asked most often was asked within the gateway's minute. */
async function mostAsked(): Promise<number | undefined> {
  const { rows } = await pool.query<{ most: number }>("select max(cardinality(counts_until)) as most from gateway_budget where key like 'quote:%'");
  return rows[0]?.most;
}

beforeAll(async () => {
  sandbox = await createSandbox({ pace: "at-once" });
  gateway = createGovernor({
    pool,
    settings: "test",
    connect: (onExchange) => createClient({ baseUrl: sandbox.baseUrl, login: "demo", password: "demo", timeoutMs: 2_000, onExchange }),
  });
  await gateway.probe();
});

afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

describe("a quote", () => {
  it("takes the gateway's price of a sample for the whole audience", async () => {
    const price = Number((await gateway.quote({ msisdns: fresh(1), text: "я".repeat(71), sender: null })).cost);
    expect(price).toBeGreaterThan(0);
    expect(await quote([await listOf(50)], "я".repeat(71))).toMatchObject({
      sendable: 50,
      segments: 100,
      cost: (50 * price).toFixed(2),
      isEstimate: true,
    });
  });

  it("counts the segments of personalised texts as they will be", async () => {
    const id = await listOf(2);
    expect(await quote([id], `${"a".repeat(155)}{{name}}`)).toMatchObject({ segments: 4, isEstimate: false });
  });

  it("asks the same question once a minute, however often it is pressed", async () => {
    const id = await listOf(3);
    for (let presses = 0; presses < 6; presses++) expect((await quote([id], "Once")).cost).not.toBeNull();
    expect(await mostAsked()).toBe(1);
  });

  it("sends nothing", async () => {
    await quote([await listOf(3)], "Nothing leaves");
    const ledger = (await (await fetch(`${sandbox.controlUrl}ledger`)).json()) as { accepted: number };
    expect(ledger.accepted).toBe(0);
  });

  it.each([
    ["refuses", { script: "quote", kind: "error", code: 1 }],
    ["is out of order", { script: "quote", kind: "html502" }],
  ])("has no cost when the gateway %s, and stands all the same", async (_, fault) => {
    const id = await listOf(3);
    await fail(fault);
    expect(await quote([id], `Text ${fault.kind}`)).toMatchObject({ sendable: 3, segments: 3, cost: null });
    await fail({ kind: null });
  });

  it("has no cost while the breaker is open", async () => {
    const id = await listOf(3);
    await pool.query("update gateway_state set breaker = 'open', cause = 'credentials' where id = 1");
    expect(await quote([id], "Barred")).toMatchObject({ sendable: 3, cost: null });
    await pool.query("update gateway_state set breaker = 'closed', cause = null where id = 1");
  });

  it("asks nothing when nobody would get it", async () => {
    const [out = ""] = fresh(1);
    await pool.query("insert into suppression (msisdn, source, reason) values ($1, 'operator', 'asked')", [out]);
    const nobody = await quoteMailing({ listIds: [], msisdns: [out], text: "Text", sender: null, gateway });
    expect(nobody).toMatchObject({ unique: 1, sendable: 0, segments: 0, cost: null });
  });
});
