import type { PoolClient } from "pg";
import { pool } from "@/lib/db";
import { completeIfSettled, moveCounters } from "@/lib/messages/counters";
import { CHANNELS } from "@/lib/queue/queue";
import { RECIPIENTS_SQL } from "@/lib/mailings/audience";
import { sliceSizeFor } from "@/lib/mailings/commands";
import { isSpecialToGateway, TEXT_MAX_LENGTH } from "@/lib/sms/schema";
import { parseTemplate, renderTemplate } from "@/lib/sms/template";
import { lockMailing } from "@/lib/submissions/stop-mailing";
import { transaction } from "@/lib/transaction";

const CHUNK = 50_000;
/** First key of the advisory lock that lets one planner of a mailing work at a time. */
const PLAN_LOCK = 3;
/** A mailing that was launched and whose messages are not all written; a canceled one is planned to its end as well. */
const UNPLANNED = "planned_at is null and launched_at is not null and state in ('planning', 'paused', 'canceled')";

type Plan = { id: number; text: string; personalised: boolean; sliceSize: number; audienceCount: number; planCursor: number };

/**
 * Turn a launched mailing's audience into message rows, cut into submissions; gives how many rows this call wrote.
 *
 * The audience is frozen once; then chunks follow, each in a transaction of its own that moves `plan_cursor` by
 * compare-and-set, so that a killed planner is taken up where it stopped and two planners cannot both win. A mailing
 * paused or canceled meanwhile is planned to the end and stays what it is: whoever was meant to get it has a row.
 */
export async function planMailing({ mailingId, chunkSize = CHUNK }: { mailingId: number; now?: Date; chunkSize?: number }): Promise<number> {
  await transaction(pool, (client) => freeze(client, mailingId));
  let planned = 0;
  for (let plan = await readPlan(mailingId); plan && plan.planCursor < plan.audienceCount; plan = await readPlan(mailingId)) {
    const next = plan;
    planned += await transaction(pool, (client) => planChunk(client, next, chunkSize), { tries: 3 });
  }
  await finish(mailingId);
  return planned;
}

async function readPlan(mailingId: number): Promise<Plan | undefined> {
  const { rows } = await pool.query<Plan>(
    `select id, text, personalised, slice_size as "sliceSize", audience_count as "audienceCount", plan_cursor as "planCursor"
     from mailing where id = $1 and audience_count is not null and ${UNPLANNED}`,
    [mailingId],
  );
  return rows[0];
}

type Frozen = { msisdns: string[]; listIds: number[]; speedPerMinute: number | null; requestSize: number };

/**
 * Write down who is to get it, once: each number once, the sendable first in order of number, then the suppressed.
 * Under the planners' lock, not the mailing's row: a pause must not wait for a million rows.
 */
async function freeze(client: PoolClient, mailingId: number): Promise<void> {
  await client.query("select pg_advisory_xact_lock($1, $2)", [PLAN_LOCK, mailingId]);
  const { rows } = await client.query<Frozen>(
    `select m.pasted_msisdns as msisdns, m.speed_per_minute as "speedPerMinute",
       (select request_size from gateway_settings) as "requestSize",
       array(select list_id from mailing_audience_list l where l.mailing_id = m.id) as "listIds"
     from mailing m where m.id = $1 and m.audience_count is null and ${UNPLANNED}`,
    [mailingId],
  );
  const mailing = rows[0];
  if (!mailing) return;
  await client.query(
    `insert into contact (msisdn) select p.msisdn from unnest($1::text[]) p (msisdn)
     where not exists (select from contact c where c.msisdn = p.msisdn collate "C") order by p.msisdn on conflict do nothing`,
    [mailing.msisdns],
  );
  const { rowCount } = await client.query(
    `insert into mailing_recipient (mailing_id, ordinal, msisdn, skip_reason)
     select $3::int, row_number() over (order by x.msisdn is not null, r.msisdn), r.msisdn, case when x.msisdn is not null then 'suppressed' end
     from (${RECIPIENTS_SQL}) r left join suppression x on x.msisdn = r.msisdn`,
    [mailing.listIds, mailing.msisdns, mailingId],
  );
  await client.query("update mailing set audience_count = $2, plan_cursor = 0, slice_size = $3 where id = $1", [
    mailingId,
    rowCount ?? 0,
    sliceSizeFor(mailing.speedPerMinute, mailing.requestSize),
  ]);
}

/** One chunk; gives the messages it wrote, 0 when another planner was there first. */
async function planChunk(client: PoolClient, plan: Plan, chunkSize: number): Promise<number> {
  const from = plan.planCursor;
  const to = Math.min(plan.audienceCount, from + chunkSize);
  // Taken first: it orders two planners, and it stands before the mailing's row in the order of locks.
  await client.query("select pg_advisory_xact_lock($1, $2)", [PLAN_LOCK, plan.id]);
  const { rows } = await client.query<{ planCursor: number }>(`select plan_cursor as "planCursor" from mailing where id = $1`, [plan.id]);
  if (rows[0]?.planCursor !== from) return 0;
  if (plan.personalised) await renderTexts(client, plan, from, to);
  const written = await writeChunk(client, plan, from, to);
  await moveCounters(client, [
    { mailingId: plan.id, bucket: "queued", delta: written.sendable },
    { mailingId: plan.id, bucket: "skipped", delta: written.skipped },
  ]);
  const { rowCount } = await client.query("update mailing set plan_cursor = $3 where id = $1 and plan_cursor = $2", [plan.id, from, to]);
  if (rowCount !== 1) throw new Error(`Mailing ${plan.id}: the cursor of planning was moved by somebody else.`);
  return written.sendable + written.skipped;
}

/** Why a recipient's own text does not leave as it is; null when it does. */
function faultOf(text: string): "text_too_long" | "text_special" | null {
  if ([...text].length > TEXT_MAX_LENGTH) return "text_too_long";
  return isSpecialToGateway(text) ? "text_special" : null;
}

/** Each recipient's own text into a table of this transaction; those that cannot leave become skipped with the reason. */
async function renderTexts(client: PoolClient, plan: Plan, from: number, to: number): Promise<void> {
  await client.query(`
    create temp table if not exists planned_text (ordinal int primary key, text varchar(${TEXT_MAX_LENGTH})) on commit delete rows`);
  const { rows } = await client.query<{ ordinal: number; name: string | null; attributes: Record<string, unknown> | null }>(
    `select r.ordinal, c.name, c.attributes from mailing_recipient r left join contact c on c.msisdn = r.msisdn
     where r.mailing_id = $1 and r.ordinal > $2 and r.ordinal <= $3 and r.skip_reason is null`,
    [plan.id, from, to],
  );
  const parts = parseTemplate(plan.text);
  const texts = rows.map(({ ordinal, name, attributes }) => {
    const text = renderTemplate(parts, { name, attributes: attributes ?? {} });
    return { ordinal, text, fault: faultOf(text) };
  });
  const fitting = texts.filter(({ fault }) => fault === null);
  const faulty = texts.filter(({ fault }) => fault !== null);
  await client.query("insert into planned_text select * from unnest($1::int[], $2::text[])", [
    fitting.map(({ ordinal }) => ordinal),
    fitting.map(({ text }) => text),
  ]);
  if (faulty.length === 0) return;
  await client.query(
    `update mailing_recipient r set skip_reason = f.fault
     from unnest($2::int[], $3::text[]) as f (ordinal, fault) where r.mailing_id = $1 and r.ordinal = f.ordinal`,
    [plan.id, faulty.map(({ ordinal }) => ordinal), faulty.map(({ fault }) => fault)],
  );
}

/** Submissions of the chunk, and its messages in order of number, which is the order of the mailing's page. */
async function writeChunk(client: PoolClient, plan: Plan, from: number, to: number): Promise<{ sendable: number; skipped: number }> {
  const { rows } = await client.query<{ sendable: number; skipped: number }>(
    `select count(*) filter (where skip_reason is null) as sendable, count(*) filter (where skip_reason is not null) as skipped
     from mailing_recipient where mailing_id = $1 and ordinal > $2 and ordinal <= $3`,
    [plan.id, from, to],
  );
  const { sendable, skipped } = rows[0] ?? { sendable: 0, skipped: 0 };
  const sizes = Array.from({ length: Math.ceil(sendable / plan.sliceSize) }, (_, n) => Math.min(plan.sliceSize, sendable - n * plan.sliceSize));
  const { rows: made } = await client.query<{ id: number }>(
    `insert into submission (mailing_id, size, silent_count, open_count) select $1, s, s, s from unnest($2::int[]) s returning id`,
    [plan.id, sizes],
  );
  const ids = made.map(({ id }) => id).sort((a, b) => a - b);
  // The size of each slice must follow the order of its id, which the insert alone does not promise.
  await client.query(
    "update submission s set size = n.size, silent_count = n.size, open_count = n.size from unnest($1::int[], $2::int[]) n (id, size) where s.id = n.id and s.size <> n.size",
    [ids, sizes],
  );
  await client.query(
    `insert into message (kind, mailing_id, submission_id, msisdn, text)
     select 'mailing', $1, ($4::int[])[1 + (r.place - 1) / $5::int], r.msisdn, ${plan.personalised ? "t.text" : "null"}
     from (
       select ordinal, msisdn, row_number() over (order by ordinal) as place from mailing_recipient
       where mailing_id = $1 and ordinal > $2 and ordinal <= $3 and skip_reason is null
     ) r ${plan.personalised ? "left join planned_text t on t.ordinal = r.ordinal" : ""}
     order by r.place`,
    [plan.id, from, to, ids, plan.sliceSize],
  );
  if (skipped > 0) {
    await client.query(
      `insert into message (kind, mailing_id, msisdn, skip_reason)
       select 'mailing', $1, msisdn, skip_reason from mailing_recipient
       where mailing_id = $1 and ordinal > $2 and ordinal <= $3 and skip_reason is not null order by msisdn`,
      [plan.id, from, to],
    );
  }
  return { sendable, skipped };
}

/**
 * Planning has ended: let it be sent, unless it was paused or canceled meanwhile, and forget the frozen audience.
 * Under the mailing's lock: a resume that read "not planned yet" must not send it back to a planning that is over.
 */
async function finish(mailingId: number): Promise<void> {
  // A mailing may be a good part of the tables: by what is known of them from before, the planner of queries would sort all of it for each claim.
  const plan = await readPlan(mailingId);
  if (plan && plan.audienceCount >= CHUNK) await pool.query("analyze submission, message");
  await transaction(pool, async (client) => {
    await lockMailing(client, mailingId);
    await client.query(
      `update mailing set planned_at = now(), updated_at = now(), state = case when state = 'planning' then 'sending' else state end
       where id = $1 and audience_count is not null and plan_cursor >= audience_count and ${UNPLANNED}`,
      [mailingId],
    );
    await client.query(`select pg_notify('${CHANNELS.send}', '')`);
  });
  await completeIfSettled(pool, mailingId);
  // Apart, so that nobody waits for the mailing's row meanwhile; what a kill leaves here the repeated job removes.
  await pool.query(`delete from mailing_recipient r using mailing m where m.id = $1 and r.mailing_id = m.id and m.planned_at is not null`, [
    mailingId,
  ]);
}
