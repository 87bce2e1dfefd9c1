import { describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { recountMailing } from "@/lib/mailings/recount";
import { countersAndRows, given } from "@/lib/testing/factories";

const recipients = ["79000000001", "79000000002", "79000000003", "79000000004"];

describe("a recount", () => {
  it("finds nothing where counters and rows agree", async () => {
    const { id } = await given.mailing({ recipients });
    expect(await recountMailing(id)).toEqual([]);
  });

  it("says what differed and mends it", async () => {
    const { id } = await given.mailing({ recipients });
    await pool.query("update message set status = 1 where mailing_id = $1 and msisdn = $2", [id, recipients[0]]);
    await pool.query("update message set status = null, skip_reason = 'suppressed', submission_id = null where mailing_id = $1 and msisdn = $2", [
      id,
      recipients[1],
    ]);
    await pool.query("insert into mailing_counter_stripe (mailing_id, bucket, code, count) values ($1, 'status', 20, 7)", [id]);
    expect(await recountMailing(id)).toEqual([
      { bucket: "queued", code: 0, counted: 4, found: 2 },
      { bucket: "skipped", code: 0, counted: 0, found: 1 },
      { bucket: "status", code: 1, counted: 0, found: 1 },
      { bucket: "status", code: 20, counted: 7, found: 0 },
    ]);
    const { counters, rows } = await countersAndRows(id);
    expect(counters).toEqual(rows);
    expect(await recountMailing(id)).toEqual([]);
  });
});
