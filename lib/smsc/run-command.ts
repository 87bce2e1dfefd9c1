import { readAnswer } from "./answer";
import type { Command } from "./commands/command";
import type { RunCommand } from "./commands/table";
import { GatewayError } from "./errors";
import type { GatewayExchange } from "./gateway";
import { redactParameters } from "./redact";
import { NoAnswerError, type Transport } from "./transport";

type Runner = {
  main: Transport;
  reserves: readonly Transport[];
  /** What every request says: credentials, charset, format. */
  common: Readonly<Record<string, string>>;
  timeoutMs: number;
  onExchange: ((exchange: GatewayExchange) => void) | undefined;
};

/**
 * Make the one way to run a command: ask, and give what the command makes of the answer; every other end is a
 * `GatewayError`. A read that got no answer is asked of the reserve hosts, all within one timeout. What sends or changes
 * is asked of the main host only: another could do it a second time.
 */
export function createRunner({ main, reserves, common, timeoutMs, onExchange }: Runner): RunCommand {
  return async (command, parameters) => {
    const form = { ...common, ...command.verb, ...command.encode(parameters) };
    const hosts = command.kind === "read" ? [main, ...reserves] : [main];
    const until = performance.now() + timeoutMs;
    for (const [index, host] of hosts.entries()) {
      const share = Math.ceil((until - performance.now()) / (hosts.length - index));
      const facts = { ...command.facts(parameters), ...(index > 0 ? { reserve: index } : {}) };
      const tell = watch(command, form, facts, onExchange);
      try {
        const answer = await ask(host, { command, parameters, form, timeoutMs: Math.max(1, share) });
        tell("ok", null);
        return answer;
      } catch (error) {
        if (error instanceof GatewayError) tell(error.outcome, error.gatewayCode);
        const isLast = index === hosts.length - 1 || performance.now() >= until;
        if (isLast || !(error instanceof NoAnswerError)) throw error;
      }
    }
    throw new Error("There is always one host.");
  };
}

type Request<P, A> = { command: Command<P, A>; parameters: P; form: Record<string, string>; timeoutMs: number };

async function ask<P, A>(host: Transport, { command, parameters, form, timeoutMs }: Request<P, A>): Promise<A> {
  const mustLeaveBefore = command.mustLeaveBefore?.(parameters);
  const isRead = command.kind === "read";
  const bytes = await host.post(command.script, new URLSearchParams(form), { mustLeaveBefore, timeoutMs, isRead });
  return readAnswer(bytes, { command, parameters });
}

/** Start the clock of one request; what comes back tells how it ended. */
function watch({ script }: { script: string }, form: Record<string, string>, facts: GatewayExchange["facts"], onExchange: Runner["onExchange"]) {
  const startedAt = new Date();
  const start = performance.now();
  return (outcome: GatewayExchange["outcome"], gatewayCode: number | null) => {
    const durationMs = Math.round(performance.now() - start);
    onExchange?.({ script, startedAt, durationMs, outcome, gatewayCode, facts, parameters: redactParameters(form) });
  };
}
