import type { Socket } from "node:net";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { planMailing } from "@/lib/mailings/plan-mailing";
import { applyReports } from "@/lib/messages/apply-reports";
import { createClient, type GatewayClient } from "@/lib/smsc/client";
import { createGovernor, type GovernedGateway } from "@/lib/smsc/governor";
import { createSandbox, type Sandbox } from "@/lib/smsc/sandbox/server";
import { claimSubmission, mailingsDue } from "@/lib/submissions/claim";
import { pollStatuses } from "@/lib/submissions/poll";
import { expireLeases } from "@/lib/submissions/reconcile";
import { submitClaimed } from "@/lib/submissions/submit";
import { countersAndRows, given, sampleMsisdn } from "@/lib/testing/factories";

/** Where the connection dies: the statement never leaves, or it is done and nobody learns of it. */
const MOMENTS = ["before", "after"] as const;
type Moment = (typeof MOMENTS)[number];
type Query = (this: Client, ...given: unknown[]) => unknown;

const query = Client.prototype.query as Query;
const MINUTE_MS = 20;
const ROUNDS = 40;

let sandbox: Sandbox;
let client: GatewayClient;
let gateway: GovernedGateway;
let numbers = 0;

function cut(of: Client): void {
  (of as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
}

/** Do the statement, and lose the connection before its answer is read. */
function loseAnswer(of: Client, given: unknown[]): unknown {
  const lost = new Error("cut off");
  const told = given.at(-1);
  const isTold = (error: Error | null) => {
    cut(of);
    if (typeof told === "function") (told as (error: Error) => void)(error ?? lost);
  };
  if (typeof told === "function") return query.apply(of, [...given.slice(0, -1), isTold]);
  return (query.apply(of, given) as Promise<unknown>).then(() => {
    cut(of);
    throw lost;
  });
}

/** Let the connection of the `at`th statement die; false when the work has fewer statements. Whatever it throws is a dead worker's. */
async function dying(at: number, moment: Moment, work: () => Promise<unknown>): Promise<boolean> {
  let count = 0;
  Client.prototype.query = function (this: Client, ...given: unknown[]) {
    count += 1;
    if (count !== at) return query.apply(this, given);
    if (moment === "after") return loseAnswer(this, given);
    cut(this);
    return query.apply(this, given);
  } as typeof Client.prototype.query;
  try {
    await work().catch(() => {});
  } finally {
    Client.prototype.query = query as typeof Client.prototype.query;
  }
  return count >= at;
}

async function control(path: string, body: object): Promise<void> {
  await fetch(`${sandbox.controlUrl}${path}`, { method: "POST", body: JSON.stringify(body) });
}

/** Claim the next slice of a mailing and send it, as a worker that has a place. */
async function sendNext(mailingId: number): Promise<void> {
  const due = (await mailingsDue(pool)).find(({ id }) => id === mailingId);
  const claimed = due && (await claimSubmission(pool, due));
  if (claimed) await submitClaimed(client, claimed);
}

async function stateOf(mailingId: number): Promise<string | undefined> {
  return (await pool.query<{ state: string }>("select state from submission where mailing_id = $1", [mailingId])).rows[0]?.state;
}

/** What other workers do until a slice is settled, with the hours between shortened. */
async function recover(mailingId: number): Promise<void> {
  for (let round = 0; (await stateOf(mailingId)) !== "accepted"; round++) {
    if (round === ROUNDS) throw new Error(`The slice is still ${await stateOf(mailingId)}.`);
    await pool.query("update submission set lease_until = now() - interval '1 second' where mailing_id = $1 and lease_until is not null", [
      mailingId,
    ]);
    await expireLeases(pool);
    await pollStatuses(pool, gateway);
    await pool.query("update submission set denied_at = denied_at - interval '3 minutes' where mailing_id = $1", [mailingId]);
    await applyReports(pool);
    await sendNext(mailingId);
  }
}

async function taken(msisdn: string): Promise<number> {
  return ((await (await fetch(`${sandbox.controlUrl}ledger?phone=${msisdn}`)).json()) as { times: number }).times;
}

async function expectOnceEach(mailingId: number, sent: readonly string[], out: string): Promise<void> {
  for (const msisdn of sent) expect(await taken(msisdn), msisdn).toBe(1);
  expect(await taken(out)).toBe(0);
  const { counters, rows } = await countersAndRows(mailingId);
  expect(counters).toEqual(rows);
  expect(Object.values(counters).reduce((sum, count) => sum + count, 0)).toBe(sent.length + 1);
}

beforeAll(async () => {
  sandbox = await createSandbox({ pace: "by-hand", minuteMs: MINUTE_MS });
  const account = { baseUrl: sandbox.baseUrl, login: "demo", password: "demo" };
  client = createClient(account);
  gateway = createGovernor({ pool, minuteMs: MINUTE_MS, settings: "test", connect: (onExchange) => createClient({ ...account, onExchange }) });
});

afterEach(() => control("faults", { kind: null }));

afterAll(async () => {
  await client.close();
  await gateway.close();
  await sandbox.close();
});

describe("a worker whose database connection dies at any statement", () => {
  it.each(MOMENTS.flatMap((moment) => [null, "drop", "lose"].map((fault) => [moment, fault] as const)))(
    "%s it (the gateway: %s) loses nobody and sends to nobody twice",
    async (moment, fault) => {
      let isHit = true;
      let at = 1;
      for (; isHit; at++) {
        const recipients = Array.from({ length: 3 }, () => sampleMsisdn(100 * ++numbers + 50));
        const [out = "", ...sent] = recipients;
        await pool.query("insert into suppression (msisdn, source, reason) values ($1, 'operator', 'asked')", [out]);
        const { id } = await given.mailing({ recipients });
        if (fault) await control("faults", { kind: fault });
        isHit = await dying(at, moment, () => sendNext(id));
        await control("faults", { kind: null });
        await recover(id);
        await expectOnceEach(id, sent, out);
      }
      // Claim and outcome are a dozen statements and more: all of them were met.
      expect(at).toBeGreaterThan(12);
    },
  );
});

describe("a planner whose database connection dies at any statement", () => {
  it.each(MOMENTS)("%s it is taken up by the next one, which leaves nobody out and doubles nobody", async (moment) => {
    let isHit = true;
    let at = 1;
    for (; isHit; at++) {
      const pasted = Array.from({ length: 5 }, () => sampleMsisdn(100 * ++numbers + 50));
      await pool.query("insert into suppression (msisdn, source, reason) values ($1, 'operator', 'asked')", [pasted[0]]);
      const { id } = await given.draft({ pasted, text: "Dear {{name|friend}}" });
      await pool.query("update mailing set state = 'planning', launched_at = now() where id = $1", [id]);
      const plan = () => planMailing({ mailingId: id, chunkSize: 2 });
      isHit = await dying(at, moment, plan);
      await plan();
      const { rows } = await pool.query<{ msisdn: string }>("select msisdn from message where mailing_id = $1 order by msisdn", [id]);
      expect(rows.map(({ msisdn }) => msisdn)).toEqual([...pasted].sort());
      expect(await countersAndRows(id)).toEqual({ counters: { "queued 0": 4, "skipped 0": 1 }, rows: { "queued 0": 4, "skipped 0": 1 } });
      const { rows: mailing } = await pool.query("select state, plan_cursor, planned_at is not null as planned from mailing where id = $1", [id]);
      expect(mailing).toEqual([{ state: "sending", plan_cursor: 5, planned: true }]);
    }
    // Freezing, three chunks and the end: all of their statements were met.
    expect(at).toBeGreaterThan(40);
  });
});
