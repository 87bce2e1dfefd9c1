import type { ClientBase } from "pg";
import type { SentMessage } from "@/lib/smsc/gateway";

const TEXT_LENGTH = 1_000;
const SENDER_LENGTH = 15;

type Outside = SentMessage & { historyId: string };

/** A message to a number, with the gateway's own number of it: an e-mail or a nickname is none. */
function isMessage(sent: SentMessage): sent is Outside {
  return sent.historyId !== null && sent.historyId.length <= 20 && /^\d{5,15}$/.test(sent.recipient) && sent.gatewayId.length <= 40;
}

/**
 * Keep what other programs or the gateway's cabinet have sent on this account: as messages of the kind `outside`, of no
 * mailing and no submission, read-only. What is known takes its new status; what each costs stands in the ledger, and
 * moves with it. Gives how many are new. Same rows again change nothing.
 */
export async function keepOutside(client: ClientBase, sent: readonly SentMessage[]): Promise<number> {
  const given = sent.filter(isMessage);
  if (given.length === 0) return 0;
  await client.query({ name: "outside_refresh", text: REFRESH_SQL, values: columnsOf(given) });
  const { rowCount } = await client.query({ name: "outside_add", text: ADD_SQL, values: columnsOf(given) });
  return rowCount ?? 0;
}

const GIVEN = `
  given as (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::timestamptz[], $7::numeric[], $8::int[], $9::text[], $10::text[],
      $11::timestamptz[]) as g (history_id, gateway_id, msisdn, status, err, at, cost, segments, sender, text, sent_at)
  )`;

const REFRESH_SQL = `
  with ${GIVEN},
  changed as (
    select m.id, g.status, g.err, g.at, g.cost, coalesce(g.cost, 0) - coalesce(m.cost, 0) as difference
    from given g join outside_message o on o.history_id = g.history_id join message m on m.id = o.message_id
    where (m.status, m.err, m.status_at, m.cost) is distinct from (g.status, g.err, g.at, g.cost)
  ),
  written as (
    update message m set status = c.status, err = c.err, status_at = c.at, learnt_at = now(), cost = c.cost from changed c where m.id = c.id
  )
  insert into ledger_entry (amount, kind) select sum(difference), 'outside' from changed having sum(difference) <> 0`;

const ADD_SQL = `
  with ${GIVEN},
  fresh as materialized (
    select nextval(pg_get_serial_sequence('message', 'id')) as id, n.* from (
      select distinct on (g.history_id) g.* from given g where not exists (select from outside_message o where o.history_id = g.history_id)
      order by g.history_id
    ) n
  ),
  made as (
    insert into message (id, kind, msisdn, text, sender, status, err, status_at, learnt_at, segment_count, cost, created_at)
    select id, 'outside', msisdn, text, sender, status, err, at, now(), segments, cost, coalesce(sent_at, now()) from fresh
  ),
  paid as (insert into ledger_entry (amount, kind) select sum(cost), 'outside' from fresh having sum(cost) <> 0)
  insert into outside_message (message_id, history_id, gateway_id) select id, history_id, gateway_id from fresh`;

function columnsOf(given: readonly Outside[]): unknown[] {
  return [
    given.map(({ historyId }) => historyId),
    given.map(({ gatewayId }) => gatewayId),
    given.map(({ recipient }) => recipient),
    given.map(({ status }) => status),
    given.map(({ err }) => err),
    given.map(({ at }) => at),
    given.map(({ cost }) => cost),
    given.map(({ segments }) => segments),
    given.map(({ sender }) => sender?.slice(0, SENDER_LENGTH) || null),
    given.map(({ text }) => (text === null ? null : [...text].slice(0, TEXT_LENGTH).join(""))),
    given.map(({ sentAt }) => sentAt),
  ];
}
