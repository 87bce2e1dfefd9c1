import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { db, pool, type Tx } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import { deleteDraft, launchMailing, saveDraft, sliceSizeFor, startScheduled } from "@/lib/mailings/commands";
import { MAILING_MOVES, type MailingState } from "@/lib/mailings/lifecycle";
import { mailingSchema } from "@/lib/mailings/schema";
import { cancelMailing, changeSpeed, pauseMailing, resumeMailing } from "@/lib/mailings/steering";
import { claimSubmission, mailingsDue, MAILING_LOCK } from "@/lib/submissions/claim";
import { given, sampleMsisdn } from "@/lib/testing/factories";

const now = new Date();
const NO_QUOTE = { cost: null, segments: null };
const inTransaction = <T>(work: (tx: Tx) => Promise<T>) => db.$transaction(work);
let numbers = 0;
const fresh = (count: number) => Array.from({ length: count }, () => sampleMsisdn(++numbers));

const pause = (mailingId: number, reason = "") => inTransaction((tx) => pauseMailing(tx, { mailingId, reason, operatorId: 7, now }));
const resume = (mailingId: number) => inTransaction((tx) => resumeMailing(tx, { mailingId, now }));
const cancel = (mailingId: number) => inTransaction((tx) => cancelMailing(tx, { mailingId, now }));
const launch = (mailingId: number, scheduledAt: Date | null = null) =>
  inTransaction((tx) => launchMailing(tx, { mailingId, scheduledAt, operatorId: 7, quote: NO_QUOTE, now }));

async function inState(state: MailingState, planned = true): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `insert into mailing (name, text, state, planned_at, launched_at) values ('Sample', 'Text', $1, case when $2 then now() end, now()) returning id`,
    [state, planned],
  );
  return rows[0]?.id ?? 0;
}

const read = (id: number) => db.mailing.findUniqueOrThrow({ where: { id }, include: { lists: true } });

async function jobsOf(mailingId: number) {
  const { rows } = await pool.query<{ name: string; run_at: Date }>(
    `select t.identifier as name, j.run_at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where (j.payload ->> 'mailingId')::int = $1 order by j.id`,
    [mailingId],
  );
  return rows;
}

const input = (given: object) =>
  mailingSchema.parse({ mailingId: null, name: "Sample", sender: "", text: "Text", listIds: [], pasted: "", speedPerMinute: null, ...given });

describe("a draft", () => {
  it("keeps what was entered, pasted numbers once each", async () => {
    const list = await given.list([{ msisdn: fresh(1)[0] ?? "", attributes: { city: "Riga" } }]);
    const entered = input({
      listIds: [list.id],
      pasted: "8 916 123-45-67, +7 916 123 45 67\n447700900001",
      text: "Hello {{name}} of {{city}}",
      speedPerMinute: 120,
    });
    const saved = await inTransaction((tx) => saveDraft(tx, entered, 7));
    if (!saved.ok) throw new Error(saved.error.code);
    expect(await read(saved.value.mailingId)).toMatchObject({
      state: "draft",
      personalised: true,
      sender: null,
      pastedMsisdns: ["79161234567", "447700900001"],
      speedPerMinute: 120,
      createdById: 7,
      lists: [{ listId: list.id }],
    });
  });

  it("is refused with a placeholder that no contact of its lists has", async () => {
    const list = await given.list([{ msisdn: fresh(1)[0] ?? "", attributes: { city: "Riga" } }]);
    const entered = input({ listIds: [list.id], text: "{{name}} {{town}}" });
    expect(await inTransaction((tx) => saveDraft(tx, entered, 7))).toEqual(err({ code: "mailing.unknown_placeholder", key: "town" }));
  });

  it("is changed while it is one, its lists replaced", async () => {
    const [one, two] = [await given.list([]), await given.list([])];
    const { id } = await given.draft({ listIds: [one.id] });
    expect(await inTransaction((tx) => saveDraft(tx, input({ mailingId: id, listIds: [two.id], text: "New" }), 7))).toEqual(ok({ mailingId: id }));
    expect(await read(id)).toMatchObject({ text: "New", lists: [{ listId: two.id }] });
  });

  it.each(["scheduled", "sending", "completed"] as const)("cannot be changed nor deleted when it is %s", async (state) => {
    const id = await inState(state);
    const refusal = err({ code: "mailing.not_a_draft", state, who: "nobody", by: null, at: null });
    expect(await inTransaction((tx) => saveDraft(tx, input({ mailingId: id, pasted: "447700900001" }), 7))).toEqual(refusal);
    expect(await inTransaction((tx) => deleteDraft(tx, { mailingId: id }))).toEqual(refusal);
  });

  it("is gone when deleted", async () => {
    const { id } = await given.draft({ pasted: fresh(1) });
    expect(await inTransaction((tx) => deleteDraft(tx, { mailingId: id }))).toEqual(ok({ mailingId: id }));
    expect(await inTransaction((tx) => deleteDraft(tx, { mailingId: id }))).toEqual(err({ code: "mailing.not_found" }));
  });
});

describe("launching", () => {
  it("begins planning at once, by a job that commits with it", async () => {
    const { id } = await given.draft({ pasted: fresh(1) });
    expect(await launch(id)).toEqual(ok({ state: "planning" }));
    expect(await read(id)).toMatchObject({ state: "planning", launchedById: 7, launchedAt: now });
    expect((await jobsOf(id)).map(({ name }) => name)).toEqual(["mailing.plan"]);
  });

  it("waits for its time when it is scheduled", async () => {
    const { id } = await given.draft({ pasted: fresh(1) });
    const at = new Date(now.getTime() + 3_600_000);
    expect(await launch(id, at)).toEqual(ok({ state: "scheduled" }));
    expect(await jobsOf(id)).toEqual([{ name: "mailing.start", run_at: at }]);
  });

  it("is refused for a time in the past, without recipients, and a second time", async () => {
    const { id } = await given.draft({ pasted: fresh(1) });
    expect(await launch(id, new Date(now.getTime() - 1000))).toEqual(err({ code: "mailing.time_past" }));
    const { id: empty } = await given.draft({});
    expect(await launch(empty)).toEqual(err({ code: "mailing.no_recipients" }));
    expect((await launch(id)).ok).toBe(true);
    expect(await launch(id)).toEqual(err({ code: "mailing.not_a_draft", state: "planning", who: "nobody", by: null, at: null }));
    expect(await launch(987_654_321)).toEqual(err({ code: "mailing.not_found" }));
  });

  it("happens once when two press at the same moment", async () => {
    const { id } = await given.draft({ pasted: fresh(1) });
    const outcomes = await Promise.all([launch(id), launch(id), launch(id)]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  });
});

describe("a scheduled mailing", () => {
  const at = new Date(now.getTime() + 60_000);
  const scheduled = async () => {
    const { id } = await given.draft({ pasted: fresh(1) });
    await launch(id, at);
    return id;
  };

  it("begins at its time, once, and writes that down", async () => {
    const id = await scheduled();
    expect(await startScheduled({ mailingId: id, now: at })).toBe(true);
    expect(await startScheduled({ mailingId: id, now: at })).toBe(false);
    expect(await read(id)).toMatchObject({ state: "planning" });
    expect(await db.auditEntry.count({ where: { subject: `mailing:${id}`, event: "mailing.started" } })).toBe(1);
  });

  it("is nudged again when the nudge came too early", async () => {
    const id = await scheduled();
    await pool.query("delete from graphile_worker._private_jobs");
    expect(await startScheduled({ mailingId: id, now })).toBe(false);
    expect((await jobsOf(id)).map(({ name, run_at }) => [name, run_at >= at])).toEqual([["mailing.start", true]]);
  });

  it("does not begin any more when it was canceled", async () => {
    const id = await scheduled();
    expect(await cancel(id)).toEqual(ok({ state: "canceled" }));
    expect(await startScheduled({ mailingId: id, now: at })).toBe(false);
    expect(await read(id)).toMatchObject({ state: "canceled" });
  });
});

describe("the moves of a mailing", () => {
  const states = Object.keys(MAILING_MOVES) as MailingState[];

  it.each(states)("pause it from planning and sending only: %s", async (state) => {
    const id = await inState(state);
    const may = state === "planning" || state === "sending";
    expect(await pause(id, "Wrong price")).toEqual(
      may ? ok({ state: "paused" }) : err({ code: "mailing.cannot_pause", state, who: "nobody", by: null, at: null }),
    );
    if (may)
      expect(await read(id)).toMatchObject({ state: "paused", pauseCause: "operator", pauseReason: "Wrong price", pausedById: 7, pausedAt: now });
  });

  it.each(states)("resume it from paused only: %s", async (state) => {
    const id = await inState(state);
    expect(await resume(id)).toEqual(
      state === "paused" ? ok({ state: "sending" }) : err({ code: "mailing.cannot_resume", state, who: "nobody", by: null, at: null }),
    );
    if (state === "paused")
      expect(await read(id)).toMatchObject({ state: "sending", pauseCause: null, pauseReason: null, pausedAt: null, pausedById: null });
  });

  it("send one back to planning that was paused before its messages were written", async () => {
    const id = await inState("paused", false);
    expect(await resume(id)).toEqual(ok({ state: "planning" }));
    expect((await jobsOf(id)).map(({ name }) => name)).toEqual(["mailing.plan"]);
  });

  it.each(states)("cancel it until it has ended: %s", async (state) => {
    const id = await inState(state);
    const may = ["scheduled", "planning", "sending", "paused"].includes(state);
    expect(await cancel(id)).toEqual(
      may ? ok({ state: "canceled" }) : err({ code: "mailing.cannot_cancel", state, who: "nobody", by: null, at: null }),
    );
    if (may) expect(await read(id)).toMatchObject({ state: "canceled", finishedAt: now });
  });

  it.each(states)("change its speed until it has ended: %s", async (state) => {
    const id = await inState(state);
    const may = ["draft", "scheduled", "planning", "sending", "paused"].includes(state);
    const changed = await inTransaction((tx) => changeSpeed(tx, { mailingId: id, speedPerMinute: 60, now }));
    expect(changed).toEqual(
      may ? ok({ speedPerMinute: 60 }) : err({ code: "mailing.cannot_change_speed", state, who: "nobody", by: null, at: null }),
    );
  });

  it("say that there is no such mailing", async () => {
    expect(await pause(987_654_321)).toEqual(err({ code: "mailing.not_found" }));
  });

  it("are made by one of two who press at once; the other learns what it has become", async () => {
    const { id } = await given.mailing({ recipients: fresh(1) });
    const outcomes = await Promise.all([pause(id), pause(id)]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.find((outcome) => !outcome.ok)).toEqual(
      err({ code: "mailing.cannot_pause", state: "paused", who: "nobody", by: null, at: null }),
    );
  });
});

describe("a pause", () => {
  it("lets a claim under way finish and nothing be claimed after it", async () => {
    const { id } = await given.mailing({ recipients: fresh(20), sliceSize: 10 });
    const claim = await pool.connect();
    await claim.query("begin");
    await claim.query("select pg_advisory_xact_lock_shared($1, $2)", [MAILING_LOCK, id]);
    let isPaused = false;
    const pausing = pause(id).then(() => (isPaused = true));
    await delay(50);
    expect(isPaused).toBe(false);
    await claim.query("commit");
    claim.release();
    await pausing;
    const candidate = { id, speed: null, text: "Text", personalised: false, sender: null, twinsSince: null };
    expect(await claimSubmission(pool, candidate)).toBeNull();
    expect((await mailingsDue(pool)).map((due) => due.id)).not.toContain(id);
  });

  it("takes less than a second while ten claimers work", async () => {
    const { id } = await given.mailing({ recipients: fresh(2_000), sliceSize: 1 });
    const candidate = { id, speed: null, text: "Text", personalised: false, sender: null, twinsSince: null };
    let claimed = 0;
    const claimers = Array.from({ length: 10 }, async () => {
      while (await claimSubmission(pool, candidate)) claimed++;
    });
    while (claimed < 50) await delay(1);
    const startedAt = performance.now();
    expect((await pause(id)).ok).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    const atPause = await pool.query<{ count: number }>("select count(*) as count from submission where mailing_id = $1 and state = 'queued'", [id]);
    await Promise.all(claimers);
    const later = await pool.query<{ count: number }>("select count(*) as count from submission where mailing_id = $1 and state = 'queued'", [id]);
    expect(later.rows[0]?.count).toBe(atPause.rows[0]?.count);
    expect(later.rows[0]?.count).toBeGreaterThan(0);
  });
});

describe("a change of speed", () => {
  it("forgets the pace of before, so that the next slice leaves by the new one", async () => {
    const { id } = await given.mailing({ recipients: fresh(3), sliceSize: 1, speedPerMinute: 1 });
    const due = async () => (await mailingsDue(pool)).find((candidate) => candidate.id === id);
    const first = await due();
    if (!first) throw new Error("Nothing is due.");
    expect(await claimSubmission(pool, first)).not.toBeNull();
    expect(await due()).toBeUndefined();
    await inTransaction((tx) => changeSpeed(tx, { mailingId: id, speedPerMinute: null, now }));
    expect(await due()).toMatchObject({ speed: null });
  });

  it("cuts slices to a second's worth of messages", () => {
    expect([null, 1, 60, 600, 5_999, 6_000, 1_000_000].map((speed) => sliceSizeFor(speed))).toEqual([100, 1, 1, 10, 100, 100, 100]);
    expect([null, 600, 60_000].map((speed) => sliceSizeFor(speed, 50))).toEqual([50, 10, 50]);
  });
});
