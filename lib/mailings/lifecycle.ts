import type { MailingStateName } from "@/lib/messages/lifecycle";

export type MailingState = MailingStateName;

/** Every move a mailing may make. A move that is not listed is refused. */
export const MAILING_MOVES: Record<MailingState, readonly MailingState[]> = {
  draft: ["awaiting_approval", "scheduled", "planning"],
  awaiting_approval: ["draft", "scheduled"],
  scheduled: ["draft", "planning", "paused", "canceled"],
  planning: ["sending", "paused", "canceled"],
  sending: ["paused", "completed", "canceled"],
  // Back to planning when it was paused before its messages were all written, back to its time when that is still to come.
  paused: ["sending", "planning", "scheduled", "completed", "canceled"],
  completed: [],
  canceled: [],
};

/** The states that may move to `next`. */
export function statesBefore(next: MailingState): MailingState[] {
  return (Object.keys(MAILING_MOVES) as MailingState[]).filter((state) => MAILING_MOVES[state].includes(next));
}

/** No move is left. */
export function isSettled(state: MailingState): boolean {
  return MAILING_MOVES[state].length === 0;
}

/** Numbers may change by themselves: worth looking again. */
export function isLive(state: MailingState): boolean {
  return state === "planning" || state === "sending" || state === "scheduled";
}
