import { beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/db";
import { cancelMailing } from "@/lib/mailings/steering";
import { applyReports } from "@/lib/messages/apply-reports";
import { recordReports } from "@/lib/messages/record-reports";
import type { SendAnswer } from "@/lib/smsc/gateway";
import { claimSubmission, mailingsDue, type ClaimedSubmission } from "@/lib/submissions/claim";
import { expireLeases } from "@/lib/submissions/reconcile";
import { recordAccepted, recordNotTaken, recordUnknown } from "@/lib/submissions/record-outcome";
import { countersAndRows, given, sampleMsisdn } from "@/lib/testing/factories";

let numbers = 0;
const fresh = (count: number) => Array.from({ length: count }, () => sampleMsisdn(100 * ++numbers + 50));

async function candidate(id: number) {
  const due = (await mailingsDue(pool)).find((each) => each.id === id);
  if (!due) throw new Error("Nothing is due.");
  return due;
}

async function claim(id: number): Promise<ClaimedSubmission> {
  const claimed = await claimSubmission(pool, await candidate(id));
  if (!claimed) throw new Error("Nothing was claimed.");
  return claimed;
}

function msisdnsOf({ content }: ClaimedSubmission): string[] {
  return content.personalised ? content.personalised.map(({ msisdn }) => msisdn) : content.msisdns;
}

const answerTo = (claimed: ClaimedSubmission): SendAnswer => ({
  gatewayId: String(claimed.gatewayId),
  segments: claimed.size,
  cost: String(3 * claimed.size),
  balance: null,
  phones: msisdnsOf(claimed).map((msisdn) => ({ msisdn, mccmnc: null, cost: "3", status: null, err: null })),
});
const accept = (claimed: ClaimedSubmission) => recordAccepted({ ...claimed, durationMs: 1 }, answerTo(claimed));

async function apply() {
  while ((await applyReports(pool)) > 0);
}

async function stateOf(id: number) {
  const { rows } = await pool.query<{ mailing: string; submission: string; cost: string; silent: number }>(
    `select m.state as mailing, s.state as submission, h.cost, s.silent_count as silent
     from mailing m join submission s on s.mailing_id = m.id left join mailing_charge h on h.mailing_id = m.id
     where m.id = $1`,
    [id],
  );
  return rows[0];
}

async function expectTrueCounters(id: number) {
  const { counters, rows } = await countersAndRows(id);
  expect(counters).toEqual(rows);
}

beforeEach(async () => {
  await pool.query("update mailing set state = 'canceled' where state in ('sending', 'paused')");
});

describe("a race", () => {
  it("of cancel against answer: what left is accepted and charged, the rest is withdrawn", async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await given.mailing({ recipients: fresh(4) });
      const claimed = await claim(id);
      const cancel = () => db.$transaction((tx) => cancelMailing(tx, { mailingId: id, now: new Date() }));
      await Promise.all(round % 2 ? [cancel(), accept(claimed)] : [accept(claimed), cancel()]);
      expect(await stateOf(id)).toMatchObject({ mailing: "canceled", submission: "accepted" });
      expect(Number((await stateOf(id))?.cost)).toBe(12);
      await expectTrueCounters(id);
    }
  });

  it("of callback against answer: the status stays, the answer still brings its cost", async () => {
    const [first = "", second = ""] = fresh(2);
    const { id } = await given.mailing({ recipients: [first, second] });
    const claimed = await claim(id);
    const said = { gatewayId: claimed.gatewayId, err: null, at: new Date(), cost: null, segments: null };
    await recordReports(pool, "callback", [{ ...said, msisdn: first, status: 1 }]);
    await apply();
    await accept(claimed);
    expect(await stateOf(id)).toMatchObject({ mailing: "sending", submission: "accepted", silent: 1 });
    expect(Number((await stateOf(id))?.cost)).toBe(6);
    await expectTrueCounters(id);
    await recordReports(pool, "callback", [{ ...said, msisdn: second, status: 25 }]);
    await apply();
    expect(await stateOf(id)).toMatchObject({ mailing: "completed", silent: 0 });
    await expectTrueCounters(id);
  });

  it("of callback against a lost answer: the callback settles it, and nothing is sent again", async () => {
    const [msisdn = ""] = fresh(1);
    const { id } = await given.mailing({ recipients: [msisdn] });
    const claimed = await claim(id);
    await recordReports(pool, "callback", [
      { gatewayId: claimed.gatewayId, msisdn, status: 0, err: null, at: new Date(), cost: null, segments: null },
    ]);
    await Promise.all([apply(), recordUnknown({ ...claimed, durationMs: 1 })]);
    await apply();
    const state = (await stateOf(id))?.submission;
    // Applied before the doubt, it is evidence for whoever settles the doubt.
    expect(["accepted", "unconfirmed"]).toContain(state);
    expect((await mailingsDue(pool)).map((due) => due.id)).not.toContain(id);
    await expectTrueCounters(id);
  });

  it("of opt-out against claim: each number either left or is skipped, never both", async () => {
    const recipients = fresh(40);
    const { id } = await given.mailing({ recipients, sliceSize: 2 });
    const optOut = async () => {
      for (const msisdn of recipients.filter((_, index) => index % 3 === 0)) {
        await pool.query("insert into suppression (msisdn, source, reason) values ($1, 'reply', 'STOP')", [msisdn]);
      }
    };
    const left: string[] = [];
    const due = await candidate(id);
    const send = async () => {
      for (let slices = 0; slices < 20; slices++) {
        const claimed = await claimSubmission(pool, due);
        if (!claimed) continue;
        left.push(...msisdnsOf(claimed));
        await accept(claimed);
      }
    };
    await Promise.all([optOut(), send(), send()]);
    const { rows } = await pool.query<{ msisdn: string }>("select msisdn from message where mailing_id = $1 and skip_reason = 'suppressed'", [id]);
    expect([...left, ...rows.map(({ msisdn }) => msisdn)].sort()).toEqual([...recipients].sort());
    await expectTrueCounters(id);
  });

  it("of two workers for one slice: one has it", async () => {
    const { id } = await given.mailing({ recipients: fresh(3) });
    const due = await candidate(id);
    const claims = await Promise.all([claimSubmission(pool, due), claimSubmission(pool, due), claimSubmission(pool, due)]);
    expect(claims.filter((claimed) => claimed !== null)).toHaveLength(1);
    const { rows } = await pool.query("select number from submission_attempt a join submission s on s.id = a.submission_id where s.mailing_id = $1", [
      id,
    ]);
    expect(rows).toEqual([{ number: 1 }]);
    await expectTrueCounters(id);
  });

  it("of a lease that ran out against its answer: the answer is a fact, and settles it", async () => {
    const { id } = await given.mailing({ recipients: fresh(3) });
    const claimed = await claim(id);
    await pool.query("update submission set lease_until = now() - interval '1 second' where id = $1", [claimed.submissionId]);
    await Promise.all([expireLeases(pool), accept(claimed)]);
    await expireLeases(pool);
    expect(await stateOf(id)).toMatchObject({ submission: "accepted" });
    await expectTrueCounters(id);
  });

  it("of two workers for one lease: what the one whose time was over gives back late changes nothing", async () => {
    const { id } = await given.mailing({ recipients: fresh(3) });
    const first = await claim(id);
    await recordNotTaken({ ...first, durationMs: 1 }, { outcome: "not_sent", gatewayCode: null, delayMs: 0, cause: null });
    const second = await claim(id);
    expect(second).toMatchObject({ submissionId: first.submissionId, attempt: 2 });
    expect(second.gatewayId).not.toBe(first.gatewayId);
    await recordNotTaken({ ...first, durationMs: 1 }, { outcome: "not_sent", gatewayCode: null, delayMs: 0, cause: null });
    await recordUnknown({ ...first, durationMs: 1 });
    expect(await stateOf(id)).toMatchObject({ submission: "submitting" });
    await accept(second);
    expect(await stateOf(id)).toMatchObject({ submission: "accepted" });
    await expectTrueCounters(id);
  });
});
