import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { createClient } from "@/lib/smsc/client";
import type { GatewayExchange } from "@/lib/smsc/gateway";
import { createGovernor, GovernorRefusal, type GovernedGateway } from "@/lib/smsc/governor";
import { createSandbox, type Sandbox } from "@/lib/smsc/sandbox/server";

let sandbox: Sandbox;
const open: GovernedGateway[] = [];

/** A governor as another process has it: nothing is shared but the database. */
function governor({ settings = "right", password = "demo", url = sandbox.baseUrl }: { settings?: string; password?: string; url?: string } = {}) {
  const made = createGovernor({
    pool,
    settings,
    connect: (onExchange) => createClient({ baseUrl: url, login: "demo", password, timeoutMs: 2_000, onExchange }),
  });
  open.push(made);
  return made;
}

async function control<T>(path: string, body?: object): Promise<T> {
  const post = { method: "POST", body: JSON.stringify(body) };
  return (await (await fetch(`${sandbox.controlUrl}${path}`, body ? post : {})).json()) as T;
}

const received = async () => (await control<{ requests: Record<string, number> }>("ledger")).requests;
const total = async () => Object.values(await received()).reduce((sum, count) => sum + count, 0);

async function state() {
  const { rows } = await pool.query<{ breaker: string; cause: string | null; waits: boolean }>(
    "select breaker, cause, until > now() as waits from gateway_state where id = 1",
  );
  return rows[0];
}

/** How a deed ended, in one word. */
async function outcomeOf(deed: Promise<unknown>): Promise<string> {
  try {
    await deed;
    return "answered";
  } catch (error) {
    return error instanceof GovernorRefusal ? `${error.reason} ${error.what}` : "failed";
  }
}

let numbers = 0;
const sendTo = (gateway: GovernedGateway, msisdn = String(79_500_000_050 + 100 * ++numbers)) =>
  gateway.send({ gatewayId: 1_000 + ++numbers, sender: null, msisdns: [msisdn], text: `Text ${numbers}` });

beforeAll(async () => {
  sandbox = await createSandbox({ pace: "at-once" });
});

beforeEach(async () => {
  await control("reset", {});
  await pool.query("truncate gateway_budget");
  await pool.query(
    `update gateway_state set breaker = 'probing', cause = null, since = null, until = null, probe_until = null, proven_settings = null,
       failed_settings = '{}', credential_errors = '{}', refusals_in_row = 0, last_refusal_at = null where id = 1`,
  );
});

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

afterAll(() => sandbox.close());

describe("wrong credentials", () => {
  it("are tried once by all processes together, and then nothing leaves", async () => {
    const wrong = Array.from({ length: 4 }, () => governor({ settings: "wrong", password: "no" }));
    const outcomes = await Promise.all([...wrong, ...wrong, ...wrong].map((gateway) => outcomeOf(gateway.balance())));
    expect(outcomes.filter((outcome) => outcome === "failed")).toHaveLength(1);
    for (const gateway of wrong) expect(await outcomeOf(sendTo(gateway))).toBe("breaker credentials");
    expect(await wrong[0]?.openLane()).toBeNull();
    expect(await total()).toBe(1);
    expect(await state()).toMatchObject({ breaker: "open", cause: "credentials" });
  });

  it("do not keep better ones back", async () => {
    await outcomeOf(governor({ settings: "wrong", password: "no" }).balance());
    const right = governor();
    expect(await outcomeOf(right.balance())).toBe("answered");
    expect(await state()).toMatchObject({ breaker: "closed", cause: null });
    expect(await outcomeOf(sendTo(right))).toBe("answered");
  });

  it("are never tried a fifth time within thirty minutes, however many there are", async () => {
    const outcomes = [];
    for (let guess = 1; guess <= 6; guess++)
      outcomes.push(await outcomeOf(governor({ settings: `guess ${guess}`, password: `no ${guess}` }).balance()));
    expect(outcomes).toEqual([...Array.from({ length: 4 }, () => "failed"), "breaker credentials", "breaker credentials"]);
    expect((await control<{ breaches: object }>("ledger")).breaches).toEqual({});
  });

  it("that were good until now stop everything at the first refusal, whatever else was under way", async () => {
    const gateway = governor();
    await gateway.probe();
    const lane = await gateway.openLane();
    await control("faults", { script: "send", kind: "slow", ms: 400 });
    const slow = outcomeOf(sendTo(gateway));
    await control("faults", { script: "balance", kind: "error", code: 2 });
    expect(await outcomeOf(gateway.balance())).toBe("failed");
    // An answer to a request that left before proves nothing any more.
    expect(await slow).toBe("answered");
    expect(await state()).toMatchObject({ breaker: "open", cause: "credentials" });
    expect(await outcomeOf(lane?.send({ gatewayId: 5, sender: null, msisdns: ["79500000050"], text: "Lane" }) ?? Promise.resolve())).toBe(
      "breaker credentials",
    );
    expect(await lane?.keep()).toBe(false);
  });
});

describe("a blocked address", () => {
  it("is waited for", async () => {
    const gateway = governor();
    await control("faults", { script: "balance", kind: "error", code: 4 });
    expect(await outcomeOf(gateway.balance())).toBe("failed");
    expect(await outcomeOf(sendTo(gateway))).toBe("breaker blocked");
    expect(await outcomeOf(governor({ settings: "others" }).balance())).toBe("breaker blocked");
    expect(await state()).toMatchObject({ breaker: "open", cause: "blocked", waits: true });
    await pool.query("update gateway_state set until = now() where id = 1");
    expect(await outcomeOf(gateway.balance())).toBe("answered");
    expect(await state()).toMatchObject({ breaker: "closed" });
  });
});

describe("a gateway that cannot be reached", () => {
  it("is tried again by one request a few seconds later", async () => {
    const nowhere = governor({ url: "http://127.0.0.1:9/sys/" });
    expect(await outcomeOf(nowhere.balance())).toBe("failed");
    expect(await outcomeOf(nowhere.balance())).toBe("breaker unreachable");
    expect(await state()).toMatchObject({ breaker: "open", cause: "unreachable", waits: true });
  });
});

describe("twenty erroneous sends in a row", () => {
  const wrongNumber = () => String(79_500_000_022 + 100 * ++numbers);

  it("open the breaker long before a hundred would block the address", async () => {
    const gateways = [governor(), governor()];
    await gateways[0]?.probe();
    const outcomes = [];
    for (let sends = 0; sends < 12; sends++) for (const gateway of gateways) outcomes.push(await outcomeOf(sendTo(gateway, wrongNumber())));
    expect(outcomes.filter((outcome) => outcome === "failed")).toHaveLength(20);
    expect(outcomes.filter((outcome) => outcome === "breaker refusals")).toHaveLength(4);
    expect(await state()).toMatchObject({ breaker: "open", cause: "refusals", waits: true });
  });

  it("are counted from the last good one", async () => {
    const gateway = governor();
    for (let sends = 0; sends < 19; sends++) await outcomeOf(sendTo(gateway, wrongNumber()));
    expect(await outcomeOf(sendTo(gateway))).toBe("answered");
    for (let sends = 0; sends < 19; sends++) await outcomeOf(sendTo(gateway, wrongNumber()));
    expect(await state()).toMatchObject({ breaker: "closed" });
  });
});

describe("settings that change", () => {
  it("are taken up by every process without a start, requests under way with the old ones", async () => {
    let password = "no";
    const load = async () => {
      const { rows } = await pool.query<{ version: number }>("select settings_version as version from gateway_state");
      return {
        version: rows[0]?.version ?? 0,
        settings: `password ${password}`,
        connect: (onExchange: (exchange: GatewayExchange) => void) => createClient({ baseUrl: sandbox.baseUrl, login: "demo", password, onExchange }),
      };
    };
    const [one, two] = [createGovernor({ pool, load }), createGovernor({ pool, load })];
    open.push(one, two);
    expect(await outcomeOf(one.balance())).toBe("failed");
    expect(await outcomeOf(two.balance())).toBe("breaker credentials");
    password = "demo";
    await pool.query("update gateway_state set settings_version = settings_version + 1, epoch = epoch + 1 where id = 1");
    expect(await outcomeOf(two.balance())).toBe("answered");
    expect(await outcomeOf(one.balance())).toBe("answered");
    expect((await received()).balance).toBe(3);
  });
});

describe("an identical send", () => {
  it("is held back for a minute, also from a lane, and its reservation lets it pass", async () => {
    const gateway = governor();
    await gateway.probe();
    const content = { sender: null, msisdns: ["79500000050"], text: "Once" };
    expect(await gateway.reserveSend(content)).toBe(0);
    expect(await gateway.reserveSend(content)).toBeGreaterThan(0);
    expect(await outcomeOf(gateway.send({ ...content, gatewayId: 7 }))).toBe("answered");
    expect(await outcomeOf(gateway.send({ ...content, gatewayId: 8 }))).toBe("budget send");
    const lane = await gateway.openLane();
    expect(await outcomeOf(lane?.send({ ...content, gatewayId: 9 }) ?? Promise.resolve())).toBe("budget send");
    expect(await lane?.keep()).toBe(true);
  });
});
