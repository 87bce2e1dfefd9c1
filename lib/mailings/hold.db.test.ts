import { beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/db";
import { startScheduled } from "@/lib/mailings/commands";
import { holdOverdue, markAlive } from "@/lib/mailings/hold";
import { findProgress } from "@/lib/mailings/read-progress";
import { resumeByItself, resumeMailing } from "@/lib/mailings/steering";
import { mailingsDue } from "@/lib/submissions/claim";
import { beat } from "@/lib/worker/rounds";
import { given, sampleMsisdn } from "@/lib/testing/factories";

let numbers = 0;
const fresh = (count: number) => Array.from({ length: count }, () => sampleMsisdn(++numbers));

async function lastRanAgo(minutes: number) {
  await pool.query("delete from worker_heartbeat");
  await pool.query("update installation set alive_at = now() - $1 * interval '1 minute' where id = 1", [minutes]);
}

async function inState(state: string, columns: Record<string, string> = {}): Promise<number> {
  const { id } = await given.mailing({ recipients: fresh(2) });
  const changes = Object.entries(columns).map(([column, value]) => `, ${column} = ${value}`);
  await pool.query(`update mailing set state = $2::mailing_state ${changes.join("")} where id = $1`, [id, state]);
  return id;
}

const UNPLANNED = { planned_at: "null", audience_count: "null" };
const resume = (mailingId: number) => db.$transaction((tx) => resumeMailing(tx, { mailingId, now: new Date() }));

beforeEach(async () => {
  await pool.query("insert into installation (id, kind) values (1, 'sandbox') on conflict do nothing");
  await pool.query("update mailing set state = 'canceled'");
});

describe("a start after nothing ran for more than a quarter of an hour", () => {
  it("lets what was due meanwhile wait for a person, and says so", async () => {
    const sending = await inState("sending");
    const planning = await inState("planning", UNPLANNED);
    const scheduled = await inState("scheduled", { ...UNPLANNED, scheduled_at: "now() - interval '5 minutes'" });
    const timed = await inState("paused", { pause_cause: "'operator'", resume_at: "now() - interval '5 minutes'" });
    await lastRanAgo(16);
    expect(await holdOverdue(pool)).toEqual([sending, planning, scheduled, timed]);
    for (const id of [sending, planning, scheduled, timed]) {
      expect(await findProgress(id)).toMatchObject({ state: "paused", pause: { cause: "overdue", by: null, until: null } });
    }
    expect(await mailingsDue(pool)).toEqual([]);
    const soon = new Date(Date.now() + 1000);
    expect(await startScheduled({ mailingId: scheduled, now: soon })).toBe(false);
    expect(await resumeByItself({ mailingId: timed, now: soon })).toBe(false);
    expect(await resume(sending)).toMatchObject({ value: { state: "sending" } });
    expect(await resume(scheduled)).toMatchObject({ value: { state: "planning" } });
  });

  it("leaves alone what is not due, and what a person has paused", async () => {
    const later = await inState("sending");
    await pool.query("update submission set due_at = now() + interval '1 hour' where mailing_id = $1", [later]);
    const ended = await inState("sending");
    await pool.query("update submission set state = 'accepted' where mailing_id = $1", [ended]);
    const ahead = await inState("scheduled", { ...UNPLANNED, scheduled_at: "now() + interval '1 hour'" });
    const paused = await inState("paused", { pause_cause: "'operator'" });
    await lastRanAgo(60);
    expect(await holdOverdue(pool)).toEqual([]);
    expect(await Promise.all([later, ended, ahead, paused].map(async (id) => (await findProgress(id))?.state))).toEqual([
      "sending",
      "sending",
      "scheduled",
      "paused",
    ]);
  });

  it("is told once when several workers start", async () => {
    const id = await inState("sending");
    await lastRanAgo(16);
    const held = await Promise.all([holdOverdue(pool), holdOverdue(pool), holdOverdue(pool)]);
    expect(held.flat()).toEqual([id]);
    await resume(id);
    expect(await holdOverdue(pool)).toEqual([]);
  });
});

describe("a start soon after the last", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["a stop in good order a while ago", () => lastRanAgo(14)],
    ["a worker that runs", () => lastRanAgo(60).then(() => beat(pool, "other"))],
    ["a worker that has just said that it runs", () => lastRanAgo(60).then(() => markAlive(pool))],
  ])("goes on: %s", async (_, before) => {
    const id = await inState("sending");
    await before();
    expect(await holdOverdue(pool)).toEqual([]);
    expect(await findProgress(id)).toMatchObject({ state: "sending" });
  });

  it("goes on in a database in which nothing ever ran", async () => {
    await pool.query("delete from worker_heartbeat");
    await pool.query("update installation set alive_at = null");
    const id = await inState("sending");
    expect(await holdOverdue(pool)).toEqual([]);
    expect(await findProgress(id)).toMatchObject({ state: "sending" });
  });
});
