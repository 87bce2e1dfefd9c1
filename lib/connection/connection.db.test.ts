import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { GET, POST } from "@/app/api/smsc/callback/route";
import { connectionSchema } from "@/lib/connection/schema";
import { retryConnection, saveConnection } from "@/lib/connection/commands";
import { listExchanges } from "@/lib/connection/exchanges";
import { readConnectionView } from "@/lib/connection/reads";
import { answerKnock, testConnection } from "@/lib/connection/test-connection";
import { db, pool } from "@/lib/db";
import { closeGateway, gateway } from "@/lib/smsc/account";
import { createSandbox, type Sandbox } from "@/lib/smsc/sandbox/server";
import { seal, SealBroken, unseal } from "@/lib/smsc/seal";
import { readCallbackSecret, readConnection } from "@/lib/smsc/settings";

const folder = mkdtempSync(path.join(tmpdir(), "signalbox-connection-"));
process.env.DATA_DIR = folder;
let sandbox: Sandbox;

type Entered = Partial<Parameters<typeof connectionSchema.parse>[0] & Record<string, unknown>>;

function save(entered: Entered) {
  const input = connectionSchema.parse({
    url: sandbox.baseUrl,
    login: "demo",
    credentialKind: "password",
    credential: "",
    callbackUrl: "",
    callbackSecret: "",
    requestSize: 100,
    speedPerMinute: null,
    pairsPerRequest: 500,
    finalWithinDays: 3,
    ...entered,
  });
  return db.$transaction((tx) => saveConnection(tx, input, { operatorId: 1, address: null }));
}

const test = async () => testConnection({ gateway: gateway(), url: sandbox.baseUrl, callbackUrl: null, callbackSecret: "" });
const codes = async () => (await test()).map(({ code }) => code);

async function received(): Promise<number> {
  const { requests } = (await (await fetch(`${sandbox.controlUrl}ledger`)).json()) as { requests: Record<string, number> };
  return Object.values(requests).reduce((sum, count) => sum + count, 0);
}

beforeAll(async () => {
  sandbox = await createSandbox({ pace: "at-once" });
  await pool.query("insert into operator (id, email, name, role, password_hash) values (1, 'admin@sample.test', 'Sample', 'admin', '-')");
});

afterEach(async () => {
  await closeGateway();
  await fetch(`${sandbox.controlUrl}reset`, { method: "POST" });
  await pool.query("truncate gateway_budget");
  await pool.query(
    `update gateway_state set breaker = 'probing', cause = null, until = null, probe_until = null, failed_settings = '{}', credential_errors = '{}'`,
  );
  await pool.query("update gateway_settings set url = null, login = null, credential = null, credential_kind = null");
});

afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the account of the console", () => {
  it("is none until it is entered, and then nothing is asked of any gateway", async () => {
    expect(await readConnection()).toBeNull();
    expect(await codes()).toContain("not_asked_unset");
    expect(await received()).toBe(0);
  });

  it("is kept sealed, with a key that only its owner may read, and is never shown", async () => {
    expect(await save({ credential: "top secret" })).toMatchObject({ ok: true });
    const { rows } = await pool.query<{ credential: Buffer }>("select credential from gateway_settings");
    expect(rows[0]?.credential.includes("secret")).toBe(false);
    expect((await readConnection())?.password).toBe("top secret");
    expect(statSync(path.join(folder, "gateway.key")).mode & 0o777).toBe(0o600);
    expect(readFileSync(path.join(folder, "gateway.key"))).toHaveLength(32);
    expect(JSON.stringify(await readConnectionView())).not.toContain("secret");
    const { rows: audit } = await pool.query<{ after: object }>("select after from audit_entry where event = 'connection.changed'");
    expect(JSON.stringify(audit)).not.toContain("secret");
    expect(audit.at(-1)?.after).toMatchObject({ login: "demo", isCredentialChanged: true });
  });

  it("goes to no other host than the one it was entered for", async () => {
    await save({ credential: "demo" });
    expect(await save({ url: "http://127.0.0.1:9/sys/" })).toEqual({ ok: false, error: { code: "connection.credential_again" } });
    expect(await save({ login: "" })).toEqual({ ok: false, error: { code: "connection.login_missing" } });
    expect(await save({ requestSize: 20 })).toMatchObject({ ok: true });
    expect((await readConnection())?.password).toBe("demo");
  });
});

describe("wrong credentials", () => {
  it("are tried once, then nothing leaves until the settings change, and the change needs no start", async () => {
    await save({ credential: "wrong" });
    expect(await codes()).toContain("turned_down");
    expect(await codes()).toContain("not_asked_credentials");
    await expect(gateway().balance()).rejects.toMatchObject({ reason: "breaker", what: "credentials" });
    expect(await gateway().openLane()).toBeNull();
    expect(await received()).toBe(1);
    expect(await readConnectionView()).toMatchObject({ isTurnedDown: true });
    await save({ credential: "demo" });
    expect(await codes()).toEqual(["works", "right"]);
    expect(await received()).toBe(2);
    expect(await readConnectionView()).toMatchObject({ isTurnedDown: false });
  });

  it("may be tried once more when a person says that the gateway was corrected", async () => {
    await save({ credential: "wrong" });
    await test();
    expect(await db.$transaction((tx) => retryConnection(tx, { operatorId: 1, address: null }))).toEqual({ ok: true, value: undefined });
    expect(await codes()).toContain("turned_down");
    expect(await codes()).toContain("not_asked_credentials");
    expect(await received()).toBe(2);
  });
});

describe("a test of the connection", () => {
  it("names a host that does not answer", async () => {
    await save({ url: "http://127.0.0.1:9/sys/", credential: "demo" });
    const [finding] = await testConnection({ gateway: gateway(), url: "http://127.0.0.1:9/sys/", callbackUrl: null, callbackSecret: "" });
    expect(finding).toMatchObject({ about: "gateway", code: "unreachable", facts: { host: "127.0.0.1:9", reason: "ECONNREFUSED" } });
  });

  it("tells a door that is not ours from one that is not there", async () => {
    await save({ credential: "demo" });
    const knock = (callbackUrl: string) => testConnection({ gateway: gateway(), url: sandbox.baseUrl, callbackUrl, callbackSecret: "secret" });
    expect((await knock(`${sandbox.baseUrl}nothing.php`)).at(-1)).toMatchObject({ about: "callback", code: "somebody_else" });
    const closed = await createSandbox();
    await closed.close();
    expect((await knock(closed.baseUrl)).at(-1)).toMatchObject({ about: "callback", code: "unreachable", facts: { reason: "ECONNREFUSED" } });
  });

  it("finds the door under the secret that was saved a moment ago", async () => {
    const asked = "http://console.test/api/smsc/callback?signalbox_knock=0123456789abcdef0123456789abcdef";
    for (const secret of ["an old secret", "a new secret"]) {
      await save({ callbackSecret: secret });
      // A callback lets the route know its secret, for as long as it keeps one.
      await POST(new Request("http://console.test/api/smsc/callback", { method: "POST", body: "id=1&phone=79160000001&status=1" }));
      expect(await (await GET(new Request(asked))).text()).toBe(answerKnock("0123456789abcdef0123456789abcdef", secret));
      expect(await readCallbackSecret()).toBe(secret);
    }
  });
});

describe("a seal", () => {
  it("does not open when a byte was changed", () => {
    const sealed = seal("secret");
    expect(unseal(sealed)).toBe("secret");
    expect(Buffer.from(seal("secret"))).not.toEqual(Buffer.from(sealed));
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    expect(() => unseal(sealed)).toThrow(SealBroken);
  });
});

describe("the exchange log", () => {
  it("pages both ways and narrows by script, outcome and time", async () => {
    await pool.query("truncate gateway_exchange");
    await pool.query(
      `insert into gateway_exchange (started_at, duration_ms, script, outcome)
       select timestamptz '2026-11-24 14:00Z' + n / 2 * interval '1 second', 5, case when n % 10 = 0 then 'status.php' else 'send.php' end,
         case when n % 50 = 0 then 'refused' else 'ok' end from generate_series(1, 120) n`,
    );
    const first = await listExchanges({}, {});
    expect(first.rows).toHaveLength(50);
    const second = await listExchanges({}, { after: first.next ?? "" });
    const third = await listExchanges({}, { after: second.next ?? "" });
    expect(third.next).toBeNull();
    const ids = [...first.rows, ...second.rows, ...third.rows].map(({ id }) => id);
    expect(new Set(ids).size).toBe(120);
    expect((await listExchanges({}, { before: second.previous ?? "" })).rows).toEqual(first.rows);
    expect((await listExchanges({ script: "status.php" }, {})).rows).toHaveLength(12);
    expect((await listExchanges({ outcome: "refused" }, {})).rows).toHaveLength(2);
    expect((await listExchanges({ until: new Date("2026-11-24T14:00:01Z") }, {})).rows).toHaveLength(1);
  });
});
