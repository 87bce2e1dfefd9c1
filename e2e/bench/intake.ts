import type { Pool } from "pg";
import { recordReports, type Report } from "@/lib/messages/record-reports";
import { reportsFloor } from "./floors";
import { pause, resume } from "./mailings";
import type { Figure } from "./report";
import type { BenchStack } from "./stack";
import { waitFor } from "./wait-for";

/** Statements in one request of the gateway's history, and in one INSERT here. */
const A_PAGE = 1_000;
/** Statements that wait when the worker is killed. */
const QUEUED = 100_000;

type Given = { stack: BenchStack; pool: Pool; /** A paused mailing that goes on leaving meanwhile. */ mailingId: number };

/**
 * Reports for messages at the gateway, each of them twice and by two sources, while a worker applies them and sends
 * another mailing. Then as many again with the worker killed (`kill -9`) in the middle: every one must arrive.
 */
export async function benchIntake({ stack, pool, mailingId }: Given, wanted: number): Promise<Figure> {
  const pairs = await pairsAtGateway(pool, wanted);
  const floor = await reportsFloor(pool, pairs.length);
  const worker = await stack.startWorker();
  const before = await leftOf(pool, mailingId);
  await resume(mailingId);
  const startedAt = performance.now();
  for (const page of pagesOf(reportsOf(pairs, new Date()))) {
    await recordReports(pool, "callback", page);
    await recordReports(pool, "history", page);
  }
  await drained(pool);
  const seconds = (performance.now() - startedAt) / 1000;
  const sent = (await leftOf(pool, mailingId)) - before;
  await pause(mailingId, stack.operatorId);
  if (sent === 0) throw new Error("Nothing was sent beside the reports.");
  await assertAt(pool, pairs, null);

  const again = new Date(Date.now() + 60_000);
  const queued = pairs.slice(0, QUEUED);
  for (const page of pagesOf(reportsOf(queued, again))) await recordReports(pool, "status", page);
  worker.crash();
  await drained(pool);
  await assertAt(pool, queued, again);
  await worker.stop();
  return {
    what: `report intake, each twice, while ${Math.round(sent / seconds).toLocaleString("en-US")} messages/s leave`,
    unit: "reports/s",
    value: pairs.length / seconds,
    target: 5_000,
    sense: "at_least",
    floor: { what: "bare INSERT and UPDATE by 1 000", value: floor, ratio: 0.1 },
  };
}

type Pair = { gatewayId: number; msisdn: string };

async function pairsAtGateway(pool: Pool, wanted: number): Promise<Pair[]> {
  const { rows } = await pool.query<Pair>(
    `select a.gateway_id as "gatewayId", m.msisdn
     from submission s
     join submission_attempt a on a.submission_id = s.id
     join message m on m.submission_id = s.id
     where s.state = 'accepted' and m.status is null
     order by s.id, m.id limit $1`,
    [wanted],
  );
  if (rows.length === 0) throw new Error("No message is at the gateway: there is nothing to report on.");
  return rows;
}

const reportsOf = (pairs: readonly Pair[], at: Date) => pairs.map((pair): Report => ({ ...pair, status: 1, err: 0, at, cost: null, segments: null }));

function* pagesOf(reports: readonly Report[]): Generator<readonly Report[]> {
  for (let from = 0; from < reports.length; from += A_PAGE) yield reports.slice(from, from + A_PAGE);
}

async function leftOf(pool: Pool, mailingId: number): Promise<number> {
  const { rows } = await pool.query<{ left: number }>(
    `select coalesce(sum(count), 0)::int as left from mailing_counter where mailing_id = $1 and bucket in ('accepted', 'status')`,
    [mailingId],
  );
  return rows[0]?.left ?? 0;
}

/** Until none of the statements of this moment waits: one is taken out in the transaction that applies it. What the mailing under way brings meanwhile comes after them. */
async function drained(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ last: number }>("select coalesce(max(id), 0) as last from report_inbox");
  const last = rows[0]?.last ?? 0;
  const look = async () => (await pool.query<{ waits: boolean }>("select exists (select from report_inbox where id <= $1) as waits", [last])).rows[0];
  await waitFor("no report waited", look, (inbox) => inbox?.waits === false);
}

/** Delivered every one, and at that time where one is given. */
async function assertAt(pool: Pool, pairs: readonly Pair[], at: Date | null): Promise<void> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from unnest($1::int[], $2::text[]) as p (gateway_id, msisdn)
     join submission_attempt a on a.gateway_id = p.gateway_id
     join message m on m.submission_id = a.submission_id and m.msisdn = p.msisdn
     where m.status = 1 and ($3::timestamptz is null or m.status_at = $3)`,
    [pairs.map(({ gatewayId }) => gatewayId), pairs.map(({ msisdn }) => msisdn), at],
  );
  const missing = pairs.length - (rows[0]?.count ?? 0);
  if (missing > 0) throw new Error(`${missing} of ${pairs.length} reports did not reach their message.`);
}
