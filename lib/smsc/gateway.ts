/** The gateway as the rest of the product knows it: one method a command, answers in our words. */
export interface Gateway {
  /** Hand messages over. Never retry by yourself: see `GatewayError.outcome`. */
  send(request: SendRequest): Promise<SendAnswer>;
  /** Ask what a send would cost; nothing is sent. */
  quote(request: QuoteRequest): Promise<{ cost: string; segments: number }>;
  /** Ask about one message (five times a minute for one message at most). A message it does not know has status -3. */
  status(pair: MessagePair, detail?: StatusDetail): Promise<StatusAnswer>;
  /** Ask about many in one mass request (one a minute for the account). Gives one answer a pair, in the order asked;
   *  a pair the gateway left out is left out here, too. */
  statuses(pairs: MessagePair[], detail?: StatusDetail): Promise<StatusAnswer[]>;
  balance(): Promise<BalanceAnswer>;
}

/** What the gateway knows a message by. */
export type MessagePair = { gatewayId: number; msisdn: string };

/** How much is told of a message: its status; also its cost, sender and text; also country, carrier and region. One
 *  message is asked for with `regional`, many with `full`, unless the caller says otherwise. */
export type StatusDetail = "short" | "full" | "regional";

/** One recipient with a text of their own; `sender` and `timeZone` hold for this recipient only. */
export type PersonalisedText = {
  msisdn: string;
  text: string;
  sender?: string;
  /** Hours from Moscow. Works only with `sender` and with a `time` given as `local`. */
  timeZone?: number;
};

/** Digits only in every `msisdn`, as stored. */
export type SendContent =
  { msisdns: string[]; text: string; personalised?: never } | { personalised: PersonalisedText[]; msisdns?: never; text?: never };

/** When messages are to leave. Past moments leave at once. Source: SMSC HTTP API, "time of send.php and jobs.php". */
export type SendTime =
  /** A moment; free of zones. */
  | { at: Date }
  /** `YYYY-MM-DDThh:mm` in the zone of `timeZone`. */
  | { local: string }
  /** Hours of the day, 0 … 24: before them it waits for their beginning, after them for tomorrow's. */
  | { betweenHours: readonly [from: number, until: number] }
  | { inMinutes: number };

/** How messages are treated and when they leave. What is left out is left to the account's settings. */
export type DeliveryOptions = {
  time?: SendTime;
  /** Hours from Moscow, -1 Kaliningrad … 9 Kamchatka; for `local` and `betweenHours`. */
  timeZone?: number;
  /** Stretch the whole sending over 0.1 … 720 hours, a group every 1 … 1440 minutes. */
  spread?: { hours: number; everyMinutes?: number };
  /** Life of a message, 1 … 1440 minutes. */
  validMinutes?: number;
  /** Cut the text so that it needs at most so many segments. */
  maxSegments?: number;
  /** `latin` transliterates, `lookalike` imitates the letters' shapes. */
  translit?: "latin" | "lookalike";
  /** Replace links by short ones, whose clicks `shortLinks.clicks` counts. */
  shortenLinks?: boolean;
  /** Shown at once on the screen. */
  isFlash?: boolean;
  /** Neither sent nor charged; shown in the history. Only with one text for all. */
  comment?: string;
};

/** What the answer tells besides id and segments. Left out: the balance, and every number. */
export type AnswerDetail = {
  money?: "none" | "cost" | "balance";
  phones?: "none" | "faulty" | "all";
};

export type SendRequest = SendContent &
  DeliveryOptions & {
    /** Chosen by us and committed before. */
    gatewayId: number;
    /** Null: the account's default. `.` switches the default off. */
    sender: string | null;
    detail?: AnswerDetail;
    /** By `performance.now()`. Checked right before the bytes leave; too late is `not_sent`. */
    mustLeaveBefore?: number;
  };

export type QuoteRequest = SendContent & DeliveryOptions & { sender: string | null };

/** One number of a send. `status` and `err` are given for faulty ones only. */
export type SentPhone = {
  msisdn: string;
  cost: string | null;
  mccmnc: string | null;
  status: number | null;
  err: number | null;
};

/** Money is a decimal string with a point, as the gateway writes it. */
export type SendAnswer = {
  gatewayId: string;
  segments: number;
  cost: string | null;
  balance: string | null;
  phones: SentPhone[];
};

export type StatusAnswer = {
  gatewayId: number;
  msisdn: string;
  status: number;
  err: number | null;
  at: Date | null;
  cost: string | null;
  segments: number | null;
  sender: string | null;
  carrier: string | null;
  region: string | null;
  country: string | null;
  sentAt: Date | null;
  /** The carrier by number range, before porting. */
  originalCarrier: string | null;
  mccmnc: string | null;
  comment: string | null;
  /** The kind's number: 0 SMS, 1 flash, 4 HLR, 5 ping, …; see "Full answer". */
  type: number | null;
  /** Bit field; see "flag". */
  flag: number | null;
  /** Only what an HLR query found. */
  hlr: HlrAnswer | null;
  /** Everything the gateway said, unknown fields included. Holds the text: never log it. */
  raw: Record<string, unknown>;
};

/** Where a subscriber is. Roaming fields are null at home. */
export type HlrAnswer = {
  imsi: string | null;
  serviceCentre: string | null;
  mcc: string | null;
  mnc: string | null;
  country: string | null;
  carrier: string | null;
  roamingCountry: string | null;
  roamingCarrier: string | null;
};

export type BalanceAnswer = { balance: string; currency: string | null; credit: string | null };

/** One request, for the exchange log: counts and ids only, never a text, a secret or a whole number. */
export type GatewayExchange = {
  script: string;
  startedAt: Date;
  durationMs: number;
  outcome: "ok" | "refused" | "not_sent" | "unknown";
  gatewayCode: number | null;
  facts: Record<string, number | string>;
  /** What was asked, by the wire's names: short safe values as they are, numbers masked, texts as their length,
   *  credentials left out. */
  parameters: Record<string, string>;
};

export type { BlackListScope } from "./commands/black-list";
export type { ContactFields, ContactFilter, GatewayContact } from "./commands/contacts";
export type { GatewayGroup } from "./commands/groups";
export type { AccountStatistics, HistoryFilter, InboundMessage, SentMessage, ZonePrice } from "./commands/history";
export type { GatewayMailing, NewMailing } from "./commands/mailings";
export type { CarrierAnswer } from "./commands/numbers";
export type { GatewaySender, SenderFields, SenderFilter, SenderRef } from "./commands/senders";
export type { LookupRequest } from "./commands/sending";
export type { LinkClicks } from "./commands/short-links";
export type { SubAccountFilter } from "./commands/sub-accounts";
export type { GatewayCommands, RunCommand } from "./commands/table";
export type { GatewayTemplate, TemplateFields } from "./commands/templates";
