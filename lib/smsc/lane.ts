import { GovernorRefusal, StaleSettings, type Admission, type Ticket } from "@/lib/smsc/admission";
import { attempt, type Ending } from "@/lib/smsc/attempt";
import { REQUEST_TIMEOUT_MS } from "@/lib/smsc/client";
import type { SendAnswer, SendRequest } from "@/lib/smsc/gateway";
import { demandOf } from "@/lib/smsc/limits";
import { CORE_COMMANDS } from "@/lib/smsc/commands/table";
import type { Line } from "@/lib/smsc/lines";

/** A place among the simultaneous sends that its holder keeps while it is busy. */
export type SendLane = {
  /** False when the place was lost; take another. */
  keep(): Promise<boolean>;
  /** Throws `GovernorRefusal` when the request may not leave now: nothing left, and the slice may be sent later. */
  send(request: SendRequest): Promise<SendAnswer>;
  release(): Promise<void>;
};

/** An idle lane is renewed long before its place runs out. */
const RENEW_MS = REQUEST_TIMEOUT_MS / 4;

type Options = { admission: Admission; holder: string; line: Line; slot: number };

/** Send many from one place. Every request asks the breaker and its allowance anew, and renews the place with it. */
export function createLane({ admission, holder, line, slot }: Options): SendLane {
  let isLost = false;
  let renewAt = performance.now() + RENEW_MS;

  async function enter(request: SendRequest | null): Promise<Ticket> {
    try {
      const { version, settings } = line;
      const entered = await admission.enterLane({ holder, version, settings }, slot, request ? demandOf(CORE_COMMANDS.send, request).allowances : []);
      if (!entered) throw new GovernorRefusal("slot", "lane", soon());
      renewAt = performance.now() + RENEW_MS;
      return entered;
    } catch (error) {
      // An allowance that is used up is the request's own affair; all else ends the lane.
      isLost ||= !(error instanceof GovernorRefusal && error.reason === "budget");
      throw error instanceof StaleSettings ? new GovernorRefusal("breaker", "settings", soon()) : error;
    }
  }

  return {
    keep: async () => {
      if (isLost || performance.now() < renewAt) return !isLost;
      try {
        await enter(null);
        return true;
      } catch (error) {
        if (error instanceof GovernorRefusal) return false;
        throw error;
      }
    },
    send: async (request) => {
      const ticket = await enter(request);
      const mustLeaveBefore = Math.min(request.mustLeaveBefore ?? Infinity, ticket.mustLeaveBefore);
      return attempt({
        line,
        ticket,
        isSend: true,
        ask: (client) => client.send({ ...request, mustLeaveBefore }),
        // What was taken is never sent again: its use may run out by itself.
        finish: ({ left, isAnswered }: Ending) => {
          if (!isAnswered) admission.finish(holder, { ...ticket, slot: null }, left);
        },
      });
    },
    release: async () => {
      admission.finish(holder, { slot, allowances: [], ends: [] }, false);
      // Whoever wants it next does not wait for our next request.
      await admission.flush();
    },
  };
}

const soon = () => new Date(Date.now() + 1_000);
