import type { useTranslations } from "use-intl";
import type { Format } from "@/lib/i18n/format";
import type { Translator } from "@/lib/i18n/request";
import type { OwnState } from "@/lib/messages/lifecycle";
import type { MessageView } from "@/lib/messages/timeline";
import { errKey, isDelivered, isFinalStatus, statusEntry, statusKey } from "@/lib/smsc/status-catalogue";

type Translate = ReturnType<typeof useTranslations> | Translator;

type Words = {
  statuses: Translate;
  messages: Translate;
  format: Format;
  currency: string | null;
  /** Where the recipient is, and what time it is: tells why the gateway holds a message. */
  recipient?: { timeZone: string | null; now: Date };
};

/** What a message is, in a sentence: the meaning of its status, and the error beside it where there is one. */
export function sentenceOf(
  { state, err, skipReason, endedAt }: Pick<MessageView, "state" | "err" | "skipReason" | "endedAt">,
  { statuses, messages, format, recipient }: Omit<Words, "currency">,
): string {
  if (state === "skipped" && skipReason) return messages("timeline.skipped", { reason: messages(`skipReason.${skipReason}`) });
  if (typeof state !== "object") {
    const since = endedAt === null ? [] : [messages("support.since", { when: format.dateTime(endedAt) })];
    return [statuses(`ownMeaning.${state}`), ...since].join(" ");
  }
  const held = state.code === -1 && recipient ? `held.${holdOf(recipient)}` : null;
  const meaning = statuses(held ?? `meaning.${statusKey(state.code)}`);
  return err ? `${meaning} ${statuses(`err.${errKey(err)}`, { code: err })}.` : meaning;
}

/** Bulk messages leave within these hours of the recipient's day. Source: SMSC FAQ, "time of sending". */
const LEAVES_BETWEEN = { from: 9, until: 22 } as const;

/** Why the gateway holds a message: by night until the morning, by day for its turn. A number without a zone is taken as Moscow's. */
export function holdOf({ timeZone, now }: { timeZone: string | null; now: Date }): "night" | "turn" {
  const hour = Number(new Intl.DateTimeFormat("en-GB", { timeZone: timeZone ?? "Europe/Moscow", hour: "numeric", hourCycle: "h23" }).format(now));
  return hour >= LEAVES_BETWEEN.from && hour < LEAVES_BETWEEN.until ? "turn" : "night";
}

/** What became of a message, in plain sentences: its status, how long it took, what it cost. */
export function accountOf(message: MessageView, { currency, ...words }: Words): string {
  const { messages, format } = words;
  const seconds = secondsToEnd(message);
  const charged = chargedOf(message);
  const cost = message.cost !== null && currency !== null && Number(message.cost) > 0 ? format.money(message.cost, currency, 4) : null;
  return [
    sentenceOf(message, words),
    seconds === null ? null : messages("page.elapsed", elapsedOf(seconds)),
    charged === "yes" && cost !== null ? messages("page.chargedCost", { cost }) : null,
    charged === "no" && isFinalState(message) ? messages("page.notCharged") : null,
  ]
    .filter((sentence) => sentence !== null)
    .join(" ");
}

/** The same for somebody who cannot see the page: which message, when it was handed over, and what to do. */
export function explanationOf(message: MessageView, words: Words): string {
  const at = message.tries.at(-1)?.claimedAt ?? message.createdAt;
  const remedy = remedyOf(message, words.statuses);
  const about = words.messages("explanation.about", { number: message.number, id: String(message.id), when: words.format.dateTime(at) });
  return [about, accountOf(message, words), ...(remedy ? [`${words.messages("page.whatToDo")}: ${remedy}`] : [])].join("\n");
}

/** A question to the gateway's support service about one message, ready to be sent: what it knows a message by. */
export function supportRequestOf(message: MessageView, { messages, format }: Pick<Words, "messages" | "format">): string {
  const attempt = message.tries.at(-1);
  return [
    messages("support.ask"),
    messages("support.id", { id: String(attempt?.gatewayId ?? "") }),
    messages("support.number", { number: message.number }),
    messages("support.time", { when: format.dateTime(attempt?.claimedAt ?? message.createdAt) }),
    messages("support.sender", { sender: message.sender ?? messages("page.senderDefault") }),
  ].join("\n");
}

/** What to do about it; the gateway's codes only, for our own states say it in their meaning. */
export function remedyOf({ state, code }: Pick<MessageView, "state" | "code">, statuses: Translate): string | null {
  if (typeof state === "object") return statuses(`whatToDo.${statusKey(state.code)}`);
  return code === null ? null : statuses(`whatToDo.${statusKey(code)}`);
}

/** What can be done about a message from here; null where waiting or nothing is the answer. */
export function deedOf(message: Outcome): "repeat" | "suppress" | "mailing" | "balance" | null {
  const { state } = message;
  if (state === "stopped" || state === "unconfirmed") return "mailing";
  if (typeof state !== "object") return null;
  if (state.code === 24) return "balance";
  if (state.code === 22 || state.code === 25 || isDead(message)) return "suppress";
  return worthOf(message) === "yes" ? "repeat" : null;
}

/** Whether the same message is worth sending again: `not_yet` while it may still arrive. */
export function worthOf(message: Outcome): "yes" | "no" | "arrived" | "not_yet" {
  const { state } = message;
  if (!isFinalState(message)) return "not_yet";
  if (typeof state !== "object") return isUnseen(message) || state === "withdrawn" || state === "refused" ? "yes" : "no";
  if (isDelivered(state.code)) return "arrived";
  return AGAIN.includes(state.code) && !isDead(message) ? "yes" : "no";
}

type Outcome = Pick<MessageView, "state" | "err" | "tries" | "statusAt" | "createdAt" | "outsideId">;

/** Expired, undeliverable, unpaid: another time may do. */
const AGAIN = [3, 20, 24];
const NO_SUBSCRIBER = 1;
/** An undeliverable message that came back so soon met nobody. */
const AT_ONCE_SECONDS = 60;

/** The number most likely does not exist. */
function isDead(message: Outcome): boolean {
  const { state, err } = message;
  if (typeof state !== "object" || state.code !== 20) return false;
  return err === NO_SUBSCRIBER || (!err && (secondsToEnd(message) ?? AT_ONCE_SECONDS) < AT_ONCE_SECONDS);
}

const SETTLED: readonly OwnState[] = ["skipped", "refused", "withdrawn", "archived_unseen", "no_final_status"];

/** Ended without a final status: what became of it only the gateway's support service can say. */
export function isUnseen({ state }: Pick<MessageView, "state">): boolean {
  return state === "archived_unseen" || state === "no_final_status";
}

export function isFinalState({ state }: Pick<MessageView, "state">): boolean {
  return typeof state === "object" ? isFinalStatus(state.code) : SETTLED.includes(state);
}

/** Whether it is paid for: `yes`, `no`, or `maybe` while that is not known. */
export function chargedOf({ state, cost }: Pick<MessageView, "state" | "cost">): "yes" | "no" | "maybe" {
  if (typeof state !== "object") return SETTLED.includes(state) && !isUnseen({ state }) ? "no" : "maybe";
  const charged = statusEntry(state.code).charged;
  return charged === "yes" && cost !== null && Number(cost) === 0 ? "no" : charged;
}

/** Seconds between the hand-over and a final status, by the gateway's clock; null where they are not known. */
export function secondsToEnd(message: Pick<MessageView, "state" | "tries" | "statusAt" | "createdAt" | "outsideId">): number | null {
  const begun = message.outsideId === null ? message.tries.at(-1)?.claimedAt : message.createdAt;
  if (!isFinalState(message) || typeof message.state !== "object" || !begun || !message.statusAt) return null;
  const seconds = Math.round((Date.parse(message.statusAt) - Date.parse(begun)) / 1000);
  // The gateway's clock has seconds, and is not ours.
  return seconds < -2 ? null : Math.max(1, seconds);
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** A time in the largest unit of which it has two, for a sentence. */
export function elapsedOf(seconds: number): { unit: "second" | "minute" | "hour" | "day"; count: number } {
  const [unit, size] = UNITS.find(([, least]) => seconds >= 2 * least) ?? (["second", 1] as const);
  return { unit, count: Math.round(seconds / size) };
}
