import { pool } from "@/lib/db";
import { readFreshness, type Freshness } from "@/lib/messages/freshness";
import { isOpen } from "@/lib/messages/lifecycle";
import { MESSAGE_COLUMNS, MESSAGE_JOINS, messageRowOf, type MessageRow, type RawMessage } from "@/lib/messages/rows";

export type TryView = {
  gatewayId: number;
  number: number;
  claimedAt: string;
  answeredAt: string | null;
  outcome: string | null;
  gatewayCode: number | null;
  durationMs: number | null;
};
export type ReportView = { status: number; err: number | null; at: string | null; learntAt: string; source: string };

/** One message with everything that happened to it. */
export type MessageView = MessageRow & {
  sender: string | null;
  submissionCode: number | null;
  contactId: number | null;
  createdBy: string | null;
  /** The `id` another program or the gateway gave it; of outside messages alone. */
  outsideId: string | null;
  tries: TryView[];
  reports: ReportView[];
  /** What came in as an answer to it, oldest first. */
  replies: { text: string; receivedAt: string; isStop: boolean }[];
  /** How fresh its status is, while another is awaited; null else. */
  freshness: Freshness | null;
};

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Read a message and its timeline; null when there is none. */
export async function findMessage(messageId: number): Promise<MessageView | null> {
  const { rows } = await pool.query<
    RawMessage & {
      sender: string | null;
      submissionCode: number | null;
      contactId: number | null;
      createdBy: string | null;
      outsideId: string | null;
      submissionId: number | null;
    }
  >(
    `select ${MESSAGE_COLUMNS}, coalesce(m.sender, g.sender) as sender, s.gateway_code as "submissionCode", c.id as "contactId", o.name as "createdBy",
       x.gateway_id as "outsideId", m.submission_id as "submissionId"
     from message m ${MESSAGE_JOINS} left join operator o on o.id = coalesce(m.created_by_id, g.launched_by_id)
       left join outside_message x on x.message_id = m.id where m.id = $1`,
    [messageId],
  );
  const raw = rows[0];
  if (!raw) return null;
  const { sender, submissionCode, contactId, createdBy, outsideId, submissionId, ...message } = raw;
  const row = messageRowOf(message);
  const isAwaited = submissionId !== null && isOpen(row.state);
  const [tries, reports, replies, freshness] = await Promise.all([
    readTries(submissionId),
    readReports(submissionId, raw.msisdn),
    readReplies(messageId),
    isAwaited ? readFreshness() : null,
  ]);
  const view = { ...row, sender, submissionCode, contactId, createdBy, outsideId, tries, replies, freshness };
  return { ...view, reports: outsideId === null ? reports : reportOfHistory(raw) };
}

/** Of an outside message the present status alone is kept. */
function reportOfHistory({ status, err, statusAt, learntAt }: RawMessage): ReportView[] {
  if (status === null || learntAt === null) return [];
  return [{ status, err, at: iso(statusAt), learntAt: learntAt.toISOString(), source: "history" }];
}

async function readTries(submissionId: number | null): Promise<TryView[]> {
  const { rows } = await pool.query<Omit<TryView, "claimedAt" | "answeredAt"> & { claimedAt: Date; answeredAt: Date | null }>(
    `select gateway_id as "gatewayId", number, claimed_at as "claimedAt", answered_at as "answeredAt", outcome, gateway_code as "gatewayCode", duration_ms as "durationMs"
     from submission_attempt where submission_id = $1 order by number`,
    [submissionId],
  );
  return rows.map((row) => ({ ...row, claimedAt: row.claimedAt.toISOString(), answeredAt: iso(row.answeredAt) }));
}

async function readReports(submissionId: number | null, msisdn: string): Promise<ReportView[]> {
  const { rows } = await pool.query<Omit<ReportView, "at" | "learntAt"> & { at: Date | null; learntAt: Date }>(
    `select r.status, r.err, r.at, r.learnt_at as "learntAt", r.source from submission_attempt a join delivery_report r on r.gateway_id = a.gateway_id
     where a.submission_id = $1 and r.msisdn = $2 order by coalesce(r.at, r.learnt_at), r.id limit 200`,
    [submissionId, msisdn],
  );
  return rows.map((row) => ({ ...row, at: iso(row.at), learntAt: row.learntAt.toISOString() }));
}

async function readReplies(messageId: number): Promise<MessageView["replies"]> {
  const { rows } = await pool.query<{ text: string; receivedAt: Date; isStop: boolean }>(
    `select text, received_at as "receivedAt", is_stop as "isStop" from inbound_message where message_id = $1 order by id limit 50`,
    [messageId],
  );
  return rows.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() }));
}
