import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listExchangesOf } from "@/lib/connection/exchanges";
import { pool } from "@/lib/db";
import { readOrigin } from "@/lib/messages/origin";
import { createClient } from "@/lib/smsc/client";
import { createGovernor, type GovernedGateway } from "@/lib/smsc/governor";
import { createSandbox } from "@/lib/smsc/sandbox/server";
import { sampleMsisdn } from "@/lib/testing/factories";
import { controlSandbox } from "@/lib/testing/sandbox-control";

let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let gateway: GovernedGateway;

beforeAll(async () => {
  await pool.query("update gateway_state set breaker = 'closed', proven_settings = 'test' where id = 1");
  sandbox = await createSandbox({ pace: "at-once", minuteMs: 20 });
  gateway = createGovernor({
    pool,
    minuteMs: 20,
    settings: "test",
    connect: (onExchange) => createClient({ baseUrl: sandbox.baseUrl, login: "demo", password: "demo", timeoutMs: 2_000, onExchange }),
  });
});

afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

async function messageTo(msisdn: string): Promise<number> {
  const { rows } = await pool.query<{ id: number }>("insert into message (kind, msisdn) values ('single', $1) returning id", [msisdn]);
  return rows[0]?.id ?? 0;
}

describe("where a number is from", () => {
  it("is told by the gateway once, then known", async () => {
    const messageId = await messageTo(sampleMsisdn(1));
    const moscow = { carrier: "Пример Мобайл", country: "Россия", region: "г. Москва и Московская область", timeZone: "Etc/GMT-3" };
    expect(await readOrigin({ messageId, gateway })).toEqual(moscow);
    await controlSandbox(sandbox, "faults", { kind: "error", code: 9, script: "info", count: 5 });
    expect(await readOrigin({ messageId, gateway })).toEqual(moscow);
    expect(await readOrigin({ messageId: await messageTo(sampleMsisdn(2)), gateway })).toBeNull();
    await controlSandbox(sandbox, "faults", { kind: null });
  });

  it("is nothing for a number the gateway knows nothing of, and that is kept as well", async () => {
    const messageId = await messageTo("33612345678");
    const nothing = { carrier: null, country: null, region: null, timeZone: null };
    expect(await readOrigin({ messageId, gateway })).toEqual(nothing);
    const { rowCount } = await pool.query("select from number_origin where msisdn = '33612345678'");
    expect(rowCount).toBe(1);
    expect(await readOrigin({ messageId: 999_999, gateway })).toBeNull();
  });
});

describe("what went over the wire about a message", () => {
  it("is the hand-over and the questions about it alone, of its tries and of no other", async () => {
    const claimedAt = new Date("2026-11-20T10:00:00Z");
    const at = (seconds: number) => new Date(claimedAt.getTime() + seconds * 1_000);
    const rows: [Date, string, string][] = [
      [at(1), "send.php", "7001"],
      [at(1), "send.php", "7002"],
      [at(40), "status.php", "7001,"],
      [at(41), "status.php", "7001,7002"],
      [at(90), "send.php", "7001"],
      [at(5 * 86_400), "status.php", "7001"],
    ];
    for (const [startedAt, script, id] of rows) {
      await pool.query("insert into gateway_exchange (started_at, duration_ms, script, outcome, parameters) values ($1, 5, $2, 'ok', $3)", [
        startedAt,
        script,
        { id },
      ]);
    }
    const found = await listExchangesOf([{ gatewayId: 7001, claimedAt }]);
    expect(found.map(({ script, startedAt }) => [script, startedAt])).toEqual([
      ["send.php", at(1).toISOString()],
      ["status.php", at(40).toISOString()],
    ]);
    expect(await listExchangesOf([])).toEqual([]);
  });
});
