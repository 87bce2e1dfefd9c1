import { pool } from "@/lib/db";
import { URGENT_AFTER_MS } from "@/lib/messages/reach";

/** A mailing with messages that are open so long that the gateway will soon forget them; the messages sent by themselves have no mailing. */
export type OpenLong = { mailingId: number | null; name: string | null; count: number };

const MOST = 5;

/** List what is open for 20 hours and longer, most messages first. Reads slices that are open and that old, by their index. */
export async function listOpenLong({ now }: { now: Date }): Promise<OpenLong[]> {
  const { rows } = await pool.query<OpenLong>({
    name: "open_long",
    text: `
      select s.mailing_id as "mailingId", g.name, sum(s.open_count)::int as count
      from submission s left join mailing g on g.id = s.mailing_id
      where s.open_count > 0 and s.state = 'accepted' and s.send_before < $1
      group by s.mailing_id, g.name order by count desc limit ${MOST}`,
    values: [new Date(now.getTime() - URGENT_AFTER_MS)],
  });
  return rows;
}
