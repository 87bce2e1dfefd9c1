import { formatMsisdn, maskMsisdn } from "@/lib/sms/msisdn";
import { codeOf, messageState, type EndingName, type MailingStateName, type MessageState, type SubmissionStateName } from "@/lib/messages/lifecycle";

/** A message as tables show it. */
export type MessageRow = {
  id: number;
  kind: "mailing" | "single" | "test" | "hlr" | "outside";
  msisdn: string;
  /** The MSISDN as people read it. */
  number: string;
  name: string | null;
  state: MessageState;
  /** The gateway's code, or -2 for one that waits in a paused mailing; null where there is none. */
  code: number | null;
  err: number | null;
  skipReason: string | null;
  /** Since when nothing more is expected of it, though no final status came; ISO. */
  endedAt: string | null;
  /** When it happened and when we learnt it; ISO. */
  statusAt: string | null;
  learntAt: string | null;
  createdAt: string;
  segmentCount: number | null;
  /** Decimal string; where the gateway named no price of its own, what most of its request cost, else its even share. */
  cost: string | null;
  mailingId: number | null;
  mailingName: string | null;
  text: string | null;
};

export type RawMessage = {
  id: number;
  kind: MessageRow["kind"];
  msisdn: string;
  name: string | null;
  status: number | null;
  err: number | null;
  skipReason: string | null;
  endedAs: EndingName | null;
  endedAt: Date | null;
  statusAt: Date | null;
  learntAt: Date | null;
  createdAt: Date;
  segmentCount: number | null;
  cost: string | null;
  mailingId: number | null;
  mailingName: string | null;
  mailingState: MailingStateName | null;
  submissionState: SubmissionStateName | null;
  text: string | null;
};

/** What every read of messages selects, joined by primary and unique keys alone. */
export const MESSAGE_COLUMNS = `
  m.id, m.kind, m.msisdn, c.name, m.status, m.err, m.skip_reason as "skipReason", m.ended_as as "endedAs", m.ended_at as "endedAt",
  m.status_at as "statusAt", m.learnt_at as "learntAt", m.created_at as "createdAt",
  coalesce(m.segment_count, case when s.size > 0 then round(s.segment_count::numeric / s.size) end)::int as "segmentCount",
  case when m.refunded > 0 then 0 else coalesce(m.cost, s.unit_cost, case when s.size > 0 then round(s.cost / s.size, 4) end) end::text as cost,
  m.mailing_id as "mailingId", g.name as "mailingName", g.state as "mailingState", s.state as "submissionState", coalesce(m.text, g.text) as text`;
export const MESSAGE_JOINS = `
  left join submission s on s.id = m.submission_id left join mailing g on g.id = m.mailing_id left join contact c on c.msisdn = m.msisdn`;

export function messageRowOf(raw: RawMessage): MessageRow {
  const state = messageState(raw, raw.submissionState, raw.mailingState);
  const { status, endedAs, endedAt, mailingState, submissionState, statusAt, learntAt, createdAt, ...rest } = raw;
  void status;
  void endedAs;
  void mailingState;
  void submissionState;
  return {
    ...rest,
    number: formatMsisdn(rest.msisdn),
    state,
    code: codeOf(state),
    endedAt: endedAt?.toISOString() ?? null,
    statusAt: statusAt?.toISOString() ?? null,
    learntAt: learntAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

/** The same for a reader who sees numbers masked. */
export function maskedRow<Row extends { msisdn: string; number: string }>(row: Row): Row {
  const masked = maskMsisdn(row.msisdn);
  return { ...row, msisdn: masked, number: masked };
}
