import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { askHistory } from "@/lib/messages/ask-history";
import { applyReports } from "@/lib/messages/apply-reports";
import { sweepHistory } from "@/lib/messages/history-sweep";
import { lookUp } from "@/lib/messages/reads";
import { findMessage } from "@/lib/messages/timeline";
import { createClient } from "@/lib/smsc/client";
import { createGovernor, type GovernedGateway } from "@/lib/smsc/governor";
import { createSandbox } from "@/lib/smsc/sandbox/server";
import { chargeByReports } from "@/lib/submissions/charge-by-reports";
import { claimSubmission, mailingsDue, type ClaimedSubmission } from "@/lib/submissions/claim";
import { recordAccepted } from "@/lib/submissions/record-outcome";
import { submitClaimed } from "@/lib/submissions/submit";
import { countersAndRows, given, sampleMsisdn } from "@/lib/testing/factories";
import { controlSandbox } from "@/lib/testing/sandbox-control";

let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let gateway: GovernedGateway;
let numbers = 0;
/** The first page of one sweep is asked for as that of another, which the gateway allows three times a minute. */
const MINUTE_MS = 50;

/** Numbers with every ending but 31, which waits for somebody in the cabinet; 30 is known to the history alone. */
function fresh(count: number): string[] {
  const msisdns: string[] = [];
  for (; msisdns.length < count; numbers++) if (numbers % 100 !== 31) msisdns.push(sampleMsisdn(numbers));
  return msisdns;
}

const control = <T = unknown>(path: string, body: object) => controlSandbox<T>(sandbox, path, body);

const dueOf = async (mailingId: number) => (await mailingsDue(pool)).find(({ id }) => id === mailingId);

async function claimNext(mailingId: number): Promise<ClaimedSubmission> {
  const due = await dueOf(mailingId);
  const claimed = due && (await claimSubmission(pool, due));
  if (!claimed) throw new Error("Nothing was claimed.");
  return claimed;
}

/** Hand over all of a mailing, and hear nothing of it after. */
async function send(mailingId: number) {
  await gateway.probe();
  while (await dueOf(mailingId)) {
    const claimed = await claimNext(mailingId);
    const lane = await gateway.openLane();
    if (!lane) throw new Error("No lane was free.");
    await submitClaimed(lane, claimed);
    await lane.release();
  }
}

/** As if everything had happened so many minutes earlier. */
async function age(minutes: number) {
  await pool.query("update submission set send_before = send_before - $1 * interval '1 minute' where send_before is not null", [minutes]);
  await pool.query(
    "update history_sweep set started_at = started_at - $1 * interval '1 minute', finished_at = finished_at - $1 * interval '1 minute'",
    [minutes],
  );
}

type SweepRow = { pages: number; rows: number; reports: number; outside: number; isFinished: boolean };

async function sweeps(): Promise<SweepRow[]> {
  const { rows } = await pool.query<SweepRow>(
    `select page_count as pages, row_count as rows, report_count as reports, outside_count as outside, finished_at is not null as "isFinished"
     from history_sweep order by id`,
  );
  return rows;
}

/** Sweep to the end, and apply what it brought. */
async function sweep(): Promise<SweepRow | undefined> {
  while (await sweepHistory(pool, gateway));
  while ((await applyReports(pool)) > 0);
  return (await sweeps()).at(-1);
}

async function ledger(kind: string): Promise<number> {
  const { rows } = await pool.query<{ sum: string | null }>("select sum(amount)::text as sum from ledger_entry where kind = $1", [kind]);
  return Number(rows[0]?.sum ?? 0);
}

beforeAll(async () => {
  sandbox = await createSandbox({ pace: "at-once", minuteMs: MINUTE_MS });
  gateway = createGovernor({
    pool,
    minuteMs: MINUTE_MS,
    settings: "test",
    connect: (onExchange) => createClient({ baseUrl: sandbox.baseUrl, login: "demo", password: "demo", timeoutMs: 2_000, onExchange }),
  });
});

beforeEach(async () => {
  await pool.query("truncate history_sweep, gateway_budget, ledger_entry");
});

afterEach(async () => {
  await control("faults", { kind: null });
  await pool.query("update mailing set state = 'canceled' where state in ('sending', 'paused')");
  await pool.query("update gateway_state set breaker = 'closed', cause = null, until = null, proven_settings = 'test' where id = 1");
});

afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

describe("the history", () => {
  it("brings every status home by itself, page after page", async () => {
    const recipients = fresh(2_300);
    const { id } = await given.mailing({ recipients });
    await send(id);
    const done = await sweep();
    expect(done).toMatchObject({ isFinished: true, outside: 0 });
    expect(done?.pages).toBeGreaterThanOrEqual(3);
    const { rows } = await pool.query<{ state: string; open: number }>(
      `select state, (select count(*) from message where mailing_id = $1 and (status is null or status in (-1, 0))) as open from mailing where id = $1`,
      [id],
    );
    expect(rows[0]).toEqual({ state: "completed", open: 0 });
    const { counters, rows: counted } = await countersAndRows(id);
    expect(counters).toEqual(counted);
    const { breaches } = (await (await fetch(`${sandbox.controlUrl}ledger`)).json()) as { breaches: Record<string, number> };
    expect(breaches).toEqual({});
  });

  it("says nothing twice: a second sweep finds no news", async () => {
    const { id } = await given.mailing({ recipients: fresh(120) });
    await send(id);
    await sweep();
    await age(61);
    await pool.query("update history_sweep set since_at = since_at - interval '1 day'");
    expect(await sweep()).toMatchObject({ isFinished: true, reports: 0, outside: 0 });
  });

  it("is asked again soon while something is open, else hourly", async () => {
    await sweep();
    expect(await sweeps()).toHaveLength(1);
    await age(6);
    await sweep();
    expect(await sweeps(), "nothing is open").toHaveLength(1);
    const { id } = await given.mailing({ recipients: fresh(1) });
    await pool.query("update submission set state = 'accepted', send_before = now() - interval '10 minutes', attempt = 1 where mailing_id = $1", [
      id,
    ]);
    await sweep();
    expect(await sweeps(), "something is").toHaveLength(2);
    await age(4);
    await sweep();
    expect(await sweeps(), "not within five minutes").toHaveLength(2);
    await pool.query("update submission set open_count = 0 where mailing_id = $1", [id]);
    await age(57);
    await sweep();
    expect(await sweeps(), "after an hour").toHaveLength(3);
  });

  it("goes on where it stood, whoever dies, and keeps each page once", async () => {
    const { id } = await given.mailing({ recipients: fresh(1_200) });
    await send(id);
    expect(await sweepHistory(pool, gateway)).toBe(true);
    // Somebody took the next page and died with it.
    await pool.query("update history_sweep set lease_until = now() + interval '1 minute'");
    expect(await sweepHistory(pool, gateway)).toBe(false);
    expect((await sweeps()).at(-1)).toMatchObject({ pages: 1, rows: 1_000, isFinished: false });
    await pool.query("update history_sweep set lease_until = now() - interval '1 second'");
    // Two at once: one of them has the page.
    await Promise.all([sweepHistory(pool, gateway), sweepHistory(pool, gateway)]);
    expect((await sweeps()).at(-1)?.pages).toBe(2);
    expect(await sweep()).toMatchObject({ isFinished: true });
  });

  it.each([
    ["html502", undefined],
    ["empty", undefined],
    ["error", 9],
  ] as const)("that does not answer (%s) is asked again later, from the same place", async (kind, code) => {
    await control("faults", { kind, code, script: "get", count: 9 });
    expect(await sweepHistory(pool, gateway)).toBe(false);
    expect(await sweepHistory(pool, gateway), "put off").toBe(false);
    expect((await sweeps()).at(-1)).toMatchObject({ pages: 0, isFinished: false });
    await control("faults", { kind: null });
    await pool.query("update gateway_state set breaker = 'closed', cause = null, until = null where id = 1");
    await pool.query("update history_sweep set lease_until = null");
    expect(await sweep()).toMatchObject({ isFinished: true });
  });
});

describe("what others sent on the account", () => {
  it("is kept once as outside, found by number and by the gateway's id, and stands in the ledger", async () => {
    const [msisdn = ""] = fresh(1);
    await control("outside", { messages: [{ phone: msisdn, text: "Sample: from the cabinet", sender: "ACME", id: 70_123, status: 0 }] });
    expect(await sweep()).toMatchObject({ outside: 1 });
    const found = await lookUp(msisdn);
    if (found.kind !== "number") throw new Error("The number was not found.");
    expect(found.rows).toMatchObject([{ kind: "outside", text: "Sample: from the cabinet", state: { code: 0 }, mailingId: null }]);
    const messageId = found.rows[0]?.id ?? 0;
    expect(await lookUp("#70123")).toEqual({ kind: "message", messageId });
    expect(await findMessage(messageId)).toMatchObject({ outsideId: "70123", tries: [], reports: [{ status: 0, source: "history" }] });
    const charged = await ledger("outside");
    expect(charged).toBeGreaterThan(0);

    await age(61);
    expect(await sweep()).toMatchObject({ outside: 0, isFinished: true });
    expect(await ledger("outside")).toBe(charged);

    // It could not be delivered after all, and is given back.
    await control("carrier", { phone: msisdn, status: 22, err: 1 });
    await age(61);
    expect(await sweep()).toMatchObject({ outside: 0 });
    expect(await findMessage(messageId)).toMatchObject({ state: { code: 22 } });
    expect(await ledger("outside")).toBe(0);
  });

  it("under an id that is ours to a number that is not in that request is outside as well", async () => {
    const [ours = "", other = ""] = fresh(2);
    const { id } = await given.mailing({ recipients: [ours] });
    await send(id);
    const { rows } = await pool.query<{ id: number }>(
      "select a.gateway_id as id from submission_attempt a join submission s on s.id = a.submission_id where s.mailing_id = $1",
      [id],
    );
    await control("outside", {
      messages: [
        { phone: other, text: "Sample", id: rows[0]?.id ?? 0 },
        { phone: ours, text: "Sample", id: "order-17.a" },
      ],
    });
    expect(await sweep()).toMatchObject({ outside: 2 });
    const { counters, rows: counted } = await countersAndRows(id);
    expect(counters).toEqual(counted);
    expect(Object.values(counters).reduce((sum, count) => sum + count, 0)).toBe(1);
  });
});

describe("a number of which nothing is known", () => {
  it("is asked about at the gateway, and what others sent to it is kept", async () => {
    const [msisdn = "", nobody = ""] = fresh(2);
    await control("outside", { messages: [{ phone: msisdn, text: "Sample", id: 70_200, status: 1 }] });
    expect(await askHistory({ msisdn, gateway, now: new Date() })).toMatchObject({ ok: true, value: { rows: 1 } });
    expect(await lookUp(msisdn)).toMatchObject({ kind: "number", rows: [{ kind: "outside", text: "Sample" }] });
    expect(await askHistory({ msisdn: nobody, gateway, now: new Date("2026-11-27T22:00:00Z") })).toEqual({
      ok: true,
      value: { rows: 0, sinceOn: "2026-06-01" },
    });
  });

  it("says so when the gateway could not be asked", async () => {
    await control("faults", { kind: "error", code: 9, script: "get", count: 9 });
    const asked = await askHistory({ msisdn: sampleMsisdn(++numbers), gateway, now: new Date() });
    expect(asked).toMatchObject({ ok: false, error: { code: "message.gateway_failed", gatewayCode: 9 } });
  });
});

describe("a lost answer", () => {
  async function takenWithoutAnswer() {
    const { id } = await given.mailing({ recipients: fresh(3) });
    await gateway.probe();
    await control("faults", { kind: "drop", script: "send", count: 1 });
    const claimed = await claimNext(id);
    const lane = await gateway.openLane();
    if (!lane) throw new Error("No lane was free.");
    expect(await submitClaimed(lane, claimed)).toBe("unknown");
    await lane.release();
    await pool.query("update submission set unconfirmed_at = now() - interval '5 hours' where mailing_id = $1", [id]);
    return { id, claimed };
  }

  const moneyOf = async (id: number) => {
    const { rows } = await pool.query<{ state: string; cost: string | null; charged: string; ledger: string | null }>(
      `select s.state, s.cost::float8::text as cost, (select cost::float8::text from mailing_charge where mailing_id = $1) as charged,
         (select sum(amount)::float8::text from ledger_entry where mailing_id = $1) as ledger from submission s where s.mailing_id = $1`,
      [id],
    );
    return rows[0];
  };

  it("of hours ago is settled by the history, and charged by what each message cost", async () => {
    const { id } = await takenWithoutAnswer();
    expect(await chargeByReports(pool)).toBe(0);
    await sweep();
    expect(await moneyOf(id)).toMatchObject({ state: "accepted", cost: null });
    expect(await chargeByReports(pool)).toBe(1);
    const money = await moneyOf(id);
    expect(Number(money?.ledger)).toBeGreaterThanOrEqual(0);
    expect(money?.charged).toBe(money?.ledger);
    expect(await chargeByReports(pool), "once").toBe(0);
    expect(await moneyOf(id)).toEqual(money);
  });

  it("that comes after all charges nothing more", async () => {
    const { id, claimed } = await takenWithoutAnswer();
    await sweep();
    await chargeByReports(pool);
    const before = await moneyOf(id);
    const msisdns = claimed.content.personalised ? [] : claimed.content.msisdns;
    await recordAccepted(
      { ...claimed, durationMs: 1 },
      {
        gatewayId: String(claimed.gatewayId),
        segments: 3,
        cost: "11.40",
        balance: null,
        phones: msisdns.map((msisdn) => ({ msisdn, mccmnc: null, cost: "3.80", status: null, err: null })),
      },
    );
    expect(await moneyOf(id)).toEqual(before);
  });
});
