import type { useTranslations } from "use-intl";
import type { OwnState } from "@/lib/messages/lifecycle";
import type { MessageView } from "@/lib/messages/timeline";
import { errKey, isFinalStatus, statusEntry, statusKey } from "@/lib/smsc/status-catalogue";

type Translate = ReturnType<typeof useTranslations>;

/** What a message is, in a sentence: the meaning of its status, and the error beside it where there is one. */
export function sentenceOf(
  { state, err, skipReason }: Pick<MessageView, "state" | "err" | "skipReason">,
  statuses: Translate,
  messages: Translate,
): string {
  if (state === "skipped" && skipReason) return messages("timeline.skipped", { reason: messages(`skipReason.${skipReason}`) });
  if (typeof state !== "object") return statuses(`ownMeaning.${state}`);
  const meaning = statuses(`meaning.${statusKey(state.code)}`);
  return err ? `${meaning} ${statuses(`err.${errKey(err)}`, { code: err })}.` : meaning;
}

/** What to do about it; the gateway's codes only, for our own states say it in their meaning. */
export function remedyOf({ state, code }: Pick<MessageView, "state" | "code">, statuses: Translate): string | null {
  if (typeof state === "object") return statuses(`whatToDo.${statusKey(state.code)}`);
  return code === null ? null : statuses(`whatToDo.${statusKey(code)}`);
}

const SETTLED: readonly OwnState[] = ["skipped", "refused", "withdrawn", "archived_unseen", "no_final_status"];

export function isFinalState({ state }: Pick<MessageView, "state">): boolean {
  return typeof state === "object" ? isFinalStatus(state.code) : SETTLED.includes(state);
}

/** Whether it is paid for: `yes`, `no`, or `maybe` while that is not known. */
export function chargedOf({ state, cost }: Pick<MessageView, "state" | "cost">): "yes" | "no" | "maybe" {
  if (typeof state !== "object") return SETTLED.includes(state) ? "no" : "maybe";
  const charged = statusEntry(state.code).charged;
  return charged === "yes" && cost !== null && Number(cost) === 0 ? "no" : charged;
}
