import { expect, it } from "vitest";
import { pool } from "@/lib/db";
import { listOpenPairs } from "@/lib/messages/poll-statuses";
import { given, sampleMsisdn } from "@/lib/testing/factories";

it("takes the slices asked about longest ago, and no more of them than fill the request", async () => {
  await pool.query("update submission set open_count = 0 where open_count > 0");
  const { id } = await given.mailing({ recipients: Array.from({ length: 6 }, (_, n) => sampleMsisdn(n)), sliceSize: 2 });
  await pool.query(
    "update submission set state = 'accepted', attempt = 1, settled_at = now() - interval '1 hour', send_before = now() where mailing_id = $1",
    [id],
  );
  await pool.query(
    "insert into submission_attempt (gateway_id, submission_id, number) select nextval('gateway_id_seq'), id, 1 from submission where mailing_id = $1",
    [id],
  );
  const { rows } = await pool.query<{ id: number }>("select id from submission where mailing_id = $1 order by id", [id]);
  const [first, second, third] = rows.map((row) => row.id);
  await pool.query(
    "update submission set polled_at = now() - case when id = $1 then interval '20 minutes' else interval '30 minutes' end where mailing_id = $2",
    [first, id],
  );
  const ask = (limit: number) => listOpenPairs(pool, { limit, olderThanMs: 1_000, now: new Date() });
  expect((await ask(3)).submissionIds).toEqual([second, third]);
  expect((await ask(3)).pairs).toHaveLength(3);
  expect((await ask(2)).submissionIds).toEqual([second]);
  expect((await ask(500)).submissionIds).toEqual([second, third, first]);
});
