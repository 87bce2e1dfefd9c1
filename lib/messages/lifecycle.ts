import { isFinalStatus } from "@/lib/smsc/status-catalogue";

/** States of a submission and of a mailing, as the data model writes them. */
export type SubmissionStateName = "queued" | "submitting" | "accepted" | "refused" | "unconfirmed";
export type MailingStateName = "draft" | "awaiting_approval" | "scheduled" | "planning" | "sending" | "paused" | "canceled" | "completed";

/** Our own words, for messages the gateway has said nothing of yet; in the order a message may pass through them. */
export const OWN_STATES = [
  "planned",
  "leaving",
  "at_gateway",
  "unconfirmed",
  "stopped",
  "withdrawn",
  "skipped",
  "refused",
  "archived_unseen",
  "no_final_status",
] as const;
export type OwnState = (typeof OWN_STATES)[number];

/** What a message is: a status of the gateway, or a word of ours. */
export type MessageState = { code: number } | OwnState;

/** The code a state wears: one that waits in a paused mailing is -2, as the gateway itself would call it. */
export function codeOf(state: MessageState): number | null {
  if (typeof state === "object") return state.code;
  return state === "stopped" ? -2 : null;
}

const STATE_OF_SUBMISSION: Record<SubmissionStateName, OwnState> = {
  queued: "planned",
  submitting: "leaving",
  accepted: "at_gateway",
  refused: "refused",
  unconfirmed: "unconfirmed",
};

/** How a message ends without a final status, as the data model writes it. */
export type EndingName = "unseen" | "no_final";

const STATE_OF_ENDING: Record<EndingName, OwnState> = { unseen: "archived_unseen", no_final: "no_final_status" };

/**
 * What a message is, in one word. How it ended without a final status wins; then its own status, then why it was skipped;
 * else it is what its submission is, and one that waits in a paused mailing is stopped (-2). `mailing` is null for a message
 * of its own.
 */
export function messageState(
  message: { status: number | null; skipReason: string | null; endedAs: EndingName | null },
  submission: SubmissionStateName | null,
  mailing: MailingStateName | null,
): MessageState {
  if (message.endedAs !== null) return STATE_OF_ENDING[message.endedAs];
  if (message.status !== null) return { code: message.status };
  if (message.skipReason !== null) return "skipped";
  const queued = submission === null || submission === "queued";
  if (queued && mailing === "paused") return "stopped";
  if (queued && mailing === "canceled") return "withdrawn";
  return STATE_OF_SUBMISSION[submission ?? "queued"];
}

/** Whether more may become known of a message by itself. */
export function isOpen(state: MessageState): boolean {
  if (typeof state === "object") return !isFinalStatus(state.code) || state.code === 23;
  return ["planned", "leaving", "at_gateway", "unconfirmed"].includes(state);
}
