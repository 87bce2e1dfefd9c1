import type { Pool } from "pg";
import { keepHistory } from "@/lib/messages/keep-history";
import type { SentMessage } from "@/lib/smsc/gateway";
import { moscowDay } from "@/lib/messages/moscow-time";
import { ifAnswered, type GovernedGateway } from "@/lib/smsc/governor";
import { scaled } from "@/lib/time-scale";
import { transaction } from "@/lib/transaction";

/** All that the gateway gives at once. */
const PAGE = 1_000;
const REACH_DAYS = 180;
const LEASE_MS = scaled(90_000, 5_000);
const PUT_OFF_MS = scaled(30_000, 500);

const RHYTHM = {
  /** While something is open: from one begin to the next, and never more than a third of the time. */
  openMs: scaled(300_000, 3_000),
  /** While nothing is: for what others send on the account. */
  idleMs: scaled(3_600_000, 60_000),
  /** What was taken so long ago has had its callback or its mass request. */
  youngMs: scaled(120_000, 1_000),
  /** Two clocks, and the order in which the gateway keeps what came at once. */
  marginMs: scaled(600_000, 2_000),
} as const;

/** A sweep whose next page is this process's to ask for. */
type Sweep = { id: number; sinceAt: Date; beforeId: string | null; pageCount: number };

/**
 * Ask for the next page of the gateway's history, of a sweep that is under way or due. The news of our messages go to
 * the inbox, what others sent is kept as outside, and the place in the history moves with them in one transaction: a
 * sweep goes on where it stood, whoever dies. True while it has more pages.
 */
export async function sweepHistory(pool: Pool, gateway: GovernedGateway): Promise<boolean> {
  await begin(pool);
  const sweep = await takePage(pool);
  if (!sweep) return false;
  const page = await ask(gateway, sweep);
  if (!page) {
    await pool.query("update history_sweep set lease_until = clock_timestamp() + $2 * interval '1 millisecond' where id = $1", [
      sweep.id,
      PUT_OFF_MS,
    ]);
    return false;
  }
  return keepPage(pool, sweep, page);
}

/** Taken, and the answer that would have named the price was lost: the history names it. Few, and each for a day at most. */
const UNCHARGED_SQL = "state = 'accepted' and cost is null and size > 0 and send_before > now() - interval '1 day'";

/** The oldest message of which the history may still say something new. Reads an index entry each. */
const SINCE_SQL = `
  least(
    (select send_before from submission where open_count > 0 and state in ('accepted', 'unconfirmed') order by send_before limit 1),
    (select min(send_before) from submission where ${UNCHARGED_SQL}),
    (select created_at from message where kind = 'outside' and status < 1 and created_at > now() - interval '1 day' order by created_at limit 1),
    coalesce((select started_at from history_sweep where finished_at is not null order by id desc limit 1), now() - interval '1 day'))`;

/**
 * Begin a sweep when one is due: soon while something is open or not charged yet, else hourly, at once in a restored
 * database, and once between 02:00 and 03:00 Moscow time (23:00 and midnight UTC), before the gateway moves the day to
 * its archive.
 */
async function begin(pool: Pool): Promise<void> {
  await pool.query({
    name: "history_begin",
    text: `
      insert into history_sweep (since_at)
      select greatest(${SINCE_SQL} - $4 * interval '1 millisecond', now() - $5 * interval '1 day')
      where not exists (select from history_sweep where finished_at is null)
        and coalesce((
          select least(
            case when exists (
              select from submission where open_count > 0 and state in ('accepted', 'unconfirmed') and send_before < now() - $3 * interval '1 millisecond'
            ) or exists (select from submission where ${UNCHARGED_SQL})
              then last.started_at + greatest($1 * interval '1 millisecond', 3 * (last.finished_at - last.started_at)) end,
            last.started_at + $2 * interval '1 millisecond',
            case when last.started_at < deadline.at then deadline.at end,
            (select min(restored_at) from mailing where restored_at > last.started_at)
          ) <= now()
          from (select started_at, finished_at from history_sweep order by id desc limit 1) last,
            (select date_trunc('day', now(), 'UTC') + interval '23 hours' as at) deadline
        ), true)
      on conflict do nothing`,
    values: [RHYTHM.openMs, RHYTHM.idleMs, RHYTHM.youngMs, RHYTHM.marginMs, REACH_DAYS],
  });
}

async function takePage(pool: Pool): Promise<Sweep | undefined> {
  const { rows } = await pool.query<Sweep>({
    name: "history_take",
    text: `
      update history_sweep set lease_until = clock_timestamp() + $1 * interval '1 millisecond'
      where finished_at is null and (lease_until is null or lease_until < clock_timestamp())
      returning id, since_at as "sinceAt", before_id as "beforeId", page_count as "pageCount"`,
    values: [LEASE_MS],
  });
  return rows[0];
}

/** Null when it could not be asked: it is asked again later. */
function ask(gateway: GovernedGateway, { sinceAt, beforeId }: Sweep): Promise<SentMessage[] | null> {
  return ifAnswered(gateway.history.messages({ fromOn: moscowDay(sinceAt), count: PAGE, ...(beforeId === null ? {} : { beforeId }) }));
}

/** True when the sweep goes on. A page that somebody else has kept meanwhile is not kept twice. */
async function keepPage(pool: Pool, sweep: Sweep, page: readonly SentMessage[]): Promise<boolean> {
  const last = page.at(-1);
  const next = last?.historyId ?? null;
  const isOver = next === null || next === sweep.beforeId || (last?.sentAt ?? sweep.sinceAt) < sweep.sinceAt;
  return transaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `update history_sweep set before_id = $3, page_count = page_count + 1, row_count = row_count + $4, lease_until = null,
         finished_at = case when $5 then clock_timestamp() end
       where id = $1 and page_count = $2 and finished_at is null`,
      [sweep.id, sweep.pageCount, next, page.length, isOver],
    );
    if (rowCount !== 1) return false;
    const { news, outside } = await keepHistory(client, page);
    await client.query("update history_sweep set report_count = report_count + $2, outside_count = outside_count + $3 where id = $1", [
      ...[sweep.id, news, outside],
    ]);
    return !isOver;
  });
}
