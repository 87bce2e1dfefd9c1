import { beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/db";
import { applyReports } from "@/lib/messages/apply-reports";
import { recordReports } from "@/lib/messages/record-reports";
import { findProgress } from "@/lib/mailings/read-progress";
import { claimSubmission, mailingsDue } from "@/lib/submissions/claim";
import { decideDoubts } from "@/lib/submissions/decide-doubts";
import type { DoubtChoice } from "@/lib/submissions/schema";
import { recordUnknown } from "@/lib/submissions/record-outcome";
import { countersAndRows, given, sampleMsisdn } from "@/lib/testing/factories";

let numbers = 900;
let operatorId: number;

beforeEach(async () => {
  await pool.query("update mailing set state = 'canceled' where state in ('sending', 'paused')");
  const name = `Sample ${++numbers}`;
  const data = { name, email: `sample${numbers}@doubts.test`, role: "operator", passwordHash: "-" } as const;
  operatorId = (await db.operator.create({ data })).id;
});

async function claimNext(mailingId: number) {
  const due = (await mailingsDue(pool)).find(({ id }) => id === mailingId);
  return due ? claimSubmission(pool, due) : null;
}

/** A mailing of two slices of three, both without an answer for so long. */
async function doubtful(minutes = 61) {
  const recipients = Array.from({ length: 6 }, () => sampleMsisdn(++numbers));
  const { id } = await given.mailing({ recipients, sliceSize: 3 });
  const gatewayIds: number[] = [];
  for (let claimed = await claimNext(id); claimed; claimed = await claimNext(id)) {
    gatewayIds.push(claimed.gatewayId);
    await recordUnknown({ ...claimed, durationMs: 1 });
  }
  await pool.query("update submission set unconfirmed_at = now() - $2 * interval '1 minute' where mailing_id = $1", [id, minutes]);
  return { id, recipients, gatewayIds };
}

const decide = (mailingId: number, choice: DoubtChoice) => decideDoubts({ mailingId, choice, operatorId, address: null });

async function statesOf(id: number) {
  const { rows } = await pool.query<{ state: string }>("select state from submission where mailing_id = $1 order by id", [id]);
  return rows.map(({ state }) => state);
}

async function expectTrueCounters(id: number) {
  const { counters, rows } = await countersAndRows(id);
  expect(counters).toEqual(rows);
}

const reportOn = ({ gatewayIds, recipients }: { gatewayIds: number[]; recipients: string[] }) =>
  recordReports(pool, "callback", [
    { gatewayId: gatewayIds[0] ?? 0, msisdn: recipients[0] ?? "", status: 0, err: null, at: new Date(), cost: null, segments: null },
  ]);

describe("lost answers past the hour", () => {
  it("wait for a person, and say how many they are", async () => {
    const { id } = await doubtful();
    expect(await findProgress(id)).toMatchObject({ unconfirmed: 6, undecided: 6 });
    expect(await claimNext(id)).toBeNull();
    const young = await doubtful(59);
    expect(await findProgress(young.id)).toMatchObject({ unconfirmed: 6, undecided: 0 });
  });

  it("leave again under an id of their own when a person says so, and the word is on record", async () => {
    const { id, gatewayIds } = await doubtful();
    expect(await decide(id, "send")).toEqual({ ok: true, value: { messages: 6 } });
    expect(await statesOf(id)).toEqual(["queued", "queued"]);
    await expectTrueCounters(id);
    const claimed = await claimNext(id);
    expect(claimed).toMatchObject({ attempt: 2, size: 3 });
    expect(gatewayIds).not.toContain(claimed?.gatewayId);
    const entry = await db.auditEntry.findFirst({ where: { subject: `mailing:${id}`, event: "mailing.doubts_decided" } });
    expect(entry).toMatchObject({ operatorId, after: { choice: "send", slices: 2, messages: 6 } });
  });

  it("count as handed over when a person says so, and are never sent again", async () => {
    const { id } = await doubtful();
    expect(await decide(id, "keep")).toEqual({ ok: true, value: { messages: 6 } });
    expect(await statesOf(id)).toEqual(["accepted", "accepted"]);
    await expectTrueCounters(id);
    expect(await claimNext(id)).toBeNull();
  });

  it("are nobody's to decide within the hour", async () => {
    const { id } = await doubtful(59);
    expect(await decide(id, "send")).toEqual({ ok: false, error: { code: "mailing.no_doubts" } });
    expect(await statesOf(id)).toEqual(["unconfirmed", "unconfirmed"]);
  });

  it("are decided once when two people speak at once", async () => {
    const { id } = await doubtful();
    const ends = await Promise.all([decide(id, "send"), decide(id, "keep"), decide(id, "send")]);
    expect(ends.filter(({ ok }) => ok)).toHaveLength(1);
    await expectTrueCounters(id);
  });

  it("are settled by what the gateway has said, applied or not yet, whatever the person says", async () => {
    const doubt = await doubtful();
    await reportOn(doubt);
    expect(await decide(doubt.id, "send")).toEqual({ ok: true, value: { messages: 3 } });
    expect(await statesOf(doubt.id)).toEqual(["unconfirmed", "queued"]);
    while ((await applyReports(pool)) > 0);
    expect(await statesOf(doubt.id)).toEqual(["accepted", "queued"]);
    await expectTrueCounters(doubt.id);
  });

  it("do not leave again when the gateway speaks after the person", async () => {
    const doubt = await doubtful();
    await decide(doubt.id, "send");
    await reportOn(doubt);
    while ((await applyReports(pool)) > 0);
    expect(await statesOf(doubt.id)).toEqual(["accepted", "queued"]);
    expect(await claimNext(doubt.id)).toMatchObject({ attempt: 2 });
    expect(await claimNext(doubt.id)).toBeNull();
    await expectTrueCounters(doubt.id);
  });
});
