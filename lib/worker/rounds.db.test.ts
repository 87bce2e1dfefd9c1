import { describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { given, sampleMsisdn } from "@/lib/testing/factories";
import { APPLY_AT_ONCE } from "@/lib/messages/apply-reports";
import { recordReports } from "@/lib/messages/record-reports";
import { applyRound, completeRound } from "@/lib/worker/rounds";

let numbers = 0;

/** A mailing of one message, as it stands when its last outcome was written and nothing else. */
async function mailingWith(counter: { bucket: string; code?: number }, { isPlanned = true, state = "sending" } = {}): Promise<number> {
  const { id } = await given.mailing({ recipients: [sampleMsisdn(++numbers)] });
  await pool.query("delete from mailing_counter_stripe where mailing_id = $1", [id]);
  await pool.query("insert into mailing_counter_stripe (mailing_id, bucket, code, count) values ($1, $2, $3, 1)", [
    id,
    counter.bucket,
    counter.code ?? 0,
  ]);
  await pool.query("update mailing set state = $2, planned_at = case when $3 then now() end where id = $1", [id, state, isPlanned]);
  return id;
}

async function stateOf(id: number) {
  const { rows } = await pool.query<{ state: string; finished: boolean }>(
    "select state, finished_at is not null as finished from mailing where id = $1",
    [id],
  );
  return rows[0];
}

describe("the round of completions", () => {
  it("completes what is settled although whoever settled it died before it could", async () => {
    const ids = [
      await mailingWith({ bucket: "status", code: 1 }),
      await mailingWith({ bucket: "refused" }),
      await mailingWith({ bucket: "skipped" }, { state: "paused" }),
    ];
    await completeRound(pool);
    for (const id of ids) expect(await stateOf(id)).toEqual({ state: "completed", finished: true });
  });

  it("leaves alone what is open, what is being planned and what is canceled", async () => {
    const cases = [
      [await mailingWith({ bucket: "queued" }), "sending"],
      [await mailingWith({ bucket: "unconfirmed" }), "sending"],
      [await mailingWith({ bucket: "status", code: 0 }), "sending"],
      [await mailingWith({ bucket: "status", code: 1 }, { isPlanned: false }), "sending"],
      [await mailingWith({ bucket: "status", code: 1 }, { state: "canceled" }), "canceled"],
    ] as const;
    await completeRound(pool);
    for (const [id, state] of cases) expect(await stateOf(id)).toMatchObject({ state });
  });
});

describe("the round of reports", () => {
  it("says that the backlog is long while more wait than are applied at once", async () => {
    await pool.query("delete from report_inbox");
    const reports = Array.from({ length: APPLY_AT_ONCE + 1 }, (_, n) => ({
      gatewayId: 1_500_000_000 + n,
      msisdn: sampleMsisdn(n),
      status: 1,
      err: 0,
      at: new Date("2026-01-01T12:00:00Z"),
      cost: null,
      segments: null,
    }));
    await recordReports(pool, "callback", reports);
    const backlog = { isLong: false };
    expect(await applyRound(pool, backlog)).toBe(true);
    expect(backlog.isLong).toBe(true);
    expect(await applyRound(pool, backlog)).toBe(true);
    expect(backlog.isLong).toBe(false);
    expect(await applyRound(pool, backlog)).toBe(false);
  });
});
