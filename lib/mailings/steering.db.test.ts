import { beforeAll, describe, expect, it } from "vitest";
import { recordAudit } from "@/lib/audit";
import { db, pool, type Tx } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import { findProgress } from "@/lib/mailings/read-progress";
import { cancelMailing, changeSpeed, pauseMailing, resumeByItself, resumeMailing } from "@/lib/mailings/steering";
import { mailingsDue } from "@/lib/submissions/claim";
import { given, sampleMsisdn } from "@/lib/testing/factories";

const now = new Date();
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
let numbers = 0;
const fresh = (count: number) => Array.from({ length: count }, () => sampleMsisdn(++numbers));

/** A command with its audit entry in one transaction, as a press at the console makes it. */
function press<T extends { ok: boolean }>(operatorId: number, event: string, mailingId: number, command: (tx: Tx) => Promise<T>): Promise<T> {
  return db.$transaction(async (tx) => {
    const outcome = await command(tx);
    if (outcome.ok) await recordAudit(tx, { operatorId, event, subject: `mailing:${mailingId}` });
    return outcome;
  });
}

const pause = (mailingId: number, operatorId: number, until: Date | null = null) =>
  press(operatorId, "mailing.paused", mailingId, (tx) => pauseMailing(tx, { mailingId, reason: "", operatorId, now, until }));
const resume = (mailingId: number, operatorId: number) =>
  press(operatorId, "mailing.resumed", mailingId, (tx) => resumeMailing(tx, { mailingId, now }));
const cancel = (mailingId: number, operatorId: number) =>
  press(operatorId, "mailing.canceled", mailingId, (tx) => cancelMailing(tx, { mailingId, now }));

async function jobsOf(mailingId: number): Promise<string[]> {
  const { rows } = await pool.query<{ at: Date }>("select run_at as at from graphile_worker.jobs where key = $1", [`resume:${mailingId}`]);
  return rows.map(({ at }) => at.toISOString());
}

beforeAll(async () => {
  await pool.query(
    `insert into operator (id, email, name, role, password_hash) values
       (7, 'seven@demo.test', 'Demo Seven', 'operator', '-'), (8, 'eight@demo.test', 'Demo Eight', 'operator', '-')`,
  );
  await pool.query("insert into worker_heartbeat (id) values ('alive')");
  await pool.query("update gateway_state set breaker = 'closed', cause = null");
});

describe("two people who steer one mailing", () => {
  it.each([
    ["pause", pause, "cannot_pause", "sending", "paused"],
    ["resume", resume, "cannot_resume", "paused", "sending"],
    ["cancel", cancel, "cannot_cancel", "sending", "canceled"],
  ] as const)("%s at once: one does, and the other learns who has and when", async (_, command, code, from, state) => {
    const { id } = await given.mailing({ recipients: fresh(3), state: from });
    const outcomes = await Promise.all([command(id, 7), command(id, 8)]);
    const winner = outcomes.findIndex((outcome) => outcome.ok);
    expect(outcomes[winner]).toEqual(ok({ state }));
    const entry = await db.auditEntry.findFirstOrThrow({ where: { subject: `mailing:${id}` }, orderBy: { id: "desc" } });
    const by = winner === 0 ? "Demo Seven" : "Demo Eight";
    expect(outcomes[1 - winner]).toEqual(err({ code: `mailing.${code}`, state, who: "person", by, at: entry.at.toISOString() }));
    expect(await db.auditEntry.count({ where: { subject: `mailing:${id}` } })).toBe(1);
  });

  it("pause and cancel at once: what was done last stands, and nothing is resumed from it", async () => {
    const { id } = await given.mailing({ recipients: fresh(3) });
    await Promise.all([pause(id, 7), cancel(id, 8)]);
    expect(await findProgress(id)).toMatchObject({ state: "canceled", pause: null });
    expect(await resume(id, 7)).toMatchObject({ ok: false, error: { state: "canceled", who: "person", by: "Demo Eight" } });
  });

  it("are told of a stop by itself as such", async () => {
    const { id } = await given.mailing({ recipients: fresh(3), state: "paused" });
    await pool.query("update mailing set pause_cause = 'gateway.flood' where id = $1", [id]);
    await pool.query("insert into audit_entry (event, subject) values ('mailing.stopped', $1)", [`mailing:${id}`]);
    expect(await pause(id, 7)).toMatchObject({ ok: false, error: { code: "mailing.cannot_pause", state: "stopped", who: "itself", by: null } });
  });
});

describe("a pause with an end", () => {
  it("says until when, and goes on by itself at that time, once", async () => {
    const { id } = await given.mailing({ recipients: fresh(3) });
    expect(await pause(id, 7, later(30))).toEqual(ok({ state: "paused" }));
    expect((await findProgress(id))?.pause).toMatchObject({ cause: "operator", by: "Demo Seven", until: later(30).toISOString() });
    expect(await jobsOf(id)).toEqual([later(30).toISOString()]);
    expect(await resumeByItself({ mailingId: id, now: later(29) })).toBe(false);
    expect(await jobsOf(id)).toEqual([new Date(later(30).getTime() + 1000).toISOString()]);
    expect(await resumeByItself({ mailingId: id, now: later(30) })).toBe(true);
    expect(await resumeByItself({ mailingId: id, now: later(30) })).toBe(false);
    expect(await findProgress(id)).toMatchObject({ state: "sending", pause: null });
    const [entry] = await db.auditEntry.findMany({ where: { subject: `mailing:${id}` }, orderBy: { id: "desc" } });
    expect(entry).toMatchObject({ event: "mailing.resumed", operatorId: null });
    expect((await mailingsDue(pool)).map((due) => due.id)).toContain(id);
  });

  it("is forgotten when a person resumes, pauses without an end, or cancels", async () => {
    const resumed = await given.mailing({ recipients: fresh(1) });
    await pause(resumed.id, 7, later(30));
    await resume(resumed.id, 7);
    await pause(resumed.id, 8);
    expect((await findProgress(resumed.id))?.pause?.until).toBeNull();
    expect(await resumeByItself({ mailingId: resumed.id, now: later(31) })).toBe(false);
    const canceled = await given.mailing({ recipients: fresh(1) });
    await pause(canceled.id, 7, later(30));
    await cancel(canceled.id, 7);
    expect(await resumeByItself({ mailingId: canceled.id, now: later(31) })).toBe(false);
    expect(await findProgress(canceled.id)).toMatchObject({ state: "canceled" });
  });

  it("is refused when its end is past", async () => {
    const { id } = await given.mailing({ recipients: fresh(1) });
    expect(await pause(id, 7, later(-1))).toEqual(err({ code: "mailing.time_past" }));
    expect(await findProgress(id)).toMatchObject({ state: "sending" });
  });
});

describe("the numbers of a pause", () => {
  it("add up to the audience before and after each command", async () => {
    const { id } = await given.mailing({ recipients: fresh(30), sliceSize: 10 });
    const sum = async () => {
      const { numbers: found } = (await findProgress(id)) ?? {};
      if (!found) throw new Error("It has no numbers.");
      return found.stoppedHere + found.leavingNow + found.mayStillLeave + found.withCarriers + found.settled + found.skipped;
    };
    for (const command of [() => pause(id, 7), () => resume(id, 7), () => pause(id, 8), () => cancel(id, 8)]) {
      expect(await sum()).toBe(30);
      expect((await command()).ok).toBe(true);
      expect(await sum()).toBe(30);
    }
  });

  it("are not touched by a change of speed, which is heard at the next claim", async () => {
    const { id } = await given.mailing({ recipients: fresh(30), sliceSize: 10, speedPerMinute: 1 });
    await pool.query("insert into mailing_pace (mailing_id, next_at) values ($1, now() + interval '10 minutes')", [id]);
    expect((await findProgress(id))?.wait).toMatchObject({ code: "speed" });
    expect((await mailingsDue(pool)).map((due) => due.id)).not.toContain(id);
    await press(7, "mailing.speed_changed", id, (tx) => changeSpeed(tx, { mailingId: id, speedPerMinute: 6_000, now }));
    expect((await mailingsDue(pool)).find((due) => due.id === id)).toMatchObject({ speed: 6_000 });
    expect(await findProgress(id)).toMatchObject({ wait: null, numbers: { stoppedHere: 30 } });
  });
});
