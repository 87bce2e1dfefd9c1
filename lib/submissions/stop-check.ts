import type { ClientBase } from "pg";
import type { StopCause } from "@/lib/submissions/stop-mailing";

/** Stop an HLR check by itself, with its cause and an audit entry; it does nothing to one that runs no more or has nothing left to ask. */
export async function stopCheckByItself(client: ClientBase, checkId: number, cause: StopCause): Promise<boolean> {
  return (await stopWhere(client, "c.id = $2", checkId, cause)).length === 1;
}

/** Stop every HLR check that runs: what it has left to ask waits for a person's word. Gives their ids. */
export async function stopAllChecks(client: ClientBase, cause: StopCause): Promise<number[]> {
  return stopWhere(client, "$2::int is null", null, cause);
}

async function stopWhere(client: ClientBase, condition: string, checkId: number | null, cause: StopCause): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `with stopped as (
       update hlr_check c set state = 'stopped', stop_cause = $1, stopped_at = clock_timestamp()
       where state = 'running' and ${condition} and exists (select from submission s where s.hlr_check_id = c.id and s.state = 'queued') returning id
     ), entries as (
       insert into audit_entry (operator_id, event, subject, reason) select null, 'hlr.stopped', 'hlr:' || id, $1 from stopped
     )
     select id from stopped order by id`,
    [cause, checkId],
  );
  return rows.map(({ id }) => id);
}
