import { createClient, type ClientOptions, type GatewayClient, type GatewayExchange } from "../client";
import { GatewayError } from "../errors";
import { createSandbox } from "../sandbox/server";

/** A message as the sandbox keeps it. */
export type KeptMessage = {
  id: number | string;
  phone: string;
  status: number;
  err: number;
  sender: string;
  text: string;
  segments: number;
  cost: string;
};

export type OpenSandbox = {
  client: GatewayClient;
  /** Every request of the client since the last reset. */
  exchanges: GatewayExchange[];
  /** Another client of the same sandbox; whoever opens it closes it. */
  connect(options?: Partial<ClientOptions>): GatewayClient;
  /** Do what only the other side of the gateway can. */
  control(deed: string, body?: unknown): Promise<Record<string, unknown>>;
  /** Messages under an id, newest first. */
  kept(id: number | string): Promise<KeptMessage[]>;
  cabinet(): Promise<Record<string, unknown[]>>;
  ledger(): Promise<Record<string, unknown>>;
  /** Unix milliseconds by the sandbox's clock, which a test may have moved. */
  now(): Promise<number>;
  /** Everything as on the first day; rules as in force. */
  reset(): Promise<void>;
  close(): Promise<void>;
};

/** Start a sandbox and a client of it, over real HTTP on loopback. */
export async function openSandbox(): Promise<OpenSandbox> {
  const sandbox = await createSandbox();
  const exchanges: GatewayExchange[] = [];
  const connect = (options: Partial<ClientOptions> = {}) => createClient({ baseUrl: sandbox.baseUrl, login: "demo", password: "demo", ...options });
  const client = connect({ onExchange: (exchange) => exchanges.push(exchange) });

  const read = async <T>(what: string) => (await (await fetch(`${sandbox.controlUrl}${what}`)).json()) as T;
  const control = async (deed: string, body: unknown = {}) => {
    const answer = await fetch(`${sandbox.controlUrl}${deed}`, { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`The sandbox did not do ${deed}: HTTP ${answer.status}.`);
    return (await answer.json()) as Record<string, unknown>;
  };
  return {
    client,
    exchanges,
    connect,
    control,
    kept: (id) => read(`messages?id=${id}`),
    cabinet: () => read("cabinet"),
    ledger: () => read("ledger"),
    now: async () => (await control("clock", { advanceMs: 0 })).now as number,
    reset: async () => {
      await control("reset");
      await control("pace", { pace: "human" });
      exchanges.length = 0;
    },
    close: async () => {
      await client.close();
      await sandbox.close();
    },
  };
}

/** The refusal or failure a call ends with; null when it ends well. */
export async function failureOf(call: Promise<unknown>): Promise<GatewayError | null> {
  try {
    await call;
    return null;
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
}

const MOSCOW_MS = 3 * 3_600_000;

/** A day in Moscow as commands take it, so many days after a moment. */
export function moscowDay(at: number, days = 0): string {
  return new Date(at + MOSCOW_MS + days * 86_400_000).toISOString().slice(0, 10);
}

/** A local time in Moscow as commands take it. */
export function moscowTime(at: number): string {
  return new Date(at + MOSCOW_MS).toISOString().slice(0, 16);
}
