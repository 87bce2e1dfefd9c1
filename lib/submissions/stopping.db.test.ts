import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { watchBalance } from "@/lib/balance/refresh";
import { db, pool } from "@/lib/db";
import { findProgress } from "@/lib/mailings/read-progress";
import { listHistory, listMailings } from "@/lib/mailings/reads";
import { resumeByItself, resumeMailing } from "@/lib/mailings/steering";
import { applyReports } from "@/lib/messages/apply-reports";
import { recordReports } from "@/lib/messages/record-reports";
import { createClient } from "@/lib/smsc/client";
import { createGovernor, type GovernedGateway } from "@/lib/smsc/governor";
import { createSandbox } from "@/lib/smsc/sandbox/server";
import { claimSubmission, mailingsDue } from "@/lib/submissions/claim";
import { pollStatuses } from "@/lib/submissions/poll";
import { FAILURES_THAT_STOP, stopFailing, UNPAID_THAT_STOP } from "@/lib/submissions/stop-mailing";
import { submitClaimed } from "@/lib/submissions/submit";
import { countersAndRows, given, sampleMsisdn } from "@/lib/testing/factories";

let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let gateway: GovernedGateway;
let numbers = 0;

/** Numbers of one range that end in these two digits. */
const fresh = (count: number, ending = 50) => Array.from({ length: count }, () => sampleMsisdn(100 * ++numbers + ending));

async function control(path: string, body: object) {
  const answer = await fetch(`${sandbox.controlUrl}${path}`, { method: "POST", body: JSON.stringify(body) });
  expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
}

/** Send what is due, at most so many slices, as one lane of a worker does. */
async function send(most = 50): Promise<string[]> {
  const ended: string[] = [];
  while (ended.length < most) {
    await pool.query("truncate gateway_budget");
    const next = (await mailingsDue(pool))[0];
    const lane = next && (await gateway.openLane());
    if (!next || !lane) return ended;
    const claimed = await claimSubmission(pool, next);
    if (claimed) ended.push(await submitClaimed(lane, claimed));
    await lane.release();
  }
  return ended;
}

/** Ask for what became of what left, apply it, and stop what it says must stop. */
async function learn(): Promise<number[]> {
  await pool.query("update submission set settled_at = now() - interval '1 hour', polled_at = null where state = 'accepted'");
  await pool.query("truncate gateway_budget");
  await pollStatuses(pool, gateway);
  while ((await applyReports(pool)) > 0);
  return stopFailing(pool);
}

async function causeOf(id: number) {
  const progress = await findProgress(id);
  return { state: progress?.state, cause: progress?.pause?.cause ?? null };
}

const resume = (mailingId: number) => db.$transaction((tx) => resumeMailing(tx, { mailingId, now: new Date() }));

/** What the mailing's page, the list and the dashboard say of a stop. */
async function expectSaid(id: number, cause: string) {
  const progress = await findProgress(id);
  expect(progress).toMatchObject({ state: "paused", pause: { cause, by: null, reason: null }, wait: null });
  expect(Math.abs(Date.parse(progress?.asOf ?? "") - Date.parse(progress?.pause?.at ?? ""))).toBeLessThan(60_000);
  expect((await listMailings({ tab: "attention", byItself: true })).rows.map((row) => row.id)).toContain(id);
  expect((await listHistory(id))[0]).toMatchObject({ event: "mailing.stopped", reason: cause, by: null });
  const { counters, rows } = await countersAndRows(id);
  expect(counters).toEqual(rows);
}

beforeAll(async () => {
  sandbox = await createSandbox({ pace: "at-once" });
  gateway = createGovernor({
    pool,
    settings: "test",
    connect: (onExchange) => createClient({ baseUrl: sandbox.baseUrl, login: "demo", password: "demo", timeoutMs: 2_000, onExchange }),
  });
  await gateway.probe();
  // What is asked and sent here again at once would else be error 9 as well.
  await control("limits", { enabled: false });
});

afterEach(async () => {
  await control("faults", { kind: null });
  await pool.query("update mailing set state = 'canceled' where state in ('sending', 'paused')");
  await pool.query(
    `update gateway_state set breaker = 'closed', cause = null, until = null, probe_until = null, proven_settings = 'test',
       failed_settings = '{}', credential_errors = '{}', refusals_in_row = 0 where id = 1`,
  );
});

afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

describe("a mailing stops by itself", () => {
  it.each([
    [1, "gateway.rejected_request"],
    [2, "gateway.credentials"],
    [3, "gateway.no_money"],
    [6, "gateway.text_refused"],
  ])("on error %i, as %s, and goes on when it is resumed", async (code, cause) => {
    const { id } = await given.mailing({ recipients: fresh(20), sliceSize: 10 });
    await control("faults", { kind: "error", code, count: 1 });
    expect(await send()).toEqual(["given_back"]);
    await expectSaid(id, cause);
    await pool.query("update gateway_state set breaker = 'closed', cause = null, proven_settings = 'test', failed_settings = '{}' where id = 1");
    expect((await resume(id)).ok).toBe(true);
    expect(await send()).toEqual(["accepted", "accepted"]);
  });

  it("on error 4 until the gateway lets the address in again, and then goes on by itself", async () => {
    const { id } = await given.mailing({ recipients: fresh(10) });
    await control("faults", { kind: "error", code: 4, count: 1 });
    expect(await send()).toEqual(["given_back"]);
    await expectSaid(id, "gateway.blocked");
    const { rows } = await pool.query<{ until: Date }>("select until from gateway_state");
    const until = rows[0]?.until ?? new Date();
    expect((await findProgress(id))?.pause?.until).toBe(until.toISOString());
    const jobs = await pool.query<{ run_at: Date }>("select run_at from graphile_worker.jobs where key = $1", [`resume:${id}`]);
    expect(jobs.rows[0]?.run_at.toISOString()).toBe(until.toISOString());
    expect(await resumeByItself({ mailingId: id, now: new Date(until.getTime() - 1000) })).toBe(false);
    expect(await resumeByItself({ mailingId: id, now: until })).toBe(true);
    expect(await causeOf(id)).toEqual({ state: "sending", cause: null });
  });

  it("on error 9 five times in a row, whichever slices met it", async () => {
    const { id } = await given.mailing({ recipients: fresh(80), sliceSize: 10 });
    await control("faults", { kind: "error", code: 9, count: 5 });
    expect(await send(4)).toEqual(Array(4).fill("given_back"));
    expect(await causeOf(id)).toEqual({ state: "sending", cause: null });
    expect(await send()).toEqual(["given_back"]);
    await expectSaid(id, "gateway.flood");
  });

  it("not on error 9 with acceptances between", async () => {
    const { id } = await given.mailing({ recipients: fresh(80), sliceSize: 10 });
    for (let round = 0; round < 3; round++) {
      await control("faults", { kind: "error", code: 9, count: 2 });
      expect(await send(2)).toEqual(["given_back", "given_back"]);
      if (round < 2) expect(await send(1)).toEqual(["accepted"]);
    }
    expect(await causeOf(id)).toEqual({ state: "sending", cause: null });
  });

  it("on twenty refusals in a row", async () => {
    const { id } = await given.mailing({ recipients: fresh(25), sliceSize: 1 });
    await control("faults", { kind: "error", code: 7, count: 20 });
    expect(await send()).toHaveLength(20);
    await expectSaid(id, "gateway.refusals");
  });

  it("on status 24, once: what is learnt later of slices of before does not stop it again", async () => {
    const { id } = await given.mailing({ recipients: [...fresh(UNPAID_THAT_STOP, 24), ...fresh(20)], sliceSize: 1 });
    expect(await send(UNPAID_THAT_STOP)).toEqual(Array(UNPAID_THAT_STOP).fill("accepted"));
    await pool.query("update mailing set speed_per_minute = 1 where id = $1", [id]);
    expect(await learn()).toEqual([id]);
    await expectSaid(id, "gateway.no_money");
    expect((await resume(id)).ok).toBe(true);
    expect(await learn()).toEqual([]);
    const { rows } = await pool.query<{ gatewayId: number; msisdn: string }>(
      `select a.gateway_id as "gatewayId", m.msisdn from message m join submission_attempt a on a.submission_id = m.submission_id where m.mailing_id = $1 limit 1`,
      [id],
    );
    const late = { status: 24, err: 0, at: new Date(Date.now() + 60_000), cost: null, segments: null };
    await recordReports(
      pool,
      "callback",
      rows.map((row) => ({ ...row, ...late })),
    );
    expect(await learn()).toEqual([]);
    expect(await causeOf(id)).toEqual({ state: "sending", cause: null });
  });

  it("not on status 24 of a few numbers while others are delivered", async () => {
    const recipients = Array.from({ length: 4 * UNPAID_THAT_STOP }, (_, n) => fresh(1, n % 2 ? 50 : 24)[0] ?? "");
    const { id } = await given.mailing({ recipients: [...recipients, ...fresh(5)], sliceSize: 2 });
    for (let slices = 0; slices < 2 * UNPAID_THAT_STOP; slices++) {
      expect(await send(1)).toEqual(["accepted"]);
      expect(await learn()).toEqual([]);
    }
    expect(await causeOf(id)).toEqual({ state: "sending", cause: null });
  });

  it("on a run of failures at one carrier, and says which numbers", async () => {
    const { id } = await given.mailing({ recipients: [...fresh(FAILURES_THAT_STOP, 20), ...fresh(10)], sliceSize: FAILURES_THAT_STOP });
    expect(await send(1)).toEqual(["accepted"]);
    expect(await learn()).toEqual([id]);
    await expectSaid(id, "carrier.failures");
    expect((await findProgress(id))?.pause?.detail).toBe("79000");
    expect((await resume(id)).ok).toBe(true);
    expect(await stopFailing(pool)).toEqual([]);
  });

  it("not on as many failures with deliveries between, nor when nothing waits any more", async () => {
    const failing = fresh(FAILURES_THAT_STOP, 20);
    const { id } = await given.mailing({ recipients: [...failing, ...fresh(2)], sliceSize: 30 });
    expect(await send(1)).toEqual(["accepted"]);
    expect(await learn()).toEqual([]);
    const other = await given.mailing({ recipients: fresh(FAILURES_THAT_STOP + 5, 20), sliceSize: 100 });
    await pool.query("update mailing set state = 'paused' where id = $1", [id]);
    expect(await send()).toEqual(["accepted"]);
    expect(await learn()).toEqual([]);
    expect(await causeOf(other.id)).toEqual({ state: "completed", cause: null });
  });
});

describe("a stop for want of money", () => {
  it("says whether the balance has risen since", async () => {
    await control("balance", { balance: 0 });
    const { id } = await given.mailing({ recipients: fresh(20) });
    expect(await send()).toEqual(["given_back"]);
    await expectSaid(id, "gateway.no_money");
    await pool.query("truncate gateway_budget");
    expect(await watchBalance({ gateway, now: new Date() })).toBe(true);
    expect((await findProgress(id))?.pause?.balance).toMatchObject({ hasRisen: false });
    expect(await watchBalance({ gateway, now: new Date() })).toBe(false);

    await control("balance", { balance: 500 });
    await pool.query("update balance_reading set at = at - interval '2 minutes'");
    await pool.query("update mailing set paused_at = paused_at - interval '2 minutes' where id = $1", [id]);
    expect(await watchBalance({ gateway, now: new Date() })).toBe(true);
    expect((await findProgress(id))?.pause?.balance).toMatchObject({ hasRisen: true, then: "0.0000", now: "500.0000" });
    expect((await resume(id)).ok).toBe(true);
    expect(await send()).toEqual(["accepted"]);
  });
});
