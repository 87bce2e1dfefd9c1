import type { AnswerDetail, DeliveryOptions, PersonalisedText, SendContent, SendTime } from "../gateway";
import { encodeMsisdn, encodeMsisdns, given, within, type WireParameters } from "./parameters";

/** Write addressees and text. Numbers leave with a plus, so that the gateway corrects nothing. */
export function encodeContent(content: SendContent, comment?: string): WireParameters {
  if (content.personalised) {
    if (comment !== undefined) throw new RangeError("A comment goes only with one text for all.");
    return { list: content.personalised.map(encodeEntry).join("\n") };
  }
  return { phones: encodeMsisdns(content.msisdns), mes: encodeText(content.text, comment) };
}

/** A text, and behind a line of three tildes a comment that is not sent. Source: SMSC HTTP API, "Addressees, text, identity". */
export function encodeText(text: string, comment: string | undefined): string {
  return comment === undefined ? text : `${text}\n~~~\n${comment}`;
}

/** Write how messages are treated. Source: SMSC HTTP API, "Text treatment and delivery time", "Kind of message". */
export function encodeDelivery(options: DeliveryOptions): WireParameters {
  const { time, timeZone, spread, validMinutes, maxSegments, translit, shortenLinks, isFlash } = options;
  return given({
    time: time && encodeTime(time),
    tz: timeZone,
    period: within(spread?.hours, 0.1, 720, "The hours of a spread"),
    freq: within(spread?.everyMinutes, 1, 1440, "The minutes between groups"),
    valid: validMinutes === undefined ? undefined : encodeDuration(validMinutes),
    maxsms: within(maxSegments, 1, 255, "The most segments"),
    translit: translit && { latin: 1, lookalike: 2 }[translit],
    tinyurl: shortenLinks,
    flash: isFlash,
  });
}

/** Write a sender ID; null leaves the account's default. */
export function encodeSender(sender: string | null | undefined): WireParameters {
  return sender ? { sender } : {};
}

/** Write what the answer is to tell. Source: SMSC HTTP API, "Answer control". */
export function encodeDetail({ money = "balance", phones = "all" }: AnswerDetail = {}): WireParameters {
  return {
    ...{ none: {}, cost: { cost: "2" }, balance: { cost: "3" } }[money],
    ...{ none: {}, faulty: { err: "1" }, all: { op: "1" } }[phones],
  };
}

/** Messages a request carries. */
export function countOf(content: SendContent): number {
  return content.personalised?.length ?? content.msisdns?.length ?? 0;
}

/** In `list` one entry is one line, and a line feed in a text is the two characters `\n`. Only the first colon separates. */
function encodeEntry({ msisdn, text, sender, timeZone }: PersonalisedText): string {
  if (sender !== undefined && !/^[^|,:;\r\n]+$/.test(sender)) throw new RangeError("A sender in a list must hold no separator.");
  if (timeZone !== undefined && sender === undefined) throw new RangeError("A zone in a list needs a sender.");
  const own = sender === undefined ? "" : `${sender}${timeZone === undefined ? "" : `,${timeZone}`}|`;
  return `${own}${encodeMsisdn(msisdn)}:${text.replace(/\r\n?|\n/g, "\\n")}`;
}

function encodeTime(time: SendTime): string {
  if ("at" in time) return `0${Math.floor(time.at.getTime() / 1000)}`;
  if ("inMinutes" in time) return `+${within(time.inMinutes, 0, 1_000_000, "The minutes to wait")}`;
  if ("betweenHours" in time) return time.betweenHours.map((hour) => within(hour, 0, 24, "An hour of the day")).join("-");
  const [, year, month, day, clock] = /^\d\d(\d\d)-(\d\d)-(\d\d)T(\d\d:\d\d)$/.exec(time.local) ?? [];
  if (clock === undefined) throw new RangeError("A local time must be YYYY-MM-DDThh:mm.");
  return `${day}.${month}.${year} ${clock}`;
}

/** Minutes as `hh:mm`, 00:01 … 24:00. */
function encodeDuration(minutes: number): string {
  within(minutes, 1, 1440, "The minutes a message lives");
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
