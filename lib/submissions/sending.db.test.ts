import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { applyReports } from "@/lib/messages/apply-reports";
import { listMessages } from "@/lib/messages/reads";
import { recordReports } from "@/lib/messages/record-reports";
import { createClient } from "@/lib/smsc/client";
import { createGovernor, type GovernedGateway } from "@/lib/smsc/governor";
import { createSandbox } from "@/lib/smsc/sandbox/server";
import { claimSubmission, mailingsDue } from "@/lib/submissions/claim";
import { expireLeases } from "@/lib/submissions/reconcile";
import { recordUnknown } from "@/lib/submissions/record-outcome";
import { submitClaimed } from "@/lib/submissions/submit";
import { countersAndRows, given, sampleMsisdn } from "@/lib/testing/factories";

type Sandbox = Awaited<ReturnType<typeof createSandbox>>;
let sandbox: Sandbox;
let gateway: GovernedGateway;
let numbers = 0;

const fresh = (count: number) => Array.from({ length: count }, () => sampleMsisdn(100 * ++numbers + 50));

async function control(path: string, body: object) {
  const answer = await fetch(`${sandbox.controlUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
}

async function ledger() {
  return (await (await fetch(`${sandbox.controlUrl}ledger`)).json()) as { accepted: number; doubles: number; repeats: number };
}

/** Send whatever is due, as one lane of a worker does. */
async function sendAll(): Promise<string[]> {
  const ended: string[] = [];
  await gateway.probe();
  for (;;) {
    const next = (await mailingsDue(pool))[0];
    const lane = next && (await gateway.openLane());
    if (!next || !lane) return ended;
    const claimed = await claimSubmission(pool, next);
    if (claimed) ended.push(await submitClaimed(lane, claimed));
    await lane.release();
  }
}

async function submissionsOf(mailingId: number) {
  const { rows } = await pool.query<{ state: string; attempt: number; size: number }>(
    "select state, attempt, size from submission where mailing_id = $1 order by id",
    [mailingId],
  );
  return rows;
}

async function mailingOf(id: number) {
  const { rows } = await pool.query<{ state: string; pause_cause: string | null; cost: string }>(
    "select state, pause_cause, cost from mailing left join mailing_charge on mailing_id = id where id = $1",
    [id],
  );
  return rows[0];
}

async function expectTrueCounters(mailingId: number) {
  const { counters, rows } = await countersAndRows(mailingId);
  expect(counters).toEqual(rows);
}

beforeAll(async () => {
  sandbox = await createSandbox({ pace: "at-once" });
  gateway = createGovernor({
    pool,
    settings: "test",
    connect: (onExchange) => createClient({ baseUrl: sandbox.baseUrl, login: "demo", password: "demo", timeoutMs: 2_000, onExchange }),
  });
});

afterEach(async () => {
  await control("faults", { kind: null });
  await pool.query("update mailing set state = 'canceled' where state in ('sending', 'paused')");
  await pool.query(
    `update gateway_state set breaker = 'closed', cause = null, until = null, probe_until = null, proven_settings = 'test',
       failed_settings = '{}', credential_errors = '{}' where id = 1`,
  );
  await pool.query("truncate gateway_budget");
});

afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

describe("handing a mailing over", () => {
  it("hands every message over once and writes cost, ledger and counters with it", async () => {
    const before = await ledger();
    const { id } = await given.mailing({ recipients: fresh(250) });
    expect(await sendAll()).toEqual(["accepted", "accepted", "accepted"]);
    const after = await ledger();
    expect(after.accepted - before.accepted).toBe(250);
    expect(after.doubles).toBe(0);
    expect(await submissionsOf(id)).toEqual([100, 100, 50].map((size) => ({ state: "accepted", attempt: 1, size })));
    const { rows } = await pool.query<{ sum: string }>("select sum(amount)::text from ledger_entry where mailing_id = $1", [id]);
    expect(Number(rows[0]?.sum)).toBe(Number((await mailingOf(id))?.cost));
    expect(Number(rows[0]?.sum)).toBeGreaterThan(0);
    await expectTrueCounters(id);
  });

  it("keeps the usual price once and writes only messages of another one", async () => {
    const [one = "", two = ""] = fresh(2);
    // Ends in 22: refused at once, and free.
    const wrong = sampleMsisdn(100 * ++numbers + 22);
    const { id } = await given.mailing({ recipients: [one, two, wrong] });
    await sendAll();
    const { rows: own } = await pool.query<{ msisdn: string; cost: string }>(
      "select msisdn, cost::float8::text as cost from message where mailing_id = $1 and cost is not null",
      [id],
    );
    expect(own).toEqual([{ msisdn: wrong, cost: "0" }]);
    const { rows } = await listMessages({ mailingId: id, filter: "all" });
    expect(rows.map(({ cost }) => Number(cost))).toEqual([3.8, 3.8, 0]);
  });

  it("sends each recipient of a personalised mailing their own text", async () => {
    const [one = "", two = ""] = fresh(2);
    await given.mailing({ recipients: [one, two], texts: { [one]: "Hello One: 1", [two]: "Hello Two" } });
    expect(await sendAll()).toEqual(["accepted"]);
    const got = (await (await fetch(`${sandbox.controlUrl}messages?phone=${one}`)).json()) as { messages?: { text: string }[] } | { text: string }[];
    const list = Array.isArray(got) ? got : (got.messages ?? []);
    expect(list.map(({ text }) => text)).toEqual(["Hello One: 1"]);
  });

  it("leaves out a number that opted out after planning, as a row with its reason", async () => {
    const recipients = fresh(3);
    const { id } = await given.mailing({ recipients });
    await pool.query("insert into suppression (msisdn, source, reason) values ($1, 'operator', 'asked')", [recipients[1]]);
    await sendAll();
    const { rows } = await pool.query("select msisdn, skip_reason from message where mailing_id = $1 order by msisdn", [id]);
    expect(rows.map((row: { skip_reason: string | null }) => row.skip_reason)).toEqual([null, "suppressed", null]);
    expect(await submissionsOf(id)).toEqual([{ state: "accepted", attempt: 1, size: 2 }]);
    await expectTrueCounters(id);
  });

  it("makes no request for a slice whose numbers have all opted out", async () => {
    const recipients = fresh(2);
    const { id } = await given.mailing({ recipients });
    for (const msisdn of recipients) await pool.query("insert into suppression (msisdn, source, reason) values ($1, 'operator', 'asked')", [msisdn]);
    expect(await sendAll()).toEqual([]);
    expect(await submissionsOf(id)).toEqual([{ state: "accepted", attempt: 0 + 1, size: 0 }]);
    await expectTrueCounters(id);
  });

  it("claims nothing of a paused mailing", async () => {
    const { id } = await given.mailing({ recipients: fresh(2), state: "paused" });
    expect(await sendAll()).toEqual([]);
    expect(await submissionsOf(id)).toEqual([{ state: "queued", attempt: 0, size: 2 }]);
  });

  it("keeps to a mailing's speed: the second slice waits its share of the minute", async () => {
    const { id } = await given.mailing({ recipients: fresh(20), sliceSize: 10, speedPerMinute: 60 });
    expect(await sendAll()).toEqual(["accepted"]);
    expect((await submissionsOf(id)).map(({ state }) => state)).toEqual(["accepted", "queued"]);
  });
});

describe("a request that does not end well", () => {
  it.each([
    [3, "paused", "gateway.no_money"],
    [6, "paused", "gateway.text_refused"],
    [2, "paused", "gateway.credentials"],
    [1, "paused", "gateway.rejected_request"],
    [4, "paused", "gateway.blocked"],
  ])("gives the slice back on error %i, and its mailing is %s with cause %s", async (code, state, cause) => {
    const { id } = await given.mailing({ recipients: fresh(3) });
    await control("faults", { kind: "error", code, count: 1 });
    await sendAll();
    expect(await mailingOf(id)).toMatchObject({ state, pause_cause: cause });
    expect((await submissionsOf(id))[0]).toMatchObject({ state: "queued", attempt: 1 });
    await expectTrueCounters(id);
  });

  it("opens the breaker on error 2: nothing is asked any more", async () => {
    await given.mailing({ recipients: fresh(3) });
    await control("faults", { kind: "error", code: 2, count: 1 });
    await sendAll();
    await expect(gateway.balance()).rejects.toMatchObject({ reason: "breaker", what: "credentials", until: null });
  });

  it("waits the gateway's minute after error 9 at the first try", async () => {
    const { id } = await given.mailing({ recipients: fresh(3) });
    await control("faults", { kind: "error", code: 9, count: 1 });
    expect(await sendAll()).toEqual(["given_back"]);
    const { rows } = await pool.query<{ wait: number }>(
      "select extract(epoch from due_at - now())::float8 as wait from submission where mailing_id = $1",
      [id],
    );
    expect(rows[0]?.wait).toBeGreaterThan(55);
  });

  it("marks a slice unconfirmed when the gateway took it and the answer was lost, and never sends it again", async () => {
    const recipients = fresh(3);
    const before = await ledger();
    const { id } = await given.mailing({ recipients });
    await control("faults", { kind: "drop", count: 1 });
    expect(await sendAll()).toEqual(["unknown"]);
    expect(await sendAll()).toEqual([]);
    expect((await submissionsOf(id))[0]).toMatchObject({ state: "unconfirmed", attempt: 1 });
    expect((await ledger()).accepted - before.accepted).toBe(3);
    await expectTrueCounters(id);
  });

  it.each(["html502", "empty", "truncated"])("treats %s as a lost answer", async (kind) => {
    const { id } = await given.mailing({ recipients: fresh(2) });
    await control("faults", { kind, count: 1 });
    expect(await sendAll()).toEqual(["unknown"]);
    expect((await submissionsOf(id))[0]).toMatchObject({ state: "unconfirmed" });
  });

  it.each(["the answer is lost", "its lease runs out"])("is accepted when a report was applied before %s", async (end) => {
    const [msisdn = "", other = ""] = fresh(2);
    const { id } = await given.mailing({ recipients: [msisdn, other] });
    const [due] = (await mailingsDue(pool)).filter((each) => each.id === id);
    const claimed = due && (await claimSubmission(pool, due));
    if (!claimed) throw new Error("Nothing was claimed.");
    const said = { gatewayId: claimed.gatewayId, msisdn, status: 1, err: 0, at: new Date(), cost: null, segments: null };
    await recordReports(pool, "callback", [said]);
    while ((await applyReports(pool)) > 0);
    if (end === "the answer is lost") await recordUnknown({ ...claimed, durationMs: 1 });
    else {
      await pool.query("update submission set lease_until = now() - interval '1 second' where mailing_id = $1", [id]);
      await expireLeases(pool);
    }
    expect((await submissionsOf(id))[0]?.state).toBe("accepted");
    await expectTrueCounters(id);
  });

  it("settles a lost answer by any report of the gateway but -3", async () => {
    const recipients = fresh(3);
    const { id } = await given.mailing({ recipients });
    await control("faults", { kind: "drop", count: 1 });
    await sendAll();
    const { rows } = await pool.query<{ gateway_id: number }>(
      "select gateway_id from submission_attempt a join submission s on s.id = a.submission_id where s.mailing_id = $1",
      [id],
    );
    const report = { gatewayId: rows[0]?.gateway_id ?? 0, msisdn: recipients[0] ?? "", err: null, at: new Date(), cost: null, segments: null };
    await recordReports(pool, "status", [{ ...report, status: -3 }]);
    await applyReports(pool);
    expect((await submissionsOf(id))[0]?.state).toBe("unconfirmed");
    await recordReports(pool, "callback", [{ ...report, status: 0 }]);
    await applyReports(pool);
    expect((await submissionsOf(id))[0]?.state).toBe("accepted");
    await expectTrueCounters(id);
  });
});

describe("a slice that is to be sent again", () => {
  it("is not, when the gateway has said anything of an earlier try, be it not yet applied", async () => {
    const [msisdn = ""] = fresh(1);
    const { id } = await given.mailing({ recipients: [msisdn] });
    await pool.query("update submission set attempt = 1 where mailing_id = $1", [id]);
    const { rows } = await pool.query<{ gatewayId: number }>(
      `insert into submission_attempt (gateway_id, submission_id, number, outcome)
       select nextval('gateway_id_seq'), id, 1, 'unknown' from submission where mailing_id = $1 returning gateway_id as "gatewayId"`,
      [id],
    );
    const said = { gatewayId: rows[0]?.gatewayId ?? 0, msisdn, status: -1, err: null, at: null, cost: null, segments: null };
    await recordReports(pool, "callback", [said]);
    const before = await ledger();
    expect(await sendAll()).toEqual([]);
    expect((await ledger()).accepted).toBe(before.accepted);
    expect(await submissionsOf(id)).toEqual([{ state: "accepted", attempt: 1, size: 1 }]);
    while ((await applyReports(pool)) > 0);
    const { counters, rows: counted } = await countersAndRows(id);
    expect(counters).toEqual(counted);
  });
});
