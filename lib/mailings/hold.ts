import type { ClientBase, Pool } from "pg";
import type { MailingState } from "@/lib/mailings/lifecycle";
import { stopAllChecks } from "@/lib/submissions/stop-check";
import { lockMailing, stopMailing, type StopCause } from "@/lib/submissions/stop-mailing";
import { transaction } from "@/lib/transaction";

/** Nothing ran for so long: what was due meanwhile waits for a person's word. */
const OVERDUE_MINUTES = 15;

/** Say that something runs; asked by the next worker that starts. Unlike a heartbeat it outlives a stop in good order. */
export async function markAlive(pool: Pool): Promise<void> {
  await pool.query("update installation set alive_at = clock_timestamp() where id = 1");
}

/**
 * At a worker's start: when no worker ran for a quarter of an hour, pause what was due meanwhile, with cause `overdue`,
 * HLR checks among it. One of several that start at once does it. Gives the mailings that wait now.
 */
export async function holdOverdue(pool: Pool): Promise<number[]> {
  return transaction(pool, async (client) => {
    // Locked first: the second worker waits, and then finds that the first one runs.
    await client.query("select from installation where id = 1 for update");
    const { rows } = await client.query<{ isOverdue: boolean | null }>(
      `select greatest((select alive_at from installation where id = 1), (select max(beat_at) from worker_heartbeat))
         < clock_timestamp() - $1 * interval '1 minute' as "isOverdue"`,
      [OVERDUE_MINUTES],
    );
    await client.query("update installation set alive_at = clock_timestamp() where id = 1");
    if (!rows[0]?.isOverdue) return [];
    await stopAllChecks(client, "overdue");
    return hold(client, "overdue", ["planning", "sending", "scheduled", "paused"], OVERDUE);
  });
}

/** Its time has come while nothing ran: a slice, the launch, or the end of a pause. */
const OVERDUE = `
  case m.state
    when 'planning' then true
    when 'scheduled' then m.scheduled_at <= now()
    when 'paused' then m.resume_at <= now()
    else (select s.due_at from submission s where s.mailing_id = m.id and s.state = 'queued' order by s.due_at, s.id limit 1) <= now()
  end`;

/**
 * In a restored or copied database: pause whatever has something left to send, with cause `restored`, also what a person
 * had paused, for what waits in it may have left already: no resume before the gateway's history was read, and a claim leaves
 * out what it shows. HLR checks stop for good: nothing shows what of them was asked elsewhere. Gives the mailings that wait now.
 */
export async function holdRestored(client: ClientBase): Promise<number[]> {
  await stopAllChecks(client, "restored");
  const ids = await hold(client, "restored", ["planning", "sending", "scheduled", "paused"], "true");
  await client.query("update mailing set restored_at = clock_timestamp() where id = any ($1::int[])", [ids]);
  return ids;
}

async function hold(client: ClientBase, cause: StopCause, from: readonly MailingState[], condition: string): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `select m.id from mailing m where m.state = any ($1::mailing_state[]) and ${condition} order by m.id`,
    [from],
  );
  for (const { id } of rows) {
    await lockMailing(client, id);
    await stopMailing(client, id, cause, { from });
  }
  return rows.map(({ id }) => id);
}
