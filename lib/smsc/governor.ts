import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { createAdmission, GovernorRefusal, StaleSettings, type Ticket } from "@/lib/smsc/admission";
import { attempt } from "@/lib/smsc/attempt";
import { createExchangeLog } from "@/lib/smsc/exchange-log";
import type { Command } from "@/lib/smsc/commands/command";
import { GatewayError } from "@/lib/smsc/errors";
import { bindCommands, bindCore, CORE_COMMANDS } from "@/lib/smsc/commands/table";
import type { GatewayClient } from "@/lib/smsc/client";
import type { Gateway, GatewayCommands, QuoteRequest, SendAnswer, SendRequest } from "@/lib/smsc/gateway";
import { createLane, type SendLane } from "@/lib/smsc/lane";
import { demandOf, PLACES, type Allowance, type Demand } from "@/lib/smsc/limits";
import { createLines, type Account, type Line } from "@/lib/smsc/lines";
import { scaled } from "@/lib/time-scale";

export { GovernorRefusal, type GovernorReason } from "@/lib/smsc/admission";
export type { SendLane } from "@/lib/smsc/lane";

export type GovernedGateway = Gateway &
  GatewayCommands & {
    /** A place to send from, or null while all are taken or the breaker is open. */
    openLane(): Promise<SendLane | null>;
    /** Prove the settings by asking for the balance, unless the breaker forbids it; does nothing when they are proven. */
    probe(): Promise<void>;
    /** Seconds to wait before the same content may be sent again; 0 takes the allowance for the send that follows. */
    reserveSend(content: QuoteRequest): Promise<number>;
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
export function createGovernor({ pool, minuteMs = scaled(60_000), ...account }: Options): GovernedGateway {
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

  type Ask<T> = (client: GatewayClient, ticket: Ticket) => Promise<T>;

  /** Ask inside a place and behind the breaker, and tell both how it ended. */
  async function govern<T>(demand: Demand, isSend: boolean, ask: Ask<T>): Promise<T> {
    return withLine(async (line) => {
      const ticket = await admission.enter(who(line), demand);
      return attempt({ line, ticket, isSend, ask, finish: ({ left }) => admission.finish(holder, ticket, left) });
    });
  }

  const run = <P, A>(command: Command<P, A>, parameters: P): Promise<A> =>
    govern(demandOf(command, parameters), command.script === "send.php" && command.kind === "write", (client) => client.run(command, parameters));

  /** A send from no lane. What was reserved for it is its own. */
  async function send(request: SendRequest): Promise<SendAnswer> {
    const { places, allowances } = demandOf(CORE_COMMANDS.send, request);
    const taken = reserved.take(allowances);
    let left = false;
    try {
      return await govern({ places, allowances: taken ? [] : allowances }, true, (client, ticket) => {
        left = true;
        return client.send({ ...request, mustLeaveBefore: Math.min(request.mustLeaveBefore ?? Infinity, ticket.mustLeaveBefore) });
      });
    } finally {
      // Counted from its answer, or given back when it was not let through.
      if (taken) admission.finish(holder, { slot: null, allowances, ends: taken }, left);
    }
  }

  async function openLane(): Promise<SendLane | null> {
    return withLine(async (line) => {
      const slot = await admission.takeLane(who(line), PLACES.lane);
      return slot === null ? null : createLane({ admission, holder, line, slot });
    });
  }

  return {
    ...bindCommands(run),
    ...bindCore(run),
    send,
    openLane,
    probe: async () => {
      if (await withLine((line) => admission.isProven(who(line)))) return;
      await run(CORE_COMMANDS.balance, undefined);
    },
    reserveSend: async (content) => {
      const { allowances } = demandOf(CORE_COMMANDS.send, { ...content, gatewayId: 0 });
      const { ends, waitMs } = await admission.reserve(allowances);
      if (waitMs === 0) reserved.keep(allowances, ends);
      return Math.ceil(waitMs / 1000);
    },
    close: async () => {
      await admission.flush();
      await lines.close();
      await exchanges.close();
    },
  };
}

const RESERVED_FOR_MS = 20_000;

/** Uses that were taken for a send that follows at once, by the allowance's key. */
function createReservations() {
  const keyOf = (allowances: readonly Allowance[]) => allowances.map(({ key }) => key).join();
  const kept = new Map<string, { ends: readonly string[]; until: number }>();
  return {
    keep: (allowances: readonly Allowance[], ends: readonly string[]) => {
      for (const [old, { until }] of kept) if (until < performance.now()) kept.delete(old);
      kept.set(keyOf(allowances), { ends, until: performance.now() + RESERVED_FOR_MS });
    },
    take: (allowances: readonly Allowance[]): readonly string[] | null => {
      const key = keyOf(allowances);
      const found = kept.get(key);
      kept.delete(key);
      return found && found.until > performance.now() ? found.ends : null;
    },
  };
}

/** The gateway's answer to a question that will be put again anyway; null when it may not be asked now or gave none. */
export async function ifAnswered<T>(question: Promise<T>): Promise<T | null> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof GovernorRefusal || error instanceof GatewayError) return null;
    throw error;
  }
}
