import { describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { findProgress } from "@/lib/mailings/read-progress";
import { recountMailing } from "@/lib/mailings/recount";
import { readFilter } from "@/lib/messages/filters";
import { listMessages } from "@/lib/messages/reads";
import { reported } from "@/lib/testing/reported-mailing";

describe("failures by cause", () => {
  it.each([1, 2, 3])("equal the rows that each of them opens, whatever was reported, and how often (seed %i)", async (seed) => {
    const id = await reported(seed);
    const progress = await findProgress(id);
    const failures = progress?.failures ?? [];
    expect(failures.length).toBeGreaterThan(3);
    for (const { status, err, count } of failures) {
      const { rows } = await listMessages({ mailingId: id, filter: readFilter(`${status}.${err}`), limit: 500 });
      expect([status, err, rows.length]).toEqual([status, err, count]);
      expect(rows.every((row) => row.code === status && (row.err ?? 0) === err)).toBe(true);
    }
    const { rows } = await pool.query<{ count: number }>(
      "select count(*)::int as count from message where mailing_id = $1 and (status >= 20 or status = 3)",
      [id],
    );
    expect(failures.reduce((sum, { count }) => sum + count, 0)).toBe(rows[0]?.count);
    expect(progress?.bar.failed).toBe(rows[0]?.count);
  });

  it("are mended by a recount", async () => {
    const id = await reported(4);
    const before = (await findProgress(id))?.failures;
    await pool.query("update mailing_failure_stripe set count = count + 3 where mailing_id = $1", [id]);
    await recountMailing(id);
    const sorted = (failures: typeof before) => failures?.map(({ status, err, count }) => `${status}.${err} ${count}`).sort();
    expect(sorted((await findProgress(id))?.failures)).toEqual(sorted(before));
  });
});
