import { pool } from "@/lib/db";
import type { FailureFilter } from "@/lib/reports/filters";
import { CARRIER_SQL, REPORT_DAYS } from "@/lib/reports/reads";
import { MESSAGE_COLUMNS, MESSAGE_JOINS, messageRowOf, type MessageRow, type RawMessage } from "@/lib/messages/rows";
import { FINAL_FAILURES } from "@/lib/smsc/status-catalogue";

export type FailureQuestion = { filter: FailureFilter; timeZone: string; now: Date; after: string | null; limit?: number };

/**
 * Page through the failed messages that a report counts, the newest mailing first, in order of number. The cursor is
 * `<mailing>.<message>`. A mailing after the other, each by its index of statuses; it ends when the page is full.
 */
export async function listFailed({
  filter,
  timeZone,
  now,
  after,
  limit = 50,
}: FailureQuestion): Promise<{ rows: MessageRow[]; next: string | null }> {
  const { day, carrier, sender, cause } = filter;
  const [, mailingId, messageId] = /^(\d{1,9})\.(\d{1,15})$/.exec(after ?? "") ?? [];
  const { rows } = await pool.query<RawMessage>({
    text: `
      with ranges as (select o.range from mailing_outcome o left join carrier_range c on c.range = o.range where ${CARRIER_SQL} = $3 group by 1),
      page as (
        select f.id from (
          select id from mailing
          where launched_at >= $1 and ($2::text is null or to_char(launched_at at time zone $4, 'YYYY-MM-DD') = $2)
            and ($5::text is null or coalesce(sender, '') = $5) and id <= $8
          order by id desc
        ) g cross join lateral (
          select m.id from message m
          where m.mailing_id = g.id and m.status = any ($6::int[]) and ($7::int is null or coalesce(m.err, 0) = $7)
            and ($3::text is null or left(m.msisdn, 5) in (select range from ranges)) and (g.id < $8 or m.id > $9)
          order by m.id limit $10
        ) f order by g.id desc, f.id limit $10
      )
      select ${MESSAGE_COLUMNS} from page join message m on m.id = page.id ${MESSAGE_JOINS} order by m.mailing_id desc, m.id`,
    values: [
      ...[new Date(now.getTime() - REPORT_DAYS * 86_400_000), day, carrier, timeZone, sender],
      ...[cause ? [cause.status] : FINAL_FAILURES, cause?.err ?? null, Number(mailingId ?? 2_147_483_647), Number(messageId ?? 0), limit + 1],
    ],
  });
  const kept = rows.slice(0, limit).map(messageRowOf);
  const last = kept.at(-1);
  return { rows: kept, next: rows.length > limit && last ? `${last.mailingId}.${last.id}` : null };
}
