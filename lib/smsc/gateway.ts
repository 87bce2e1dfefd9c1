/** The gateway as the rest of the product knows it: one method a command, answers in our words. */
export interface Gateway {
  /** Hand messages over. Never retry by yourself: see `GatewayError.outcome`. */
  send(request: SendRequest): Promise<SendAnswer>;
  /** Ask what a send would cost; nothing is sent. */
  quote(request: QuoteRequest): Promise<{ cost: string; segments: number }>;
  /** Ask about one message (five times a minute for one message at most). A message it does not know has status -3. */
  status(pair: MessagePair): Promise<StatusAnswer>;
  /** Ask about many in one mass request (one a minute for the account). Gives one answer a pair, in the order asked;
   *  a pair the gateway left out is left out here, too. */
  statuses(pairs: MessagePair[]): Promise<StatusAnswer[]>;
  balance(): Promise<BalanceAnswer>;
}

/** What the gateway knows a message by. */
export type MessagePair = { gatewayId: number; msisdn: string };

/** Digits only in every `msisdn`, as stored. */
export type SendContent =
  { msisdns: string[]; text: string; personalised?: never } | { personalised: { msisdn: string; text: string }[]; msisdns?: never; text?: never };

export type SendRequest = SendContent & {
  /** Chosen by us and committed before. */
  gatewayId: number;
  /** Null: the account's default. */
  sender: string | null;
  /** By `performance.now()`. Checked right before the bytes leave; too late is `not_sent`. */
  mustLeaveBefore?: number;
};

export type QuoteRequest = SendContent & { sender: string | null };

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
  /** Everything the gateway said, unknown fields included. Holds the text: never log it. */
  raw: Record<string, unknown>;
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
};
