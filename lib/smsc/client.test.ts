import { createServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createClient, type GatewayExchange } from "./client";
import { GatewayError } from "./errors";
import { createSandbox, type Sandbox } from "./sandbox/server";

let sandbox: Sandbox;
let client: ReturnType<typeof createClient>;
const exchanges: GatewayExchange[] = [];

beforeAll(async () => {
  sandbox = await createSandbox();
  client = createClient({
    baseUrl: sandbox.baseUrl,
    login: "demo",
    password: "demo",
    timeoutMs: 2_000,
    onExchange: (exchange) => exchanges.push(exchange),
  });
});
afterAll(async () => {
  await client.close();
  await sandbox.close();
});
beforeEach(async () => {
  await control("reset");
  exchanges.length = 0;
});

async function control(deed: string, body: unknown = {}): Promise<Record<string, unknown>> {
  const answer = await fetch(`${sandbox.controlUrl}${deed}`, { method: "POST", body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
}

async function ledger(): Promise<Record<string, unknown>> {
  return (await (await fetch(`${sandbox.controlUrl}ledger`)).json()) as Record<string, unknown>;
}

/** The error a call ends with; a call that ends well fails the test. */
async function failure(call: Promise<unknown>): Promise<GatewayError> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(GatewayError);
  return error as GatewayError;
}

const one = (gatewayId: number, text = "Your order is ready") => ({
  gatewayId,
  sender: null,
  msisdns: ["447700900001"],
  text,
});

describe("send", () => {
  it("hands over many numbers with one text and learns cost and balance", async () => {
    const answer = await client.send({
      gatewayId: 501,
      sender: "ACME",
      msisdns: ["79161234567", "447700900001"],
      text: "Hi",
    });
    expect(answer).toMatchObject({ gatewayId: "501", segments: 2, cost: "8.30", balance: "49991.70" });
    expect(answer.phones).toEqual([
      { msisdn: "79161234567", cost: "3.80", mccmnc: "25099", status: null, err: null },
      { msisdn: "447700900001", cost: "4.50", mccmnc: "23499", status: null, err: null },
    ]);
  });

  it("delivers personalised texts unchanged, line feeds and colons included", async () => {
    const personalised = [
      { msisdn: "447700900001", text: "Anna: one\ntwo" },
      { msisdn: "447700900002", text: "Привет; 50% + 1 & more | ok" },
    ];
    await client.send({ gatewayId: 502, sender: null, personalised });
    const messages = await (await fetch(`${sandbox.controlUrl}messages?id=502`)).json();
    expect(messages).toMatchObject([
      { phone: "447700900002", text: "Привет; 50% + 1 & more | ok" },
      { phone: "447700900001", text: "Anna: one\ntwo" },
    ]);
  });

  it("is told the wrong numbers among good ones, and is not charged for them", async () => {
    const answer = await client.send({
      gatewayId: 503,
      sender: null,
      msisdns: ["447700900001", "447700900022", "7916"],
      text: "Hi",
    });
    expect(answer.cost).toBe("4.50");
    expect(answer.phones.map(({ status, err }) => [status, err])).toEqual([
      [null, null],
      [22, 249],
      [22, 249],
    ]);
  });

  it("asks for a cost without sending", async () => {
    expect(await client.quote({ sender: null, msisdns: ["79161234567", "447700900001"], text: "Я".repeat(71) })).toEqual({
      cost: "16.60",
      segments: 4,
    });
    expect(await ledger()).toMatchObject({ handedOver: 0 });
  });

  it("does not leave after its time", async () => {
    const error = await failure(client.send({ ...one(504), mustLeaveBefore: performance.now() - 1 }));
    expect(error.outcome).toBe("not_sent");
    expect(await ledger()).toMatchObject({ handedOver: 0 });
    await client.send({ ...one(504), mustLeaveBefore: performance.now() + 5_000 });
    expect(await ledger()).toMatchObject({ handedOver: 1 });
  });
});

describe("a refusal", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])("with error %i is told by its number", async (code) => {
    await control("faults", { kind: "error", code });
    const error = await failure(client.send(one(510)));
    expect([error.outcome, error.gatewayCode]).toEqual(["refused", code]);
    expect(error.messageId).toBe([3, 6, 7, 8].includes(code) ? "510" : null);
    expect(exchanges).toMatchObject([{ script: "send.php", outcome: "refused", gatewayCode: code, facts: { id: 510, messages: 1 } }]);
  });

  it("in plain text under fmt 3 is understood", async () => {
    await control("faults", { kind: "plain_error", code: 3 });
    expect(await failure(client.send(one(511)))).toMatchObject({ outcome: "refused", gatewayCode: 3 });
  });

  it("comes by itself for a missing text, wrong credentials, a second identical send, wrong numbers, a denied text, and no money", async () => {
    expect(await failure(client.send(one(520, "")))).toMatchObject({ gatewayCode: 1 });
    const stranger = createClient({ baseUrl: sandbox.baseUrl, login: "demo", password: "wrong" });
    expect(await failure(stranger.balance())).toMatchObject({ outcome: "refused", gatewayCode: 2 });
    await stranger.close();
    await client.send(one(521));
    expect(await failure(client.send(one(522)))).toMatchObject({ gatewayCode: 9 });
    expect(await failure(client.send({ ...one(523), msisdns: ["447700900022"] }))).toMatchObject({
      gatewayCode: 7,
      messageId: "523",
    });
    expect(await failure(client.send(one(524, "Casino!")))).toMatchObject({ gatewayCode: 6 });
    await control("balance", { balance: 1 });
    expect(await failure(client.send(one(525, "Hi")))).toMatchObject({ gatewayCode: 3 });
  });

  it("for five wrong passwords blocks the address for half an hour", async () => {
    const stranger = createClient({ baseUrl: sandbox.baseUrl, login: "demo", password: "wrong" });
    for (let attempt = 0; attempt < 5; attempt++) expect(await failure(stranger.balance())).toMatchObject({ gatewayCode: 2 });
    await stranger.close();
    expect(await failure(client.balance())).toMatchObject({ gatewayCode: 4 });
    await control("clock", { advanceMs: 30 * 60_000 });
    expect(await client.balance()).toMatchObject({ balance: "50000.00" });
  });
});

describe("an answer that never came", () => {
  it.each([
    ["drop", 1],
    ["lose", 0],
    ["empty", 1],
    ["truncated", 1],
    ["html502", 0],
  ])("(%s) is unknown, and status tells whether the message was taken", async (kind, handedOver) => {
    await control("faults", { kind });
    const error = await failure(client.send(one(530)));
    expect([error.outcome, error.gatewayCode]).toEqual(["unknown", null]);
    expect(await ledger()).toMatchObject({ handedOver });
    const { status } = await client.status({ gatewayId: 530, msisdn: "447700900001" });
    expect(status).toBe(handedOver === 1 ? -1 : -3);
  });

  it("in time is unknown", async () => {
    const hasty = createClient({ baseUrl: sandbox.baseUrl, login: "demo", password: "demo", timeoutMs: 100 });
    await control("faults", { kind: "slow", ms: 400 });
    expect(await failure(hasty.send(one(531)))).toMatchObject({ outcome: "unknown" });
    await hasty.close();
  });

  it("from a port where nobody listens means that nothing left", async () => {
    const nobody = createServer();
    await new Promise<void>((resolve) => nobody.listen(0, "127.0.0.1", resolve));
    const { port } = nobody.address() as AddressInfo;
    await new Promise((resolve) => nobody.close(resolve));
    const lonely = createClient({ baseUrl: `http://127.0.0.1:${port}/sys/`, login: "demo", password: "demo" });
    expect(await failure(lonely.send(one(532)))).toMatchObject({ outcome: "not_sent" });
    await lonely.close();
  });

  it("holds no text, number or secret in its error", async () => {
    await control("faults", { kind: "drop" });
    const error = await failure(client.send(one(533, "Secret words")));
    expect(JSON.stringify([error.message, String(error.cause), exchanges])).not.toMatch(/Secret|447700900001|psw|demo/);
  });
});

describe("status", () => {
  it("tells one message in full", async () => {
    await client.send({ gatewayId: 540, sender: "ACME", msisdns: ["79161234567"], text: "Hi" });
    await control("pace", { pace: "at-once" });
    const answer = await client.status({ gatewayId: 540, msisdn: "79161234567" });
    await control("pace", { pace: "human" });
    expect(answer).toMatchObject({ status: 1, err: 0, cost: "3.80", segments: 1, sender: "ACME", country: "Россия" });
    expect(answer.at).toBeInstanceOf(Date);
    expect(answer.raw).toMatchObject({ status_name: "Доставлено", message: "Hi" });
  });

  it("tells many at once, and an unknown one as -3", async () => {
    await client.send({ gatewayId: 541, sender: null, msisdns: ["447700900001", "447700900022"], text: "Hi" });
    const answers = await client.statuses([
      { gatewayId: 9, msisdn: "447700900001" },
      { gatewayId: 541, msisdn: "447700900022" },
      { gatewayId: 541, msisdn: "447700900001" },
    ]);
    expect(answers.map(({ gatewayId, status }) => [gatewayId, status])).toEqual([
      [9, -3],
      [541, 22],
      [541, -1],
    ]);
  });

  it("asks for one message in the mass form, once a minute", async () => {
    const pairs = [{ gatewayId: 542, msisdn: "447700900001" }];
    expect(await client.statuses(pairs)).toMatchObject([{ status: -3 }]);
    expect(await failure(client.statuses(pairs))).toMatchObject({ outcome: "refused", gatewayCode: 9 });
    await control("clock", { advanceMs: 60_000 });
    expect(await client.statuses(pairs)).toHaveLength(1);
    expect(await client.statuses([])).toEqual([]);
  });

  it("takes error 3 of an old server as not found", async () => {
    await control("faults", { kind: "error", script: "status", code: 3 });
    expect(await client.status({ gatewayId: 543, msisdn: "447700900001" })).toMatchObject({ status: -3, at: null });
  });

  it("of the same message is refused the sixth time within a minute", async () => {
    const pair = { gatewayId: 544, msisdn: "447700900001" };
    for (let asked = 0; asked < 5; asked++) await client.status(pair);
    expect(await failure(client.status(pair))).toMatchObject({ gatewayCode: 9 });
  });
});

describe("balance", () => {
  it("gives money as it was written, with its currency", async () => {
    expect(await client.balance()).toEqual({ balance: "50000.00", currency: "RUR", credit: null });
  });

  it("answers to md5, sha1 and an API key as well", async () => {
    const { createHash } = await import("node:crypto");
    const digest = (algorithm: string) => createHash(algorithm).update("demo").digest("hex");
    const credentials = [
      { login: "demo", password: digest("md5") },
      { login: "demo", password: digest("sha1") },
      { apiKey: "sandbox-api-key" },
      { login: "demo", apiKey: "sandbox-api-key" },
    ];
    for (const given of credentials) {
      const other = createClient({ baseUrl: sandbox.baseUrl, ...given });
      expect(await other.balance()).toMatchObject({ balance: "50000.00" });
      await other.close();
    }
  });
});
