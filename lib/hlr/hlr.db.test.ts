import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db, pool, type Tx } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import { makeListOfResults, nothingChosen, quarantine, resumeCheck, stopCheck } from "@/lib/hlr/commands";
import { exportResults } from "@/lib/hlr/export";
import { verdictOf, VERDICT_SQL, VERDICTS } from "@/lib/hlr/lifecycle";
import { quoteCheck } from "@/lib/hlr/quote";
import { findCheck, findResult, listChecks, listResults } from "@/lib/hlr/reads";
import { completeChecks, runNextLookup } from "@/lib/hlr/run-checks";
import { startCheck, type StartCheck } from "@/lib/hlr/start-check";
import { holdOverdue, holdRestored } from "@/lib/mailings/hold";
import { applyReports } from "@/lib/messages/apply-reports";
import { recordReports } from "@/lib/messages/record-reports";
import { createClient } from "@/lib/smsc/client";
import { createGovernor, type GovernedGateway } from "@/lib/smsc/governor";
import { createSandbox } from "@/lib/smsc/sandbox/server";
import { ERR_CATALOGUE, STATUS_CODES } from "@/lib/smsc/status-catalogue";
import { mailingsDue } from "@/lib/submissions/claim";
import { pollStatuses } from "@/lib/submissions/poll";
import { expireLeases, listDoubts, recordDenial } from "@/lib/submissions/reconcile";
import { TIMING } from "@/lib/submissions/timing";
import { given, sampleMsisdn } from "@/lib/testing/factories";
import { controlSandbox } from "@/lib/testing/sandbox-control";
import { transaction } from "@/lib/transaction";

let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let gateway: GovernedGateway;
let hundreds = 0;
const MINUTE_MS = 50;
const operatorId = 5;

/** Numbers of these endings, never used before. */
function numbers(...endings: number[]): string[] {
  hundreds++;
  return endings.map((ending) => sampleMsisdn(hundreds * 100 + ending));
}

/** So many numbers that are delivered to. */
function plain(count: number): string[] {
  const made: string[] = [];
  for (let n = 0; made.length < count; n++) if (n % 100 > 60 && n % 100 < 90) made.push(sampleMsisdn(10_000_000 + (hundreds += 1) * 100 + (n % 100)));
  return made;
}

const control = (path: string, body: object) => controlSandbox(sandbox, path, body);

async function ledgerOf(phone: string): Promise<{ times: number }> {
  return (await (await fetch(`${sandbox.controlUrl}ledger?phone=${phone}`)).json()) as { times: number };
}

const wish = (msisdns: string[], more: Partial<StartCheck> = {}): StartCheck => ({
  listIds: [],
  msisdns,
  again: false,
  requestKey: randomUUID(),
  confirmedCount: 10_000,
  quotedCost: null,
  operatorId,
  ...more,
});

async function started(msisdns: string[], more: Partial<StartCheck> = {}): Promise<number> {
  const outcome = await startCheck(wish(msisdns, more));
  if (!outcome.ok) throw new Error(outcome.error.code);
  return outcome.value.checkId;
}

async function read(checkId: number) {
  const check = await findCheck(checkId);
  if (!check) throw new Error("There is no such check.");
  return check;
}

async function verdicts(checkId: number): Promise<Record<string, string | null>> {
  const { rows } = await listResults({ checkId, verdict: null }, {}, 1000);
  return Object.fromEntries(rows.map(({ msisdn, verdict }) => [msisdn, verdict]));
}

/** Ask about everything that waits. */
async function ask() {
  while (await runNextLookup(pool, gateway));
}

/** Ask for statuses as if the wait for them were over, and apply what comes. */
async function hear() {
  await pool.query("update submission set polled_at = null, settled_at = settled_at - interval '1 minute' where state = 'accepted'");
  await new Promise((resolve) => setTimeout(resolve, MINUTE_MS * 2));
  await pollStatuses(pool, gateway);
  while ((await applyReports(pool)) > 0);
}

async function submissions(checkId: number) {
  const { rows } = await pool.query<{ id: number; state: string; attempt: number; size: number }>(
    "select id, state, attempt, size from submission where hlr_check_id = $1 order by id",
    [checkId],
  );
  return rows;
}

const suppressNow = (msisdn: string) => pool.query("insert into suppression (msisdn, source, reason) values ($1, 'operator', 'Sample')", [msisdn]);
const inTransaction = <T>(work: (tx: Tx) => Promise<T>) => db.$transaction(work);

beforeAll(async () => {
  await pool.query("insert into operator (id, email, name, role, password_hash) values (5, 'five@example.test', 'Sample Five', 'marketer', '-')");
  sandbox = await createSandbox({ pace: "at-once", minuteMs: MINUTE_MS });
  gateway = createGovernor({
    pool,
    minuteMs: MINUTE_MS,
    settings: "test",
    connect: (onExchange) => createClient({ baseUrl: sandbox.baseUrl, login: "demo", password: "demo", timeoutMs: 2_000, onExchange }),
  });
});

beforeEach(async () => {
  await pool.query("truncate gateway_budget, audit_entry");
});

afterEach(async () => {
  await control("faults", { kind: null });
  await pool.query("update submission set state = 'refused', open_count = 0, lease_until = null where state <> 'accepted'");
  await completeChecks(pool);
  await pool.query("update gateway_state set breaker = 'closed', cause = null, until = null, proven_settings = 'test' where id = 1");
});

afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

describe("the price of a check", () => {
  it("is said before, with the balance and with whom it leaves out, and nothing is asked of anybody", async () => {
    const [first = "", second = "", third = "", fourth = ""] = numbers(61, 62, 63, 64);
    const list = await given.list([{ msisdn: first }, { msisdn: second }]);
    await suppressNow(second);
    const quote = await quoteCheck({ listIds: [list.id], msisdns: [first, third, fourth], again: false, gateway, now: new Date() });
    expect(quote).toMatchObject({ unique: 4, suppressed: 1, recent: 0, count: 3, cost: "0.90", isEstimate: false });
    expect(Number(quote.balance?.balance)).toBeGreaterThan(0);
    for (const msisdn of [first, third, fourth]) expect(await ledgerOf(msisdn)).toMatchObject({ times: 0 });
  });

  it("is not known while the gateway does not answer, and the check can be looked at all the same", async () => {
    await control("faults", { kind: "html502", script: "quote" });
    const quote = await quoteCheck({ listIds: [], msisdns: numbers(61), again: false, gateway, now: new Date() });
    expect(quote).toMatchObject({ count: 1, cost: null });
  });
});

describe("a check", () => {
  it("asks about each number once, and says what was found, of all kinds", async () => {
    const msisdns = numbers(61, 3, 20, 21, 22, 25, 53, 91);
    const [home = "", expired = "", off = "", dead = "", wrong = "", barred = "", held = "", abroad = ""] = msisdns;
    const checkId = await started(msisdns);
    expect(await read(checkId)).toMatchObject({ state: "running", size: 8, answeredCount: 0, queuedCount: 8, createdBy: "Sample Five" });
    await ask();
    await hear();
    expect(await completeChecks(pool)).toEqual([checkId]);
    expect(await verdicts(checkId)).toEqual({
      [home]: "reachable",
      [expired]: "absent",
      [off]: "absent",
      [dead]: "does_not_exist",
      [wrong]: "does_not_exist",
      [barred]: "unknown",
      [held]: "unknown",
      [abroad]: "reachable",
    });
    const check = await read(checkId);
    expect(check).toMatchObject({ state: "completed", answeredCount: 8, unlearntCount: 0 });
    expect(check.verdicts).toEqual({ reachable: 2, absent: 2, does_not_exist: 2, unknown: 2 });
    const { rows } = await listResults({ checkId, verdict: "reachable" }, {});
    expect(rows).toMatchObject([
      { msisdn: home, carrier: "Пример Мобайл", country: "Россия", roamingCountry: null },
      { msisdn: abroad, roamingCountry: "Великобритания", roamingCarrier: "Example Mobile" },
    ]);
    expect(Date.parse(rows[0]?.checkedAt ?? "")).not.toBeNaN();
    expect(await ledgerOf(home)).toMatchObject({ times: 1 });
    // 22, 25 and 23 are not paid for.
    expect(Number(check.cost)).toBeCloseTo(5 * 0.3);
  });

  it("pressed twice is one check, asked and paid for once", async () => {
    const [msisdn = ""] = numbers(61);
    const one = wish([msisdn]);
    const outcomes = await Promise.all([startCheck(one), startCheck(one), startCheck(one)]);
    expect(new Set(outcomes.map((outcome) => outcome.ok && outcome.value.checkId)).size).toBe(1);
    await ask();
    await Promise.all([runNextLookup(pool, gateway), runNextLookup(pool, gateway)]);
    expect(await ledgerOf(msisdn)).toMatchObject({ times: 1 });
  });

  it("is cut into requests, and two workers never ask the same", async () => {
    await pool.query("insert into gateway_settings (id, request_size) values (1, 10) on conflict (id) do update set request_size = 10");
    const msisdns = plain(45);
    const checkId = await started(msisdns);
    await pool.query("update gateway_settings set request_size = 100");
    expect((await submissions(checkId)).map(({ size }) => size)).toEqual([10, 10, 10, 10, 5]);
    await Promise.all([ask(), ask(), ask()]);
    await ask();
    expect(await submissions(checkId)).toEqual(
      Array.from({ length: 5 }, () => expect.objectContaining({ state: "accepted", attempt: 1 }) as unknown),
    );
    for (const msisdn of msisdns) expect(await ledgerOf(msisdn), msisdn).toMatchObject({ times: 1 });
  });

  it("never asks about the suppressed, not even those who were suppressed after it began", async () => {
    const [before = "", after = "", asked = ""] = numbers(61, 62, 63);
    await suppressNow(before);
    const checkId = await started([before, after, asked]);
    await suppressNow(after);
    await ask();
    expect(await read(checkId)).toMatchObject({ size: 2, suppressedCount: 1 });
    expect(await ledgerOf(before)).toMatchObject({ times: 0 });
    expect(await ledgerOf(after)).toMatchObject({ times: 0 });
    expect(await ledgerOf(asked)).toMatchObject({ times: 1 });
    expect((await verdicts(checkId))[after]).toBe("unknown");
  });

  it("leaves out whom an answer of a few days ago is known of, unless it is wished", async () => {
    const [known = "", fresh = ""] = numbers(61, 62);
    await started([known]);
    await ask();
    await hear();
    const quote = await quoteCheck({ listIds: [], msisdns: [known, fresh], again: false, gateway, now: new Date() });
    expect(quote).toMatchObject({ recent: 1, count: 1 });
    expect(await read(await started([known, fresh]))).toMatchObject({ size: 1, recentCount: 1 });
    expect(await startCheck(wish([known]))).toEqual(err({ code: "hlr.nobody" }));
    expect(await read(await started([known], { again: true }))).toMatchObject({ size: 1, recentCount: 0 });
  });

  it("is refused beyond its limit, and when more came on the list than the price was said for", async () => {
    const msisdns = Array.from({ length: 10_001 }, (_, n) => sampleMsisdn(50_000_000 + n));
    expect(await startCheck(wish(msisdns))).toEqual(err({ code: "hlr.too_many", count: 10_001, limit: 10_000 }));
    const list = await given.list(msisdns.slice(0, 6_000).map((msisdn) => ({ msisdn })));
    expect(await startCheck(wish(msisdns.slice(5_000), { listIds: [list.id] }))).toMatchObject({ error: { code: "hlr.too_many", count: 10_001 } });
    expect(await startCheck(wish(numbers(61, 62), { confirmedCount: 1 }))).toEqual(err({ code: "hlr.changed", count: 2 }));
    expect(await pool.query("select from hlr_check where size > 5000")).toMatchObject({ rowCount: 0 });
  });

  it("stays out of mailings, their counters and their queue", async () => {
    const counters = await pool.query("select * from mailing_counter_stripe");
    await started(numbers(61, 21));
    expect(await mailingsDue(pool)).toEqual([]);
    await ask();
    await hear();
    expect((await pool.query("select * from mailing_counter_stripe")).rows).toEqual(counters.rows);
    expect(await pool.query("select from message where kind = 'hlr' and mailing_id is not null")).toMatchObject({ rowCount: 0 });
  });
});

describe("an answer that was lost", () => {
  it("is settled by asking, and the numbers are never asked about again", async () => {
    const [msisdn = ""] = numbers(61);
    const checkId = await started([msisdn]);
    await control("faults", { kind: "drop", script: "send", count: 1 });
    await ask();
    await control("faults", { kind: null });
    expect(await submissions(checkId)).toMatchObject([{ state: "unconfirmed" }]);
    expect(await read(checkId)).toMatchObject({ unconfirmedCount: 1 });
    expect(await completeChecks(pool)).toEqual([]);
    await ask();
    await hear();
    expect(await submissions(checkId)).toMatchObject([{ state: "accepted", attempt: 1 }]);
    expect(await verdicts(checkId)).toEqual({ [msisdn]: "reachable" });
    expect(await ledgerOf(msisdn)).toMatchObject({ times: 1 });
  });

  it("that the gateway denies twice ends as unknown: it is not asked again by itself", async () => {
    const [msisdn = ""] = numbers(61);
    const checkId = await started([msisdn]);
    await pool.query(
      `with s as (update submission set state = 'submitting', attempt = 1, send_before = now(), lease_until = now() - interval '1 second' where hlr_check_id = $1 returning id)
       insert into submission_attempt (gateway_id, submission_id, number) select nextval('gateway_id_seq'), id, 1 from s`,
      [checkId],
    );
    await expireLeases(pool);
    const [doubt] = (await listDoubts(pool, 500)).filter(({ pairs }) => pairs[0]?.msisdn === msisdn);
    if (!doubt) throw new Error("There is no doubt.");
    expect(await recordDenial(pool, doubt, new Date())).toBe("noted");
    await pool.query("update submission set denied_at = denied_at - $2 * interval '2 millisecond' where id = $1", [
      doubt.submissionId,
      TIMING.denialGapMs,
    ]);
    expect(await recordDenial(pool, doubt, new Date())).toBe("requeued");
    await ask();
    expect(await submissions(checkId)).toMatchObject([{ state: "refused", attempt: 1 }]);
    expect(await completeChecks(pool)).toEqual([checkId]);
    expect(await verdicts(checkId)).toEqual({ [msisdn]: "unknown" });
    expect(await ledgerOf(msisdn)).toMatchObject({ times: 0 });
  });

  it("of statuses by callback alone is followed by country and carrier", async () => {
    const [msisdn = ""] = numbers(61);
    const checkId = await started([msisdn]);
    await ask();
    const { rows } = await pool.query<{ gatewayId: number }>(
      `select a.gateway_id as "gatewayId" from submission s join submission_attempt a on a.submission_id = s.id where s.hlr_check_id = $1`,
      [checkId],
    );
    const at = new Date();
    await recordReports(pool, "callback", [{ gatewayId: rows[0]?.gatewayId ?? 0, msisdn, status: 1, err: 0, at, cost: null, segments: null }]);
    while ((await applyReports(pool)) > 0);
    expect(await read(checkId)).toMatchObject({ unlearntCount: 1, verdicts: { reachable: 1 } });
    await completeChecks(pool);
    await hear();
    expect(await read(checkId)).toMatchObject({ state: "completed", unlearntCount: 0 });
    expect((await listResults({ checkId, verdict: null }, {})).rows).toMatchObject([{ carrier: "Пример Мобайл" }]);
  });
});

describe("a check that stops", () => {
  const stop = (checkId: number) => inTransaction((tx) => stopCheck(tx, { checkId, operatorId }));
  const resume = (checkId: number) => inTransaction((tx) => resumeCheck(tx, { checkId, operatorId }));

  it("asks nobody more until it goes on", async () => {
    const [msisdn = ""] = numbers(61);
    const checkId = await started([msisdn]);
    expect(await stop(checkId)).toEqual(ok({ checkId }));
    expect(await stop(checkId)).toEqual(err({ code: "hlr.cannot_stop", state: "stopped" }));
    await ask();
    expect(await ledgerOf(msisdn)).toMatchObject({ times: 0 });
    expect(await completeChecks(pool)).toEqual([]);
    expect(await resume(checkId)).toEqual(ok({ checkId }));
    await ask();
    expect(await ledgerOf(msisdn)).toMatchObject({ times: 1 });
    expect(await resume(checkId)).toEqual(err({ code: "hlr.cannot_resume", state: "running" }));
    const { rows } = await pool.query<{ event: string }>("select event from audit_entry where subject = $1 order by id", [`hlr:${checkId}`]);
    expect(rows.map(({ event }) => event)).toEqual(["hlr.started", "hlr.stopped", "hlr.resumed"]);
  });

  it("by itself when there is no money says why, and what was not taken waits", async () => {
    const checkId = await started(numbers(61));
    await control("faults", { kind: "error", code: 3, count: 1 });
    await ask();
    expect(await read(checkId)).toMatchObject({ state: "stopped", stopCause: "gateway.no_money", queuedCount: 1 });
    await resume(checkId);
    await pool.query("update submission set due_at = now() where hlr_check_id = $1", [checkId]);
    await new Promise((resolve) => setTimeout(resolve, MINUTE_MS * 2));
    await ask();
    expect(await read(checkId)).toMatchObject({ queuedCount: 0 });
  });

  it("in a restored database never goes on, for nobody knows what was asked elsewhere", async () => {
    const checkId = await started(numbers(61));
    await transaction(pool, holdRestored);
    expect(await read(checkId)).toMatchObject({ state: "stopped", stopCause: "restored" });
    expect(await resume(checkId)).toEqual(err({ code: "hlr.cannot_resume", state: "stopped" }));
  });

  it("after an outage waits for a person's word", async () => {
    const checkId = await started(numbers(61));
    await pool.query(
      "insert into installation (id, kind, alive_at) values (1, 'sandbox', now() - interval '1 hour') on conflict (id) do update set alive_at = excluded.alive_at",
    );
    await pool.query("delete from worker_heartbeat");
    await holdOverdue(pool);
    expect(await read(checkId)).toMatchObject({ state: "stopped", stopCause: "overdue" });
    expect(await resume(checkId)).toEqual(ok({ checkId }));
  });
});

describe("what is made of a check", () => {
  async function answered(...endings: number[]) {
    const msisdns = numbers(...endings);
    const checkId = await started(msisdns);
    await ask();
    await hear();
    await completeChecks(pool);
    return { checkId, msisdns };
  }

  it("is a list of the reachable, written down", async () => {
    const { checkId, msisdns } = await answered(61, 62, 21);
    const outcome = await inTransaction((tx) => makeListOfResults(tx, { checkId, verdict: "reachable", name: "Sample reachable", operatorId }));
    if (!outcome.ok) throw new Error(outcome.error.code);
    expect(outcome.value.count).toBe(2);
    const { rows } = await pool.query<{ msisdn: string }>(
      "select c.msisdn from list_member l join contact c on c.id = l.contact_id where l.list_id = $1 order by 1",
      [outcome.value.listId],
    );
    expect(rows.map(({ msisdn }) => msisdn)).toEqual(msisdns.slice(0, 2));
    expect(await db.mailingList.findUnique({ where: { id: outcome.value.listId } })).toMatchObject({ memberCount: 2 });
    const again = await inTransaction((tx) => makeListOfResults(tx, { checkId, verdict: "absent", name: "Sample absent", operatorId })).catch(
      nothingChosen,
    );
    expect(again).toEqual(err({ code: "hlr.nobody" }));
    expect(await db.mailingList.findUnique({ where: { name: "Sample absent" } })).toBeNull();
  });

  it("is a quarantine of what does not exist, each number with its entry; what was delivered to since stays", async () => {
    const { checkId, msisdns } = await answered(21, 22, 61, 20);
    const [dead = "", alive = ""] = msisdns;
    await pool.query("insert into message (kind, msisdn, status) values ('single', $1, 1)", [alive]);
    const put = () => inTransaction((tx) => quarantine(tx, { checkId, reason: "HLR: does not exist", operatorId, address: "192.0.2.1" }));
    expect(await put()).toEqual(ok({ count: 1 }));
    expect(await put()).toEqual(ok({ count: 0 }));
    const entries = await db.suppressionEntry.findMany({ where: { msisdn: { in: msisdns } } });
    expect(entries).toMatchObject([{ msisdn: dead, source: "hlr", reason: "HLR: does not exist", createdById: operatorId }]);
    expect(
      await db.auditEntry.findMany({ where: { event: { in: ["suppression.added", "hlr.quarantined"] } }, orderBy: { id: "asc" } }),
    ).toMatchObject([
      { event: "suppression.added", subject: `suppression:${dead}`, operatorId, address: "192.0.2.1" },
      { event: "hlr.quarantined", subject: `hlr:${checkId}`, after: { numbers: 1 } },
    ]);
  });

  it("is a file of exactly the filtered numbers, whose cells no spreadsheet takes for a formula", async () => {
    const { checkId, msisdns } = await answered(61, 62, 21);
    await pool.query("update contact set name = '=1+1' where msisdn = $1", [msisdns[0]]);
    let csv = "";
    const words = { heads: ["Number"], verdict: (verdict: string | null) => verdict ?? "", reason: () => "" };
    for await (const chunk of exportResults({ checkId, verdict: "reachable" }, words)) csv += chunk;
    const lines = csv.trim().split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(new RegExp(`^${msisdns[0]},'=1\\+1,reachable,,Пример Мобайл,Россия,,,2`));
  });

  it("is paged without a number in an address, forward and back", async () => {
    const { checkId, msisdns } = await answered(61, 62, 63, 64, 65);
    const first = await listResults({ checkId, verdict: null }, {}, 2);
    expect(first.rows.map(({ msisdn }) => msisdn)).toEqual(msisdns.slice(0, 2));
    const second = await listResults({ checkId, verdict: null }, { after: first.next ?? "" }, 2);
    expect(second.rows.map(({ msisdn }) => msisdn)).toEqual(msisdns.slice(2, 4));
    const back = await listResults({ checkId, verdict: null }, { before: second.previous ?? "" }, 2);
    expect(back.rows).toEqual(first.rows);
    expect(await findResult(first.rows[1]?.messageId ?? 0)).toMatchObject({ checkId, msisdn: msisdns[1] });
    expect((await listChecks({}, 1)).rows).toMatchObject([{ id: checkId }]);
  });
});

describe("the verdict", () => {
  it("is the same in SQL for every status and error number", async () => {
    const pairs = [...STATUS_CODES, 99, null].flatMap((status) =>
      [...Object.keys(ERR_CATALOGUE).map(Number), null].map((code) => ({ status, err: code })),
    );
    const { rows } = await pool.query<{ verdict: string | null; open: string | null }>(
      `select ${VERDICT_SQL} as verdict from unnest($1::int[], $2::int[]) with ordinality as m0 (status, err, place)
       cross join lateral (select m0.status, m0.err, null::text as skip_reason) m, (select 'accepted' as state) s, (select 'running' as state) k order by m0.place`,
      [pairs.map(({ status }) => status), pairs.map((pair) => pair.err)],
    );
    expect(rows.map(({ verdict }) => verdict)).toEqual(pairs.map((pair) => verdictOf(pair.status, pair.err)));
    expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set([...VERDICTS, null]));
  });
});
