import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { applyReports } from "@/lib/messages/apply-reports";
import { listOrphans } from "@/lib/messages/orphans";
import { recordReports, type Report } from "@/lib/messages/record-reports";
import { countersAndRows, given } from "@/lib/testing/factories";

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second));
const GATEWAY_ID = 500;
let gatewayId = GATEWAY_ID;

/** A mailing whose one slice was accepted under a gateway id of its own. */
async function accepted(recipients: string[], state = "accepted") {
  const mailing = await given.mailing({ recipients, sliceSize: recipients.length });
  gatewayId += 1;
  const own = gatewayId;
  await pool.query("update submission set state = $2::submission_state, attempt = 1, settled_at = now() where mailing_id = $1", [mailing.id, state]);
  await pool.query("update mailing_counter_stripe set bucket = $2 where mailing_id = $1", [mailing.id, state]);
  await pool.query("insert into submission_attempt (gateway_id, submission_id, number) select $2, id, 1 from submission where mailing_id = $1", [
    mailing.id,
    own,
  ]);
  return { ...mailing, gatewayId: own };
}

const report = (gatewayId: number, msisdn: string, status: number, second: number, err: number | null = null): Report => ({
  gatewayId,
  msisdn,
  status,
  err,
  at: at(second),
  cost: null,
  segments: null,
});

async function apply() {
  while ((await applyReports(pool)) > 0);
}

async function statuses(mailingId: number) {
  const { rows } = await pool.query<{ status: number | null; err: number | null }>(
    "select status, err from message where mailing_id = $1 order by msisdn",
    [mailingId],
  );
  return rows.map(({ status }) => status);
}

async function expectTrueCounters(mailingId: number) {
  const { counters, rows } = await countersAndRows(mailingId);
  expect(counters).toEqual(rows);
  const { rows: sums } = await pool.query(
    `select s.silent_count = count(m.id) filter (where m.status is null) as silent,
       s.open_count = count(m.id) filter (where m.status is null or m.status < 1) as open
     from submission s join message m on m.submission_id = s.id where s.mailing_id = $1 group by s.id`,
    [mailingId],
  );
  expect(sums).toEqual(sums.map(() => ({ silent: true, open: true })));
}

/** The same permutation for the same seed. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const copy = [...items];
  let state = seed;
  for (let index = copy.length - 1; index > 0; index--) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const other = state % (index + 1);
    [copy[index], copy[other]] = [copy[other] as T, copy[index] as T];
  }
  return copy;
}

beforeEach(async () => {
  await pool.query("delete from report_inbox");
});

describe("the status of a message", () => {
  it.each([
    ["a stop in the very second of the wait that it stopped", [-1, -2], [1, 1], -2],
    ["a stop beside an answer that gave no time", [-1, -2], [null, 1], -2],
    ["a wait after the stop was lifted", [-2, -1], [1, 2], -1],
  ] as const)("is the same in either order: %s", async (_, codes, seconds, expected) => {
    for (const order of [
      [0, 1],
      [1, 0],
    ] as const) {
      const mailing = await accepted(["447700900031"]);
      for (const index of order) {
        const second = seconds[index];
        const said = report(mailing.gatewayId, "447700900031", codes[index], second ?? 0);
        await recordReports(pool, "status", [{ ...said, at: second === null ? null : said.at }]);
        await apply();
      }
      expect(await statuses(mailing.id)).toEqual([expected]);
      await expectTrueCounters(mailing.id);
    }
  });

  it("follows the messages home, with counters that equal the rows", async () => {
    const recipients = ["447700900001", "447700900002", "447700900003"];
    const mailing = await accepted(recipients);
    await recordReports(pool, "callback", [
      report(mailing.gatewayId, "447700900001", 0, 1),
      report(mailing.gatewayId, "447700900001", 1, 5),
      report(mailing.gatewayId, "447700900002", 20, 4, 1),
    ]);
    await apply();
    expect(await statuses(mailing.id)).toEqual([1, 20, null]);
    await expectTrueCounters(mailing.id);
  });

  it("is the same whatever the order of the reports, and however often they come", async () => {
    const said: [status: number, second: number][] = [
      [-1, 1],
      [0, 2],
      [23, 3],
      [0, 4],
      [3, 5],
      [1, 6],
      [-3, 9],
      [2, 7],
    ];
    const endings = new Set<string>();
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) {
      const mailing = await accepted(["447700900001"]);
      const reports = said.map(([status, second]) => report(mailing.gatewayId, "447700900001", status, second));
      for (const each of shuffled([...reports, ...reports], seed)) {
        await recordReports(pool, "status", [each]);
        if (seed % 2) await apply();
      }
      await apply();
      const { rows } = await pool.query(
        `select m.status, m.err, m.status_at, (select count(*) from delivery_report r where r.gateway_id = $2) as kept
         from message m where m.mailing_id = $1`,
        [mailing.id, mailing.gatewayId],
      );
      endings.add(JSON.stringify(rows));
      await expectTrueCounters(mailing.id);
    }
    expect([...endings]).toEqual([JSON.stringify([{ status: 2, err: null, status_at: at(7), kept: said.length }])]);
  });

  it("is never erased by -3", async () => {
    const mailing = await accepted(["447700900001"]);
    await recordReports(pool, "callback", [report(mailing.gatewayId, "447700900001", 1, 5)]);
    await apply();
    await recordReports(pool, "status", [{ ...report(mailing.gatewayId, "447700900001", -3, 50), at: null }]);
    await apply();
    expect(await statuses(mailing.id)).toEqual([1]);
  });

  it("may be lifted after 23, when a moderator released the message", async () => {
    const mailing = await accepted(["447700900001"]);
    for (const [status, second] of [
      [23, 1],
      [0, 2],
      [1, 3],
    ] as const) {
      await recordReports(pool, "callback", [report(mailing.gatewayId, "447700900001", status, second)]);
      await apply();
      await expectTrueCounters(mailing.id);
    }
    expect(await statuses(mailing.id)).toEqual([1]);
  });

  it("keeps an unknown code as it came", async () => {
    const mailing = await accepted(["447700900001"]);
    await recordReports(pool, "callback", [report(mailing.gatewayId, "447700900001", 99, 1)]);
    await apply();
    expect(await statuses(mailing.id)).toEqual([99]);
    await expectTrueCounters(mailing.id);
  });
});

describe("what reports do besides", () => {
  it("settle a lost answer and complete the mailing with the last final status", async () => {
    const mailing = await accepted(["447700900001", "447700900002"], "unconfirmed");
    await recordReports(pool, "status", [report(mailing.gatewayId, "447700900001", 1, 1)]);
    await apply();
    const state = async () =>
      (
        await pool.query<{ submission: string; mailing: string }>(
          "select s.state as submission, m.state as mailing from submission s join mailing m on m.id = s.mailing_id where m.id = $1",
          [mailing.id],
        )
      ).rows[0];
    expect(await state()).toEqual({ submission: "accepted", mailing: "sending" });
    await recordReports(pool, "status", [report(mailing.gatewayId, "447700900002", 25, 1)]);
    await apply();
    expect(await state()).toEqual({ submission: "accepted", mailing: "completed" });
    await expectTrueCounters(mailing.id);
  });

  it("settle a lost answer also when they say what is known already", async () => {
    const mailing = await accepted(["447700900001", "447700900002"]);
    const reports = ["447700900001", "447700900002"].map((msisdn) => report(mailing.gatewayId, msisdn, 1, 1));
    await recordReports(pool, "callback", reports);
    await apply();
    // As a claim leaves it that ran out at the very moment in which they were applied.
    await pool.query("update submission set state = 'unconfirmed', unconfirmed_at = now() where mailing_id = $1", [mailing.id]);
    await recordReports(pool, "status", reports.slice(0, 1));
    await apply();
    const { rows } = await pool.query<{ state: string }>("select state from submission where mailing_id = $1", [mailing.id]);
    expect(rows).toEqual([{ state: "accepted" }]);
    await expectTrueCounters(mailing.id);
  });

  it("are kept once, and beside the same words about another try of the message", async () => {
    const mailing = await accepted(["447700900001"]);
    await recordReports(pool, "callback", [report(mailing.gatewayId, "447700900001", 1, 1)]);
    await apply();
    await recordReports(pool, "history", [report(mailing.gatewayId, "447700900001", 1, 1)]);
    await apply();
    gatewayId += 1;
    const other = gatewayId;
    await pool.query("update submission set attempt = 2 where mailing_id = $1", [mailing.id]);
    await pool.query("insert into submission_attempt (gateway_id, submission_id, number) select $2, id, 2 from submission where mailing_id = $1", [
      mailing.id,
      other,
    ]);
    await recordReports(pool, "status", [report(other, "447700900001", 1, 1)]);
    await apply();
    const { rows } = await pool.query(
      `select gateway_id as "gatewayId", source from delivery_report where gateway_id = any ($1::int[]) order by gateway_id`,
      [[mailing.gatewayId, other]],
    );
    expect(rows).toEqual([
      { gatewayId: mailing.gatewayId, source: "callback" },
      { gatewayId: other, source: "status" },
    ]);
  });

  it("bring the cost also when they say what is known already", async () => {
    const mailing = await accepted(["447700900001"]);
    const said = report(mailing.gatewayId, "447700900001", 1, 1);
    await recordReports(pool, "callback", [said]);
    await apply();
    await recordReports(pool, "history", [{ ...said, cost: "3.80", segments: 2 }]);
    await apply();
    const { rows } = await pool.query(`select status, cost::float as cost, segment_count as segments from message where mailing_id = $1`, [
      mailing.id,
    ]);
    expect(rows).toEqual([{ status: 1, cost: 3.8, segments: 2 }]);
  });

  it("stand in the list of orphans when they match no message", async () => {
    await recordReports(pool, "callback", [report(77, "447700900099", 1, 1)]);
    await apply();
    const { rows } = await pool.query("select gateway_id, msisdn, status from orphan_report");
    expect(rows).toEqual([{ gateway_id: 77, msisdn: "447700900099", status: 1 }]);
    const page = await listOrphans({});
    expect(page).toMatchObject({ rows: [{ gatewayId: 77, status: 1, source: "callback" }], next: null, previous: null });
    expect(page.rows[0]?.msisdn).not.toBe("447700900099");
  });

  it("are applied once by several appliers at work at the same time", async () => {
    const recipients = Array.from({ length: 300 }, (_, n) => String(79_100_000_000 + n));
    const mailing = await accepted(recipients);
    const reports = recipients.flatMap((msisdn) => [0, 1].map((status) => report(mailing.gatewayId, msisdn, status, status + 1)));
    await recordReports(pool, "callback", shuffled(reports, 7));
    await Promise.all(
      [1, 2, 3, 4].map(async () => {
        while ((await applyReports(pool, { limit: 40 })) > 0);
      }),
    );
    await apply();
    expect(new Set(await statuses(mailing.id))).toEqual(new Set([1]));
    await expectTrueCounters(mailing.id);
  });
});
