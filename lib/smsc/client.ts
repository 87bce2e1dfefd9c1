import { readAnswer, type Asked } from "./answer";
import type { Command } from "./commands/command";
import { bindCommands, CORE_COMMANDS, type GatewayCommands, type RunCommand } from "./commands/table";
import { GatewayError } from "./errors";
import type { Gateway, GatewayExchange } from "./gateway";
import { reserveUrlsOf } from "./hosts";
import { redactParameters } from "./redact";
import { createTransport, NoAnswerError, type Transport } from "./transport";

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
  /** Bases to read from when the first gives no answer. Left out: what is known for the public sites, else none. */
  reserveUrls?: readonly string[];
  login?: string;
  password?: string;
  /** Replaces the password, and the login where none is given. */
  apiKey?: string;
  /** From the first byte that leaves to the last that comes back; a read shares it among the hosts it tries. */
  timeoutMs?: number;
  /** Told of every request, also of failed ones. Must not throw. */
  onExchange?: (exchange: GatewayExchange) => void;
};

/** Everything the gateway can do for a console. `run` makes the request of any command; a governor stands around it. */
export type GatewayClient = Gateway & GatewayCommands & { run: RunCommand; close(): Promise<void> };

/** A lease on a claim must exceed this, the time it may take to leave, and a grace. */
export const REQUEST_TIMEOUT_MS = 20_000;

/** The governor lets ten requests through at a time; the rest is slack for a status asked by hand. */
const CONNECTIONS = 12;

/** Open a client. It knows the wire and nothing of limits: put the governor around it. */
export function createClient(options: ClientOptions): GatewayClient {
  const { baseUrl, reserveUrls = reserveUrlsOf(baseUrl), timeoutMs = REQUEST_TIMEOUT_MS } = options;
  const open = (url: string) => createTransport({ baseUrl: url, connections: CONNECTIONS });
  const main = open(baseUrl);
  const reserves = reserveUrls.map(open);
  const common = { ...credentials(options), charset: "utf-8", fmt: "3" };

  /** Ask, and give what the command makes of the answer; every other end is a `GatewayError`. */
  async function run<P, A>(command: Command<P, A>, parameters: P): Promise<A> {
    const form = { ...common, ...command.verb, ...command.encode(parameters) };
    // What sends or changes is asked of one host only: another could do it a second time.
    const hosts = command.kind === "read" ? [main, ...reserves] : [main];
    const until = performance.now() + timeoutMs;
    for (const [index, host] of hosts.entries()) {
      const share = Math.ceil((until - performance.now()) / (hosts.length - index));
      try {
        return await ask({ command, parameters, form, host, reserve: index, timeoutMs: Math.max(1, share) });
      } catch (error) {
        const isLast = index === hosts.length - 1 || performance.now() >= until;
        if (isLast || !(error instanceof NoAnswerError)) throw error;
      }
    }
    throw new Error("There is always one host.");
  }

  /** Make one request to one host, and tell of it. */
  async function ask<P, A>({ command, parameters, form, host, reserve, timeoutMs }: Request<P, A>): Promise<A> {
    const tell = watch(command, form, { ...command.facts(parameters), ...(reserve > 0 ? { reserve } : {}) }, options.onExchange);
    try {
      const mustLeaveBefore = command.mustLeaveBefore?.(parameters);
      const isRead = command.kind === "read";
      const bytes = await host.post(command.script, new URLSearchParams(form), { mustLeaveBefore, timeoutMs, isRead });
      const answer = readAnswer(bytes, { command, parameters });
      tell("ok", null);
      return answer;
    } catch (error) {
      if (error instanceof GatewayError) tell(error.outcome, error.gatewayCode);
      throw error;
    }
  }

  return {
    ...bindCommands(run),
    send: (request) => run(CORE_COMMANDS.send, request),
    quote: (request) => run(CORE_COMMANDS.quote, request),
    status: (pair, detail) => run(CORE_COMMANDS.status, { pair, detail }),
    statuses: async (pairs, detail) => (pairs.length === 0 ? [] : run(CORE_COMMANDS.statuses, { pairs, detail })),
    balance: () => run(CORE_COMMANDS.balance, undefined),
    run,
    close: async () => {
      await Promise.all([main, ...reserves].map((host) => host.close()));
    },
  };
}

type Request<P, A> = Asked<P, A> & {
  form: Record<string, string>;
  host: Transport;
  /** 0 = the main host, 1 the first reserve. */
  reserve: number;
  timeoutMs: number;
};

/** Start the clock of one request; what comes back tells how it ended. */
function watch(
  { script }: Pick<Command<never, unknown>, "script">,
  form: Record<string, string>,
  facts: GatewayExchange["facts"],
  onExchange: ClientOptions["onExchange"],
) {
  const startedAt = new Date();
  const start = performance.now();
  return (outcome: GatewayExchange["outcome"], gatewayCode: number | null) => {
    const durationMs = Math.round(performance.now() - start);
    onExchange?.({ script, startedAt, durationMs, outcome, gatewayCode, facts, parameters: redactParameters(form) });
  };
}

function credentials({ login, password, apiKey }: ClientOptions): Record<string, string> {
  if (apiKey) return login ? { login, apikey: apiKey } : { apikey: apiKey };
  return { login: login ?? "", psw: password ?? "" };
}
