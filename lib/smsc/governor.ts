import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { createAdmission, GovernorRefusal, StaleSettings, type Ticket } from "@/lib/smsc/admission";
import { attempt } from "@/lib/smsc/attempt";
import { createExchangeLog } from "@/lib/smsc/exchange-log";
import type { Gateway, SendAnswer, SendContent, SendRequest } from "@/lib/smsc/gateway";
import { createLane, type SendLane } from "@/lib/smsc/lane";
import { allowanceOf, PLACES, type Allowance, type Demand } from "@/lib/smsc/limits";
import { createLines, type Account, type Line } from "@/lib/smsc/lines";

export { GovernorRefusal, type GovernorReason } from "@/lib/smsc/admission";
export type { SendLane } from "@/lib/smsc/lane";

export type GovernedGateway = Gateway & {
  /** A place to send from, or null while all are taken or the breaker is open. */
  openLane(): Promise<SendLane | null>;
  /** Prove the settings by asking for the balance, unless the breaker forbids it; does nothing when they are proven. */
  probe(): Promise<void>;
  /** Seconds to wait before the same content may be sent again; 0 takes the allowance for the send that follows. */
  reserveSend(content: SendContent & { sender: string | null }): Promise<number>;
  close(): Promise<void>;
};

type Options = {
  pool: Pool;
  /** How long the gateway's minute is; shorter in tests, beside a sandbox with the same minute. */
  minuteMs?: number;
} & ({ /** The account, read anew whenever its settings have changed. */ load: () => Promise<Account> } | Pick<Account, "settings" | "connect">);

/**
 * Put the gateway's limits around a client: simultaneous requests, requests a minute, the breaker and the exchange
 * log, all shared by every process through the database. Throws `GovernorRefusal` instead of breaking one.
 * Source: SMSC HTTP API, "Error 9 by script", "Blocking of an IP address".
 */
export function createGovernor({ pool, minuteMs = 60_000, ...account }: Options): GovernedGateway {
  const holder = `${process.pid}-${randomUUID().slice(0, 8)}`;
  const exchanges = createExchangeLog(pool);
  const admission = createAdmission(pool, minuteMs);
  const load = "load" in account ? account.load : () => Promise.resolve({ ...account, version: null });
  const lines = createLines({ pool, minuteMs, load, onExchange: exchanges.add });
  const reserved = createReservations();

  /** Do it with the present settings; when the database knows newer ones, once more with those. */
  async function withLine<T>(work: (line: Line) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      const line = await lines.current();
      try {
        return await work(line);
      } catch (error) {
        if (!(error instanceof StaleSettings)) throw error;
        lines.retire(line);
        if (tries === 3) throw new GovernorRefusal("breaker", "settings", new Date(Date.now() + 1_000));
      }
    }
  }

  const who = ({ version, settings }: Line) => ({ holder, version, settings });

  /** Ask inside a place and behind the breaker, and tell both how it ended. */
  async function govern<T>(demand: Demand, ask: (client: Gateway, ticket: Ticket) => Promise<T>, isSend = false): Promise<T> {
    return withLine(async (line) => {
      const ticket = await admission.enter(who(line), demand);
      return attempt({ line, ticket, isSend, ask, finish: ({ left }) => admission.finish(holder, ticket, left) });
    });
  }

  /** A send from no lane. What was reserved for it is its own. */
  async function send(request: SendRequest): Promise<SendAnswer> {
    const allowance = allowanceOf.send(request);
    const taken = reserved.take(allowance.key);
    let left = false;
    try {
      return await govern(
        { places: PLACES.other, allowances: taken ? [] : [allowance] },
        (client, ticket) => {
          left = true;
          return client.send({ ...request, mustLeaveBefore: Math.min(request.mustLeaveBefore ?? Infinity, ticket.mustLeaveBefore) });
        },
        true,
      );
    } finally {
      // Counted from its answer, or given back when it was not let through.
      if (taken) await admission.finish(holder, { slot: null, allowances: [allowance], ends: taken }, left);
    }
  }

  async function openLane(): Promise<SendLane | null> {
    return withLine(async (line) => {
      const slot = await admission.takeLane(who(line), PLACES.lane);
      return slot === null ? null : createLane({ admission, holder, line, slot });
    });
  }

  /** One of the other places. */
  const other = (...allowances: Allowance[]): Demand => ({ places: PLACES.other, allowances });

  return {
    send,
    openLane,
    quote: (request) => govern(other(allowanceOf.quote(request)), (client) => client.quote(request)),
    status: (pair) => govern({ places: PLACES.status, allowances: [allowanceOf.status(pair)] }, (client) => client.status(pair)),
    statuses: (pairs) => govern({ places: PLACES.status, allowances: [allowanceOf.massStatus()] }, (client) => client.statuses(pairs)),
    balance: () => govern(other(allowanceOf.balance()), (client) => client.balance()),
    probe: async () => {
      if (await withLine((line) => admission.isProven(who(line)))) return;
      await govern(other(allowanceOf.balance()), (client) => client.balance());
    },
    reserveSend: async (content) => {
      const { key } = allowanceOf.send(content);
      const { ends, waitMs } = await admission.reserve(allowanceOf.send(content));
      if (waitMs === 0) reserved.keep(key, ends);
      return Math.ceil(waitMs / 1000);
    },
    close: async () => {
      await lines.close();
      await exchanges.close();
    },
  };
}

const RESERVED_FOR_MS = 20_000;

/** Uses that were taken for a send that follows at once, by the allowance's key. */
function createReservations() {
  const kept = new Map<string, { ends: readonly string[]; until: number }>();
  return {
    keep: (key: string, ends: readonly string[]) => {
      for (const [old, { until }] of kept) if (until < performance.now()) kept.delete(old);
      kept.set(key, { ends, until: performance.now() + RESERVED_FOR_MS });
    },
    take: (key: string): readonly string[] | null => {
      const found = kept.get(key);
      kept.delete(key);
      return found && found.until > performance.now() ? found.ends : null;
    },
  };
}
