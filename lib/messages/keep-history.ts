import type { ClientBase } from "pg";
import { keepOutside } from "@/lib/messages/outside-messages";
import { recordReports, type Report } from "@/lib/messages/record-reports";
import { isSighting, outranks } from "@/lib/messages/report-order";
import type { SentMessage } from "@/lib/smsc/gateway";
import { isFinalStatus } from "@/lib/smsc/status-catalogue";

/**
 * Keep what rows of the history say: news of our messages go to the inbox, what is none of ours is kept as outside. Gives
 * how many news and how many new outside messages there were.
 */
export async function keepHistory(client: ClientBase, sent: readonly SentMessage[]): Promise<{ news: number; outside: number }> {
  const { news, strangers } = await sortOut(client, sent);
  await recordReports(client, "history", news);
  return { news: news.length, outside: await keepOutside(client, strangers) };
}

type Known = {
  place: number;
  status: number | null;
  err: number | null;
  at: Date | null;
  lacksCost: boolean;
  claimedAt: Date;
  seenAt: Date | null;
  /** By the database's clock, which dates the report as well. */
  now: Date;
};

/** What says something new of our messages, and what is none of ours. */
async function sortOut(client: ClientBase, page: readonly SentMessage[]): Promise<{ news: Report[]; strangers: SentMessage[] }> {
  const { rows } = await client.query<Known>({
    name: "history_known",
    text: `
      select p.place::int, m.status, m.err, m.status_at as at, (s.cost is null and m.cost is null) as "lacksCost", a.claimed_at as "claimedAt",
        m.seen_at as "seenAt", now() as now
      from unnest($1::int[], $2::text[]) with ordinality as p (gateway_id, msisdn, place)
      join submission_attempt a on a.gateway_id = p.gateway_id
      join submission s on s.id = a.submission_id
      join message m on m.submission_id = a.submission_id and m.msisdn = p.msisdn`,
    values: [page.map(({ gatewayId }) => idOf(gatewayId)), page.map(({ recipient }) => recipient)],
  });
  const known = new Map(rows.map((row) => [row.place, row]));
  const news: Report[] = [];
  const strangers: SentMessage[] = [];
  for (const [index, sent] of page.entries()) {
    const ours = known.get(index + 1);
    if (!ours) strangers.push(sent);
    else if (isNews(sent, ours)) news.push(reportOf(sent));
  }
  return { news, strangers };
}

/** A gateway id as ours are: 32 bits. Others' may be texts, and are then nobody's of ours. */
function idOf(gatewayId: string): number | null {
  return /^\d{1,10}$/.test(gatewayId) && Number(gatewayId) <= 2_147_483_647 ? Number(gatewayId) : null;
}

/** A new status, a price that was missing, or that the gateway still knows what is old and open. */
function isNews(sent: SentMessage, { status, err, at, lacksCost, now, ...known }: Known): boolean {
  if (status === null || outranks(sent, { status, err, at }) || (lacksCost && sent.cost !== null)) return true;
  return !isFinalStatus(status) && isSighting({ status: sent.status, source: "history", learntAt: now }, known);
}

function reportOf({ gatewayId, recipient, status, err, at, cost, segments }: SentMessage): Report {
  return { gatewayId: Number(gatewayId), msisdn: recipient, status, err, at, cost, segments };
}
