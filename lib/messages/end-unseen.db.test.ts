import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { applyReports } from "@/lib/messages/apply-reports";
import { endUnseen } from "@/lib/messages/end-unseen";
import { enterAnswer } from "@/lib/messages/enter-answer";
import { sweepHistory } from "@/lib/messages/history-sweep";
import { listOpenLong } from "@/lib/messages/open-long";
import { listMessages } from "@/lib/messages/reads";
import { findMessage } from "@/lib/messages/timeline";
import { createClient } from "@/lib/smsc/client";
import { createGovernor, type GovernedGateway } from "@/lib/smsc/governor";
import { createSandbox } from "@/lib/smsc/sandbox/server";
import { claimSubmission, mailingsDue } from "@/lib/submissions/claim";
import { pollStatuses } from "@/lib/submissions/poll";
import { submitClaimed } from "@/lib/submissions/submit";
import { countersAndRows, given, sampleMsisdn } from "@/lib/testing/factories";
import { controlSandbox } from "@/lib/testing/sandbox-control";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 50;
/** Fate 00: delivered. */
const DELIVERED = [sampleMsisdn(4_100), sampleMsisdn(4_200)] as const;

let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let gateway: GovernedGateway;

const control = <T = unknown>(path: string, body: object) => controlSandbox<T>(sandbox, path, body);

/** The sandbox's clock, moved on by so much; it is the clock of everything below. */
async function clock(advanceMs = 0): Promise<Date> {
  return new Date((await control<{ now: number }>("clock", { advanceMs })).now);
}

/** Move on to the next time of day by Moscow's clock. */
async function until(hour: number, minute: number): Promise<Date> {
  const now = (await clock()).getTime();
  const day = 24 * HOUR_MS;
  const wanted = ((hour - 3) * 60 + minute) * 60_000;
  return clock((((wanted - now) % day) + day) % day);
}

/** Shift what the database has just dated by its own clock to the sandbox's. */
async function dateByTheirs(sql: string, values: unknown[] = []) {
  const ahead = (await clock()).getTime() - Date.now();
  await pool.query(sql, [ahead, ...values]);
}
const AHEAD = "$1 * interval '1 millisecond'";

/** Hand over a mailing of one message, and hear nothing of it. */
async function sendOne(msisdn: string): Promise<{ mailingId: number; messageId: number }> {
  const { id } = await given.mailing({ recipients: [msisdn] });
  await gateway.probe();
  const due = (await mailingsDue(pool)).find((each) => each.id === id);
  const claimed = due && (await claimSubmission(pool, due));
  const lane = await gateway.openLane();
  if (!claimed || !lane) throw new Error("Nothing was claimed.");
  await submitClaimed(lane, claimed);
  await lane.release();
  await dateByTheirs(
    `update submission set send_before = send_before + ${AHEAD}, settled_at = settled_at - interval '1 minute' where mailing_id = $2`,
    [id],
  );
  await dateByTheirs(
    `update submission_attempt set claimed_at = claimed_at + ${AHEAD} where submission_id in (select id from submission where mailing_id = $2)`,
    [id],
  );
  const { rows } = await pool.query<{ id: number }>("select id from message where mailing_id = $1", [id]);
  return { mailingId: id, messageId: rows[0]?.id ?? 0 };
}

async function apply() {
  await dateByTheirs(`update report_inbox set learnt_at = learnt_at + ${AHEAD}`);
  while ((await applyReports(pool)) > 0);
}

/** Ask for all that is open, by their clock; gives how many were asked about. */
async function poll(): Promise<number> {
  const asked = await pollStatuses(pool, gateway, await clock());
  await apply();
  await dateByTheirs(`update submission set polled_at = polled_at + ${AHEAD} where polled_at < now() + interval '1 minute'`);
  return asked;
}

/** A whole sweep; `lists: false` makes the history know nothing, as if it had lost these days. */
async function sweep({ lists = true } = {}) {
  await pool.query("truncate history_sweep, gateway_budget");
  if (!lists) await control("faults", { kind: "error", script: "get", code: 3 });
  while (await sweepHistory(pool, gateway));
  await apply();
  await dateByTheirs(`update history_sweep set started_at = started_at + ${AHEAD}, finished_at = finished_at + ${AHEAD}`);
}

const end = async () => endUnseen(pool, { now: await clock() });
const stateOf = async (messageId: number) => (await findMessage(messageId))?.state;
const mailingState = async (mailingId: number) =>
  (await pool.query<{ state: string }>("select state from mailing where id = $1", [mailingId])).rows[0]?.state;

async function expectCounted(mailingId: number) {
  const { counters, rows } = await countersAndRows(mailingId);
  expect(counters).toEqual(rows);
  const { rows: slices } = await pool.query<{ open: number; silent: number }>(
    "select sum(open_count)::int as open, sum(silent_count)::int as silent from submission where mailing_id = $1",
    [mailingId],
  );
  return slices[0];
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
  await control("pace", { pace: "at-once" });
  await pool.query(
    "truncate message, submission, submission_attempt, mailing, history_sweep, gateway_budget, delivery_report, orphan_report cascade",
  );
});

afterEach(() => control("faults", { kind: null }));

afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

describe("the archive rule", () => {
  it("ends what was final before 18:00 and is asked for after 03:00, when the history does not list it either", async () => {
    await until(17, 58);
    const early = await sendOne(DELIVERED[0]);
    await until(18, 2);
    const late = await sendOne(DELIVERED[1]);

    await until(2, 55);
    await sweep({ lists: false });
    expect(await end(), "status.php still knows both").toBe(0);

    await until(3, 5);
    expect(await poll()).toBe(2);
    expect(await stateOf(late.messageId)).toEqual({ code: 1 });
    await sweep({ lists: false });
    expect(await end()).toBe(1);
    expect(await stateOf(early.messageId)).toBe("archived_unseen");
    expect(await expectCounted(early.mailingId)).toEqual({ open: 0, silent: 0 });
    expect((await countersAndRows(early.mailingId)).counters).toEqual({ "unseen 0": 1 });
    expect(await mailingState(early.mailingId)).toBe("completed");

    const { rows } = await listMessages({ mailingId: early.mailingId, filter: "no_status" });
    expect(rows.map(({ id }) => id)).toEqual([early.messageId]);
    for (const filter of ["at_gateway", "with_carriers", "failed", "-3"] as const) {
      expect((await listMessages({ mailingId: early.mailingId, filter })).rows, filter).toEqual([]);
    }
    await clock(60_000);
    expect(await poll(), "nobody asks for it any more").toBe(0);
  });

  it("takes an end that comes home after all, whoever tells it", async () => {
    await until(17, 58);
    const { mailingId, messageId } = await sendOne(DELIVERED[0]);
    await until(3, 5);
    await poll();
    await sweep({ lists: false });
    expect(await end()).toBe(1);
    await sweep();
    expect(await stateOf(messageId)).toEqual({ code: 1 });
    expect((await countersAndRows(mailingId)).counters).toEqual({ "status 1": 1 });
    expect(await expectCounted(mailingId)).toEqual({ open: 0, silent: 0 });
    const { rows } = await pool.query("select ended_as, ended_at from message where id = $1", [messageId]);
    expect(rows).toEqual([{ ended_as: null, ended_at: null }]);
  });

  it("loses nothing to the archive that the history lists", async () => {
    await until(17, 58);
    const { mailingId, messageId } = await sendOne(DELIVERED[0]);
    await until(3, 5);
    await poll();
    await sweep();
    expect(await end()).toBe(0);
    expect(await stateOf(messageId)).toEqual({ code: 1 });
    expect(await mailingState(mailingId)).toBe("completed");
  });

  it("waits for the whole day of what nobody asked status.php about, and for a sweep that began after it", async () => {
    await until(17, 58);
    const { messageId } = await sendOne(DELIVERED[0]);
    await until(3, 5);
    await sweep({ lists: false });
    expect(await end(), "not asked since the move").toBe(0);
    await until(17, 50);
    await sweep({ lists: false });
    await until(18, 30);
    expect(await end(), "the sweep began within the day").toBe(0);
    await sweep({ lists: false });
    expect(await end()).toBe(1);
    expect(await end(), "nothing ends twice").toBe(0);
    expect(await stateOf(messageId)).toBe("archived_unseen");
  });

  it("concludes nothing while reports of the sweep are not applied yet", async () => {
    await until(17, 58);
    const { messageId } = await sendOne(DELIVERED[0]);
    await until(18, 30);
    await clock(24 * HOUR_MS);
    await pool.query("truncate history_sweep, gateway_budget");
    while (await sweepHistory(pool, gateway));
    expect(await end()).toBe(0);
    await apply();
    await end();
    expect(await stateOf(messageId)).toEqual({ code: 1 });
  });
});

describe("what the gateway's support service says", () => {
  const enter = (messageId: number) => enterAnswer({ messageId, status: 1, operatorId: 7, address: null });

  it("is entered once, with its audit entry, and ends the message as it says", async () => {
    await pool.query("insert into operator (id, email, name, role, password_hash) values (7, 'o@sample.test', 'Sample', 'operator', '-')");
    await until(17, 58);
    const { mailingId, messageId } = await sendOne(DELIVERED[0]);
    expect(await enter(messageId), "it has not ended").toMatchObject({ ok: false, error: { code: "message.has_ended_otherwise" } });
    await until(3, 5);
    await poll();
    await sweep({ lists: false });
    await end();
    expect(await enter(messageId)).toEqual({ ok: true, value: { status: 1 } });
    expect(await enter(messageId)).toMatchObject({ ok: false });
    const message = await findMessage(messageId);
    expect(message).toMatchObject({ state: { code: 1 }, endedAt: null });
    expect(message?.reports).toContainEqual(expect.objectContaining({ source: "support", status: 1, at: null }));
    expect((await countersAndRows(mailingId)).counters).toEqual({ "status 1": 1 });
    const { rows } = await pool.query("select operator_id, before, after from audit_entry where event = 'message.answer_entered'");
    expect(rows).toEqual([{ operator_id: 7, before: { endedAs: "unseen" }, after: { status: 1 } }]);
    await sweep();
    expect((await findMessage(messageId))?.statusAt, "the gateway's own report has a time, and outranks it").not.toBeNull();
  });
});

describe("what is open for 20 hours", () => {
  it("is listed by its mailing until it ends", async () => {
    await control("pace", { pace: "by-hand" });
    const sent = await clock();
    const { mailingId } = await sendOne(sampleMsisdn(4_300));
    const at = (hours: number) => listOpenLong({ now: new Date(sent.getTime() + hours * HOUR_MS) });
    expect(await at(19)).toEqual([]);
    expect(await at(21)).toMatchObject([{ mailingId, count: 1 }]);
    await endUnseen(pool, { now: new Date(sent.getTime() + 80 * HOUR_MS) });
    expect(await at(81)).toEqual([]);
  });
});

describe("a message that stays open", () => {
  it("is not unseen while the gateway lists it, and ends as without a final status after the days of the settings", async () => {
    await control("pace", { pace: "by-hand" });
    const { mailingId, messageId } = await sendOne(DELIVERED[0]);
    await control("carrier", { phones: [DELIVERED[0]], status: 0 });
    await pool.query("update submission set send_before = now()");
    await pool.query("update submission_attempt set claimed_at = now()");
    const now = new Date();
    const sweepNow = async () => {
      await pool.query("truncate history_sweep, gateway_budget");
      while (await sweepHistory(pool, gateway));
      while ((await applyReports(pool)) > 0);
    };
    const aDayPasses = async () => {
      await pool.query("update submission set send_before = send_before - interval '24 hours 1 minute'");
      await pool.query("update submission_attempt set claimed_at = claimed_at - interval '24 hours 1 minute'");
      await pool.query("update message set seen_at = seen_at - interval '24 hours 1 minute'");
    };
    await sweepNow();
    expect(await stateOf(messageId)).toEqual({ code: 0 });
    for (const day of [1, 2]) {
      await aDayPasses();
      await sweepNow();
      expect(await endUnseen(pool, { now }), `day ${day}`).toBe(0);
      expect(await stateOf(messageId)).toEqual({ code: 0 });
    }
    await aDayPasses();
    expect(await endUnseen(pool, { now })).toBe(1);
    expect(await stateOf(messageId)).toBe("no_final_status");
    expect((await countersAndRows(mailingId)).counters).toEqual({ "no_final 0": 1 });
    expect(await expectCounted(mailingId)).toEqual({ open: 0, silent: 0 });
    expect(await mailingState(mailingId)).toBe("completed");
  });

  it("is asked about first when the coming night would take its end along", async () => {
    await until(16, 0);
    const urgent = await sendOne(DELIVERED[0]);
    await pool.query("update submission set polled_at = now() - interval '20 minutes' where mailing_id = $1", [urgent.mailingId]);
    await until(18, 1);
    const other = await sendOne(DELIVERED[1]);
    await pool.query("update gateway_settings set pairs_per_request = 1");
    try {
      expect(await poll()).toBe(1);
      expect(await stateOf(urgent.messageId)).toEqual({ code: 1 });
      expect(await stateOf(other.messageId)).toBe("at_gateway");
    } finally {
      await pool.query("update gateway_settings set pairs_per_request = 500");
    }
  });
});
