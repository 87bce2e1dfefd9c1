import { describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { given, sampleMsisdn } from "@/lib/testing/factories";
import { completeRound } from "@/lib/worker/rounds";

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
