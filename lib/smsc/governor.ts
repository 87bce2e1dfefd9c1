import { createHash, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import { REQUEST_TIMEOUT_MS } from "@/lib/smsc/client";
import type {
  BalanceAnswer,
  Gateway,
  GatewayExchange,
  MessagePair,
  QuoteRequest,
  SendAnswer,
  SendContent,
  SendRequest,
  StatusAnswer,
} from "@/lib/smsc/gateway";
import { GatewayError } from "@/lib/smsc/errors";
import { createBreaker } from "@/lib/smsc/breaker";
import { takeBudget, type Budget } from "@/lib/smsc/budget";
import { createExchangeLog } from "@/lib/smsc/exchange-log";

/** Why a request was not made. `until`: when it may be tried again; null when a person must act. */
export type GovernorReason = "breaker" | "budget" | "slot";

/** The request was not made, so that a limit of the gateway is kept. Nothing left. */
export class GovernorRefusal extends Error {
  constructor(
    readonly reason: GovernorReason,
    readonly what: string,
    readonly until: Date | null,
  ) {
    super(`The gateway was not asked: ${reason} (${what}).`);
    this.name = "GovernorRefusal";
  }
}

/** A place among the simultaneous sends that its holder keeps while it is busy. */
export type SendLane = {
  /** False when the place was lost; take another. */
  keep(): Promise<boolean>;
  send(request: SendRequest): Promise<SendAnswer>;
  release(): Promise<void>;
};

export type GovernedGateway = Gateway & {
  /** A place to send from, or null while all are taken or the breaker is open. */
  openLane(): Promise<SendLane | null>;
  /** Prove the settings by asking for the balance, unless the breaker forbids it; does nothing when they are proven. */
  probe(): Promise<void>;
  /** Seconds to wait before the same content may be sent again; 0 takes the allowance. */
  reserveSend(content: SendContent & { sender: string | null }): Promise<number>;
  close(): Promise<void>;
};

type Options = {
  pool: Pool;
  /** Makes the client around which this governor stands. */
  connect: (onExchange: (exchange: GatewayExchange) => void) => Gateway & { close(): Promise<void> };
  /** sha256 of address and credentials: what was proven for other settings does not count. */
  settings: string;
};

// The gateway's windows are a minute by its own clock; five seconds are kept for the way there.
const WINDOW_MS = 65_000;
const MASS_STATUS: Budget = { key: "status:mass", limit: 1, windowMs: WINDOW_MS };
const BALANCE: Budget = { key: "balance", limit: 9, windowMs: WINDOW_MS };
const SLOT_HOLD_MS = REQUEST_TIMEOUT_MS + 10_000;
const SLOT_WAIT_MS = 10_000;

/**
 * Put the gateway's limits around a client: simultaneous requests, requests a minute, the breaker and the exchange
 * log, all shared by every process through the database. Throws `GovernorRefusal` instead of breaking one.
 * Source: SMSC HTTP API, "Error 9 by script", "Blocking of an IP address".
 */
export function createGovernor({ pool, connect, settings }: Options): GovernedGateway {
  const holder = `${process.pid}-${randomUUID().slice(0, 8)}`;
  const exchanges = createExchangeLog(pool);
  const client = connect(exchanges.add);
  const breaker = createBreaker(pool, settings);

  async function spend(budget: Budget): Promise<void> {
    const waitMs = await takeBudget(pool, budget);
    if (waitMs > 0) throw new GovernorRefusal("budget", budget.key.split(":")[0] ?? "", new Date(Date.now() + waitMs));
  }

  /** Ask inside a slot and behind the breaker, and tell the breaker how it ended. */
  async function govern<T>(kind: "send" | "read", ask: () => Promise<T>): Promise<T> {
    await breaker.admit();
    const slot = await waitForSlot(pool, kind, holder);
    try {
      return await watched(ask);
    } finally {
      await releaseSlot(pool, slot, holder);
    }
  }

  async function watched<T>(ask: () => Promise<T>): Promise<T> {
    try {
      const answer = await ask();
      await breaker.succeeded();
      return answer;
    } catch (error) {
      if (error instanceof GatewayError) await breaker.failed(error);
      throw error;
    }
  }

  return {
    send: (request) => govern("send", () => client.send(request)),
    quote: async (request: QuoteRequest) => {
      await spend({ key: `quote:${fingerprint(request)}`, limit: 4, windowMs: WINDOW_MS });
      return govern("send", () => client.quote(request));
    },
    status: async (pair: MessagePair): Promise<StatusAnswer> => {
      await spend({ key: `status:${pair.gatewayId}:${pair.msisdn}`, limit: 4, windowMs: WINDOW_MS });
      return govern("read", () => client.status(pair));
    },
    statuses: async (pairs) => {
      await spend(MASS_STATUS);
      return govern("read", () => client.statuses(pairs));
    },
    balance: async (): Promise<BalanceAnswer> => {
      await spend(BALANCE);
      return govern("read", () => client.balance());
    },
    probe: async () => {
      if (await breaker.isOpenForLanes()) return;
      await govern("read", () => client.balance());
    },
    reserveSend: async (content) => {
      const waitMs = await takeBudget(pool, { key: `send:${fingerprint(content)}`, limit: 1, windowMs: WINDOW_MS });
      return Math.ceil(waitMs / 1000);
    },
    openLane: async () => {
      if (!(await breaker.isOpenForLanes())) return null;
      const slot = await takeSlot(pool, "send", holder);
      if (slot === null) return null;
      let heldUntil = performance.now() + SLOT_HOLD_MS;
      return {
        keep: async () => {
          if (heldUntil - performance.now() > REQUEST_TIMEOUT_MS + 5_000) return true;
          const isKept = await renewSlot(pool, slot, holder);
          if (isKept) heldUntil = performance.now() + SLOT_HOLD_MS;
          return isKept;
        },
        send: (request) => watched(() => client.send(request)),
        release: () => releaseSlot(pool, slot, holder),
      };
    },
    close: async () => {
      await client.close();
      await exchanges.close();
    },
  };
}

/** What the gateway would call an identical request: recipients, text and sender. */
function fingerprint({ msisdns, text, personalised, sender }: SendContent & { sender: string | null }): string {
  return createHash("sha256")
    .update(JSON.stringify([msisdns ?? null, text ?? null, personalised ?? null, sender]))
    .digest("hex")
    .slice(0, 40);
}

async function takeSlot(pool: Pool, kind: "send" | "read", holder: string): Promise<number | null> {
  const { rows } = await pool.query<{ slot: number }>({
    name: "slot_take",
    text: `
      update gateway_slot set holder = $1, until = clock_timestamp() + $3 * interval '1 millisecond'
      where slot = (select slot from gateway_slot where kind = $2 and (until is null or until < clock_timestamp())
        order by slot limit 1 for update skip locked)
      returning slot`,
    values: [holder, kind, SLOT_HOLD_MS],
  });
  return rows[0]?.slot ?? null;
}

async function waitForSlot(pool: Pool, kind: "send" | "read", holder: string): Promise<number> {
  const until = performance.now() + SLOT_WAIT_MS;
  for (;;) {
    const slot = await takeSlot(pool, kind, holder);
    if (slot !== null) return slot;
    if (performance.now() > until) throw new GovernorRefusal("slot", kind, new Date(Date.now() + 1000));
    await delay(50);
  }
}

/** False when the place went to somebody else meanwhile. */
async function renewSlot(pool: Pool, slot: number, holder: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    "update gateway_slot set until = clock_timestamp() + $3 * interval '1 millisecond' where slot = $1 and holder = $2 and until > clock_timestamp()",
    [slot, holder, SLOT_HOLD_MS],
  );
  return rowCount === 1;
}

async function releaseSlot(pool: Pool, slot: number, holder: string): Promise<void> {
  await pool.query("update gateway_slot set holder = null, until = null where slot = $1 and holder = $2", [slot, holder]);
}
