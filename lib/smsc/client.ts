import { GatewayError } from "./errors";
import type { Gateway, GatewayExchange, MessagePair, StatusAnswer } from "./gateway";
import { decodeBalance, decodeBody, decodeQuote, decodeSend, decodeStatus, decodeStatuses, encodeContent, encodePairs } from "./protocol";
import { createTransport } from "./transport";

export type {
  BalanceAnswer,
  Gateway,
  GatewayExchange,
  MessagePair,
  QuoteRequest,
  SendAnswer,
  SendContent,
  SendRequest,
  SentPhone,
  StatusAnswer,
} from "./gateway";

export type ClientOptions = {
  /** Base of the scripts, such as `https://smsc.ru/sys/`. */
  baseUrl: string;
  login?: string;
  password?: string;
  /** Replaces the password, and the login where none is given. */
  apiKey?: string;
  /** From the first byte that leaves to the last that comes back. */
  timeoutMs?: number;
  /** Told of every request, also of failed ones. Must not throw. */
  onExchange?: (exchange: GatewayExchange) => void;
};

/** A lease on a claim must exceed this, the time it may take to leave, and a grace. */
export const REQUEST_TIMEOUT_MS = 20_000;

/** The governor lets ten requests through at a time; the rest is slack for a status asked by hand. */
const CONNECTIONS = 12;

type Ask = {
  script: string;
  parameters: Record<string, string>;
  facts: GatewayExchange["facts"];
  mustLeaveBefore?: number;
};

/** Open a client. It knows the wire and nothing of limits: put the governor around it. */
export function createClient(options: ClientOptions): Gateway & { close(): Promise<void> } {
  const transport = createTransport({
    baseUrl: options.baseUrl,
    timeoutMs: options.timeoutMs ?? REQUEST_TIMEOUT_MS,
    connections: CONNECTIONS,
  });
  const common = { ...credentials(options), charset: "utf-8", fmt: "3" };

  /** Ask, and give what `decode` makes of the JSON; every other end is a `GatewayError`. */
  async function ask<T>({ script, parameters, facts, mustLeaveBefore }: Ask, decode: (value: unknown) => T | null): Promise<T> {
    const startedAt = new Date();
    const start = performance.now();
    const tell = (outcome: GatewayExchange["outcome"], gatewayCode: number | null) =>
      options.onExchange?.({
        script,
        startedAt,
        durationMs: Math.round(performance.now() - start),
        outcome,
        gatewayCode,
        facts,
      });
    try {
      const form = new URLSearchParams({ ...common, ...parameters });
      const value = readAnswer(await transport.post(script, form, { mustLeaveBefore }), decode);
      tell("ok", null);
      return value;
    } catch (error) {
      if (error instanceof GatewayError) tell(error.outcome, error.gatewayCode);
      throw error;
    }
  }

  return {
    send: async ({ gatewayId, sender, mustLeaveBefore, ...content }) =>
      ask(
        {
          script: "send.php",
          parameters: { ...encodeContent(content), ...senderOf(sender), id: String(gatewayId), cost: "3", op: "1" },
          facts: { id: gatewayId, messages: countOf(content) },
          mustLeaveBefore,
        },
        decodeSend,
      ),
    quote: async ({ sender, ...content }) =>
      ask(
        {
          script: "send.php",
          parameters: { ...encodeContent(content), ...senderOf(sender), cost: "1" },
          facts: { quote: 1, messages: countOf(content) },
        },
        decodeQuote,
      ),
    status: async (pair) => askStatus(pair),
    statuses: async (pairs) => {
      if (pairs.length === 0) return [];
      return ask(
        {
          script: "status.php",
          parameters: { ...encodePairs(pairs), all: "1" },
          facts: { mass: 1, messages: pairs.length },
        },
        (value) => decodeStatuses(value, pairs),
      );
    },
    balance: async () => ask({ script: "balance.php", parameters: { cur: "1" }, facts: {} }, decodeBalance),
    close: () => transport.close(),
  };

  async function askStatus(pair: MessagePair): Promise<StatusAnswer> {
    try {
      return await ask(
        {
          script: "status.php",
          parameters: { phone: pair.msisdn, id: String(pair.gatewayId), all: "2" },
          facts: { id: pair.gatewayId, messages: 1 },
        },
        (value) => decodeStatus(Array.isArray(value) ? value[0] : value, pair),
      );
    } catch (error) {
      // Old servers say error 3 where newer ones answer with status -3.
      const notFound = error instanceof GatewayError && error.outcome === "refused" && error.gatewayCode === 3;
      const denial = notFound ? decodeStatus({ status: -3 }, pair) : null;
      if (denial) return denial;
      throw error;
    }
  }
}

/** Throws when the gateway said no, or said nothing that can be understood. */
function readAnswer<T>(body: string, decode: (value: unknown) => T | null): T {
  const decoded = decodeBody(body);
  if (decoded.kind === "error") {
    const { gatewayCode, messageId } = decoded;
    throw new GatewayError(`The gateway refused with error ${gatewayCode ?? "without a number"}.`, {
      outcome: "refused",
      gatewayCode,
      messageId,
    });
  }
  const value = decoded.kind === "json" ? decode(decoded.value) : null;
  if (value === null) throw new GatewayError("The gateway's answer could not be understood.", { outcome: "unknown" });
  return value;
}

function credentials({ login, password, apiKey }: ClientOptions): Record<string, string> {
  if (apiKey) return login ? { login, apikey: apiKey } : { apikey: apiKey };
  return { login: login ?? "", psw: password ?? "" };
}

function senderOf(sender: string | null): Record<string, string> {
  return sender ? { sender } : {};
}

function countOf(content: { msisdns?: unknown[]; personalised?: unknown[] }): number {
  return content.personalised?.length ?? content.msisdns?.length ?? 0;
}
