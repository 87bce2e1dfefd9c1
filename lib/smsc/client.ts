import { bindCommands, bindCore, type GatewayCommands, type RunCommand } from "./commands/table";
import type { Gateway, GatewayExchange } from "./gateway";
import { reserveUrlsOf } from "./hosts";
import { createRunner } from "./run-command";
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
import { scaled } from "@/lib/time-scale";

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
export const REQUEST_TIMEOUT_MS = scaled(20_000, 1_000);

/** The governor lets ten requests through at a time; the rest is slack for a status asked by hand. */
const CONNECTIONS = 12;

/** Open a client. It knows the wire and nothing of limits: put the governor around it. */
export function createClient(options: ClientOptions): GatewayClient {
  const { baseUrl, reserveUrls = reserveUrlsOf(baseUrl), timeoutMs = REQUEST_TIMEOUT_MS, onExchange } = options;
  const open = (url: string) => createTransport({ baseUrl: url, connections: CONNECTIONS });
  const main = open(baseUrl);
  const reserves = reserveUrls.map(open);
  const common = { ...credentials(options), charset: "utf-8", fmt: "3" };
  const run = createRunner({ main, reserves, common, timeoutMs, onExchange });
  return {
    ...bindCommands(run),
    ...bindCore(run),
    run,
    close: async () => {
      await Promise.all([main, ...reserves].map((host) => host.close()));
    },
  };
}

function credentials({ login, password, apiKey }: ClientOptions): Record<string, string> {
  if (apiKey) return login ? { login, apikey: apiKey } : { apikey: apiKey };
  return { login: login ?? "", psw: password ?? "" };
}
