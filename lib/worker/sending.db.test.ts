import { afterAll, beforeAll, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { createClient } from "@/lib/smsc/client";
import { createGovernor, type GovernedGateway } from "@/lib/smsc/governor";
import { createSandbox } from "@/lib/smsc/sandbox/server";
import { given, sampleMsisdn } from "@/lib/testing/factories";
import { runSending } from "@/lib/worker/sending";
import { createWake, type Wake } from "@/lib/worker/wake";

let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let gateway: GovernedGateway;

beforeAll(async () => {
  sandbox = await createSandbox({ pace: "at-once" });
  gateway = createGovernor({
    pool,
    settings: "test",
    connect: (onExchange) => createClient({ baseUrl: sandbox.baseUrl, login: "demo", password: "demo", onExchange }),
  });
});

afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

async function leftOf(mailingId: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>("select count(*) as count from submission where mailing_id = $1 and attempt > 0", [mailingId]);
  return rows[0]?.count ?? 0;
}

it("lets a small mailing that was launched later leave after a few slices of a large one", async () => {
  const large = await given.mailing({ recipients: Array.from({ length: 50_000 }, (_, n) => sampleMsisdn(n)), sliceSize: 100 });
  const stop = new AbortController();
  const wake = createWake();
  const sending = runSending({ pool, gateway, wake, signal: stop.signal, backlog: { isLong: false } });
  while ((await leftOf(large.id)) < 20);
  const small = await given.mailing({ recipients: Array.from({ length: 20 }, (_, n) => sampleMsisdn(100_000 + n)), text: "Urgent" });
  while ((await leftOf(small.id)) < 1);
  stop.abort();
  wake.ring();
  await sending;

  const { rows } = await pool.query<{ between: number }>(
    `with small as (
       select m.created_at as since, (select min(a.claimed_at) from submission_attempt a join submission s on s.id = a.submission_id where s.mailing_id = m.id) as till
       from mailing m where m.id = $1
     )
     select count(*) as between from small, submission_attempt a join submission s on s.id = a.submission_id
     where s.mailing_id = $2 and a.claimed_at > small.since and a.claimed_at < small.till`,
    [small.id, large.id],
  );
  // Each lane may be at work on one slice when the small one comes, and choose once more before it is seen.
  expect(rows[0]?.between).toBeLessThanOrEqual(24);
  expect(await leftOf(large.id)).toBeLessThan(500);
});

it("goes slower, and goes on, while many reports wait", async () => {
  const mailing = await given.mailing({ recipients: Array.from({ length: 4_000 }, (_, n) => sampleMsisdn(200_000 + n)), sliceSize: 100 });
  const stop = new AbortController();
  const backlog = { isLong: true };
  let left = 0;
  const wake: Wake = {
    ring: () => {},
    sleep: () => {
      left += 1;
      return Promise.resolve();
    },
  };
  const sending = runSending({ pool, gateway, wake, signal: stop.signal, backlog });
  while ((await leftOf(mailing.id)) < 40);
  stop.abort();
  await sending;
  // Each slice was preceded by a rest of its lane.
  expect(left).toBeGreaterThanOrEqual(40);
});
