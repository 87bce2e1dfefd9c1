import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/db";
import { ok } from "@/lib/errors";
import { applyReports } from "@/lib/messages/apply-reports";
import { recordReports, type Report } from "@/lib/messages/record-reports";
import { listFailed } from "@/lib/reports/failed-messages";
import { failureFilterOf, failureQuery, type FailureFilter } from "@/lib/reports/filters";
import { readDeliveryTimes } from "@/lib/reports/delivery-times";
import { nameCarriers } from "@/lib/reports/name-carriers";
import { quarantineProposed, readProposals } from "@/lib/reports/quarantine";
import { readDelivery } from "@/lib/reports/reads";
import { readFirstSteps } from "@/lib/reports/first-steps";
import { rollUpOutcomes } from "@/lib/reports/roll-up";
import { readToday } from "@/lib/reports/today";
import { createClient } from "@/lib/smsc/client";
import { createGovernor, type GovernedGateway } from "@/lib/smsc/governor";
import { createSandbox } from "@/lib/smsc/sandbox/server";
import { isFailure } from "@/lib/smsc/status-catalogue";
import { given } from "@/lib/testing/factories";

const DAY_MS = 86_400_000;
const PAIRS: [number, number | null][] = [
  [1, 0],
  [1, 0],
  [0, 0],
  [3, 0],
  [3, null],
  [20, 1],
  [20, 6],
  [22, 0],
  [25, 248],
];
let gatewayId = 31_000;
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

type Sent = {
  numbers: string[];
  pairOf: (n: number) => [number, number | null];
  daysAgo?: number;
  sender?: string | null;
  seconds?: number | ((n: number) => number);
};

/** A mailing whose messages came to what is said, `seconds` after it was handed over. */
async function sent({ numbers, pairOf, daysAgo = 0, sender = null, seconds = 5 }: Sent): Promise<number> {
  const { id } = await given.mailing({ recipients: numbers, sliceSize: numbers.length });
  gatewayId += 1;
  // At the beginning of a minute: how many steps it makes must not depend on when it is asked.
  const at = new Date(Math.floor(Date.now() / 60_000) * 60_000 - daysAgo * DAY_MS);
  await pool.query("update mailing set launched_at = $2, sender = $3 where id = $1", [id, at, sender]);
  await pool.query("update submission set state = 'accepted', attempt = 1, settled_at = $2, unit_cost = 2.5 where mailing_id = $1", [id, at]);
  await pool.query("update mailing_counter_stripe set bucket = 'accepted' where mailing_id = $1", [id]);
  await pool.query(
    "insert into submission_attempt (gateway_id, submission_id, number, claimed_at) select $2, id, 1, $3 from submission where mailing_id = $1",
    [id, gatewayId, at],
  );
  const reports = numbers.map((msisdn, n): Report => {
    const [status, err] = pairOf(n);
    return {
      gatewayId,
      msisdn,
      status,
      err,
      at: new Date(at.getTime() + (typeof seconds === "number" ? seconds : seconds(n)) * 1_000),
      cost: null,
      segments: null,
    };
  });
  await recordReports(pool, "callback", reports);
  while ((await applyReports(pool)) > 0);
  return id;
}

const rollUpAll = async () => {
  await pool.query("update mailing_roll_up set at = at - interval '1 day'");
  while ((await rollUpOutcomes(pool)) > 0);
};
const numbersOf = (range: string, count: number, from = 0) => Array.from({ length: count }, (_, n) => `${range}${String(from + n).padStart(6, "0")}`);
const report = (day: string | null = null, now = new Date()) => readDelivery({ now, timeZone: "Europe/Moscow", day });

async function listAll(filter: Partial<FailureFilter>) {
  const whole: FailureFilter = { day: null, carrier: null, sender: null, cause: null, ...filter };
  const found = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listFailed>> = await listFailed({
      filter: whole,
      timeZone: "Europe/Moscow",
      now: new Date(),
      after,
      limit: 7,
    });
    found.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return found;
}

describe("what became of all mailings", () => {
  it("adds up by day, carrier, sender and cause, and each number of failures opens exactly its rows", async () => {
    let seed = 7;
    const pairOf = () => PAIRS[(seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % PAIRS.length] ?? [1, 0];
    for (const [daysAgo, sender] of [
      [0, null],
      [1, "SHOP"],
      [1, null],
      [29, "SHOP"],
      [40, "OLD"],
    ] as const) {
      await sent({ numbers: [...numbersOf("79161", 30, daysAgo * 100), ...numbersOf("79021", 20, daysAgo * 100)], pairOf, daysAgo, sender });
    }
    await rollUpAll();
    const whole = await report();
    const sizes = (outcomes: { delivered: number; failed: number; open: number }[]) =>
      outcomes.map(({ delivered, failed, open }) => delivered + failed + open);
    const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0);
    expect(sum(sizes(whole.days))).toBe(200);
    expect(sum(sizes(whole.carriers))).toBe(200);
    expect(sum(sizes(whole.senders))).toBe(200);
    expect(whole.days).toHaveLength(3);
    expect(whole.senders.map(({ sender }) => sender).sort()).toEqual(["", "SHOP"]);
    expect(sum(whole.causes.map(({ count }) => count))).toBe(sum(whole.days.map(({ failed }) => failed)));

    const first = whole.days[1];
    if (!first) throw new Error("There is no second day.");
    const ofDay = await report(first.day);
    expect(sum(sizes(ofDay.carriers))).toBe(100);
    const checks: [Partial<FailureFilter>, number][] = [
      ...whole.days.map(({ day, failed }): [Partial<FailureFilter>, number] => [{ day }, failed]),
      ...whole.carriers.map(({ key, failed }): [Partial<FailureFilter>, number] => [{ carrier: key }, failed]),
      ...whole.senders.map(({ sender, failed }): [Partial<FailureFilter>, number] => [{ sender }, failed]),
      ...whole.causes.map(({ status, err, count }): [Partial<FailureFilter>, number] => [{ cause: { status, err } }, count]),
      ...ofDay.carriers.map(({ key, failed }): [Partial<FailureFilter>, number] => [{ day: first.day, carrier: key }, failed]),
      ...ofDay.causes.map(({ status, err, count }): [Partial<FailureFilter>, number] => [{ day: first.day, cause: { status, err } }, count]),
      [{}, sum(whole.days.map(({ failed }) => failed))],
    ];
    for (const [filter, count] of checks) {
      const rows = await listAll(filter);
      expect([filter, rows.length]).toEqual([filter, count]);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(count);
      expect(rows.every(({ code }) => code !== null && isFailure(code))).toBe(true);
    }
  });

  it("follows what a later report changes, and is not written anew while nothing does", async () => {
    const [number = ""] = numbersOf("79031", 1);
    await sent({ numbers: [number], pairOf: () => [3, 0], sender: "LATE" });
    await rollUpAll();
    const before = (await report()).senders.find(({ sender }) => sender === "LATE");
    expect(before).toMatchObject({ failed: 1, delivered: 0 });
    await recordReports(pool, "history", [{ gatewayId, msisdn: number, status: 1, err: 0, at: new Date(), cost: null, segments: null }]);
    while ((await applyReports(pool)) > 0);
    await rollUpAll();
    expect((await report()).senders.find(({ sender }) => sender === "LATE")).toMatchObject({ failed: 0, delivered: 1 });
    await pool.query("update mailing_roll_up set at = at - interval '1 day'");
    expect(await rollUpOutcomes(pool)).toBe(0);
  });

  it("says which carrier fails unusually, against its own thirty days", async () => {
    await sent({ numbers: numbersOf("79091", 400), pairOf: (n) => (n < 8 ? [20, 6] : [1, 0]), daysAgo: 5 });
    await sent({ numbers: numbersOf("79091", 100, 5_000), pairOf: (n) => (n < 30 ? [20, 6] : [1, 0]) });
    await sent({ numbers: numbersOf("79101", 400), pairOf: (n) => (n < 120 ? [20, 6] : [1, 0]), daysAgo: 5 });
    await sent({ numbers: numbersOf("79101", 100, 5_000), pairOf: (n) => (n < 30 ? [20, 6] : [1, 0]) });
    await rollUpAll();
    const unusual = (await report()).carriers.filter(({ isUnusual }) => isUnusual);
    expect(unusual.map(({ key }) => key)).toContain("79091");
    expect(unusual.map(({ key }) => key)).not.toContain("79101");
    expect(unusual.find(({ key }) => key === "79091")).toMatchObject({ day: { failed: 30, total: 100 }, before: { failed: 8, total: 400 } });
  });

  it("names carriers as the gateway does, and their numbers still open their rows", async () => {
    await sent({ numbers: [...numbersOf("79251", 4), ...numbersOf("79261", 2)], pairOf: (n) => (n < 2 ? [20, 6] : [1, 0]), sender: "NAMED" });
    await sent({ numbers: ["33612345678", "33612345679"], pairOf: () => [20, 6], sender: "ABROAD" });
    await rollUpAll();
    for (let rounds = 0; rounds < 20; rounds++) {
      await nameCarriers(pool, gateway);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const { carriers } = await report();
    expect(carriers.find(({ key }) => key === "Образец Связь, Россия")).toMatchObject({ failed: 2, delivered: 4 });
    expect(carriers.find(({ key }) => key === "33612")).toMatchObject({ failed: 2, delivered: 0 });
    expect(await listAll({ carrier: "Образец Связь, Россия" })).toHaveLength(2);
    expect(await listAll({ carrier: "33612" })).toHaveLength(2);
    expect(await nameCarriers(pool, gateway)).toBe(0);
  });
});

describe("a proposal for quarantine", () => {
  it("names what failed at once again and again, with the money it took, and nobody else", async () => {
    const [twice = "", once = "", slow = "", back = "", known = ""] = numbersOf("79991", 5);
    const dead: [number, number] = [20, 1];
    await pool.query("insert into suppression (msisdn, source, reason) values ($1, 'operator', 'Sample')", [known]);
    await sent({ numbers: [twice, once, back, known], pairOf: () => dead, daysAgo: 3 });
    await sent({ numbers: [twice, back, known], pairOf: () => dead, daysAgo: 2 });
    await sent({ numbers: [slow], pairOf: () => dead, daysAgo: 2, seconds: 7_200 });
    await sent({ numbers: [slow], pairOf: () => dead, daysAgo: 1, seconds: 7_200 });
    await sent({ numbers: [back], pairOf: () => [1, 0], daysAgo: 1 });
    await rollUpAll();
    const proposed = (await readProposals(1_000)).first.filter(({ msisdn }) => msisdn.startsWith("79991"));
    expect(proposed).toMatchObject([{ msisdn: twice, times: 2, cost: "5.0000" }]);
  });

  it("is carried out with an entry each, no further than the person saw, and then proposed no more", async () => {
    const { count } = await readProposals();
    expect(count).toBeGreaterThan(0);
    const put = (most: number) =>
      db.$transaction((tx) => quarantineProposed(tx, { count: most, reason: "Fails at once", operatorId: 1, address: null }));
    expect(await put(1)).toEqual(ok({ count: 1 }));
    expect((await readProposals()).count).toBe(count - 1);
    if (count > 1) expect(await put(10_000)).toEqual(ok({ count: count - 1 }));
    expect((await readProposals()).count).toBe(0);
    const { rows } = await pool.query<{ count: number }>(
      "select count(*)::int as count from audit_entry where event = 'suppression.added' and reason = 'Fails at once'",
    );
    expect(rows[0]?.count).toBe(count);
  });
});

describe("a link to failures", () => {
  it("says the same as the filter it was made of, and leaves out what it cannot be", () => {
    const filter: FailureFilter = { day: "2026-11-27", carrier: "МТС, Россия", sender: "", cause: { status: 20, err: 1 } };
    expect(failureFilterOf(Object.fromEntries(new URLSearchParams(failureQuery(filter))))).toEqual(filter);
    expect(failureFilterOf({ day: "2026-13-45", carrier: ["a"], sender: "x".repeat(16), cause: "1e9.0" })).toEqual({
      day: null,
      carrier: null,
      sender: null,
      cause: null,
    });
  });
});

describe("the beginning of a day, and of an installation", () => {
  it("tells how far the messages of today's mailings have come, by the reader's day", async () => {
    await pool.query("update mailing set launched_at = launched_at - interval '60 days'");
    const noon = new Date("2026-11-27T09:00:00Z");
    const id = await sent({ numbers: numbersOf("79771", 10), pairOf: (n) => (n < 6 ? [1, 0] : n < 8 ? [3, 0] : [0, 0]) });
    await pool.query("update mailing set launched_at = $2 where id = $1", [id, new Date("2026-11-26T21:30:00Z")]);
    expect(await readToday({ now: noon, timeZone: "Europe/Moscow" })).toEqual({ planned: 10, handedOver: 10, ended: 8, delivered: 6 });
    expect(await readToday({ now: noon, timeZone: "UTC" })).toEqual({ planned: 0, handedOver: 0, ended: 0, delivered: 0 });
  });

  it("tells which first steps are done", async () => {
    expect(await readFirstSteps()).toMatchObject({ mailing: true, test: false });
    await pool.query("insert into message (kind, msisdn) values ('test', '79161112233')");
    await pool.query("insert into contact (msisdn) values ('79161112233') on conflict do nothing");
    expect(await readFirstSteps()).toMatchObject({ contacts: true, test: true });
  });
});

describe("the delivery times of a mailing", () => {
  it("tells when each final status came, in steps that fit the time between the first and the last", async () => {
    // Ten minutes apart at most: minutes; the last a day later: half hours and more.
    const pairOf = (n: number): [number, number | null] => (n % 5 === 0 ? [20, 6] : n % 5 === 1 ? [0, 0] : [1, 0]);
    const id = await sent({ numbers: numbersOf("79171", 100), pairOf, daysAgo: 2, seconds: (n) => n * 6 });
    await rollUpAll();
    const times = await readDeliveryTimes(id);
    expect(times?.seconds).toBe(60);
    expect(times?.steps.length).toBeLessThanOrEqual(11);
    const sums = (name: "delivered" | "failed", all = times) => all?.steps.reduce((sum, step) => sum + step[name], 0);
    expect([sums("delivered"), sums("failed")]).toEqual([60, 20]);
    for (const [index, { at, delivered, failed }] of times?.steps.entries() ?? []) {
      expect(new Date(at).getTime() % 60_000).toBe(0);
      const { rows } = await pool.query<{ delivered: number; failed: number }>(
        `select (count(*) filter (where status = 1))::int as delivered, (count(*) filter (where status = 20))::int as failed from message
         where mailing_id = $1 and status_at >= $2 and status_at < $2::timestamptz + interval '1 minute'`,
        [id, at],
      );
      expect([index, rows[0]]).toEqual([index, { delivered, failed }]);
    }

    const late = { gatewayId, msisdn: numbersOf("79171", 100)[1] ?? "", status: 1, err: 0, at: new Date(), cost: null, segments: null };
    await recordReports(pool, "history", [late]);
    while ((await applyReports(pool)) > 0);
    await rollUpAll();
    const wider = await readDeliveryTimes(id);
    expect(wider?.seconds).toBe(3_600);
    expect(wider?.steps.length).toBeLessThanOrEqual(60);
    expect([sums("delivered", wider), sums("failed", wider)]).toEqual([61, 20]);
    expect(wider?.steps.at(-1)).toMatchObject({ delivered: 1, failed: 0 });
  });

  it("is none while nothing final came, and has the shortest steps in the first minutes", async () => {
    const waiting = await sent({ numbers: numbersOf("79172", 3), pairOf: () => [0, 0] });
    const quick = await sent({ numbers: numbersOf("79173", 30), pairOf: () => [1, 0], seconds: (n) => n });
    await rollUpAll();
    expect(await readDeliveryTimes(waiting)).toBeNull();
    const times = await readDeliveryTimes(quick);
    expect(times?.seconds).toBe(10);
    expect(times?.steps.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(30);
  });

  it("are whole soon after the mailing has ended, not at the next of the rare looks", async () => {
    const id = await sent({ numbers: numbersOf("79174", 4), pairOf: (n) => (n < 3 ? [1, 0] : [0, 0]) });
    await rollUpAll();
    const last = { gatewayId, msisdn: numbersOf("79174", 4)[3] ?? "", status: 1, err: 0, at: new Date(), cost: null, segments: null };
    await recordReports(pool, "callback", [last]);
    while ((await applyReports(pool)) > 0);
    await pool.query("update mailing_roll_up set at = now() - interval '1 minute' where mailing_id = $1", [id]);
    await pool.query("update mailing set state = 'completed', finished_at = now() - interval '40 seconds' where id = $1", [id]);
    await rollUpOutcomes(pool);
    expect((await readDeliveryTimes(id))?.steps.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(4);
  });
});
