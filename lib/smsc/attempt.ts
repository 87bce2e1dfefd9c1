import { log } from "@/lib/log";
import { GovernorRefusal, type Ticket } from "@/lib/smsc/admission";
import { GatewayError } from "@/lib/smsc/errors";
import type { GatewayClient } from "@/lib/smsc/client";
import type { Line } from "@/lib/smsc/lines";

/** `left`: a byte may have gone out. `isAnswered`: the gateway did as it was asked. */
export type Ending = { left: boolean; isAnswered: boolean };

type Attempt<T> = {
  line: Line;
  ticket: Ticket;
  isSend: boolean;
  ask: (client: GatewayClient, ticket: Ticket) => Promise<T>;
  finish: (ending: Ending) => void;
};

/** Make the request that a ticket stands for, and tell the breaker and `finish` how it ended. */
export async function attempt<T>({ line, ticket, isSend, ask, finish }: Attempt<T>): Promise<T> {
  const ending: Ending = { left: false, isAnswered: false };
  line.hold();
  try {
    if (performance.now() > ticket.mustLeaveBefore) throw new GovernorRefusal("slot", "late", new Date(Date.now() + 1_000));
    const answer = await askOnce(line, ticket, ask, ending);
    await noted(line.breaker.succeeded(ticket, isSend));
    return answer;
  } catch (error) {
    if (error instanceof GatewayError) await noted(line.breaker.failed(ticket, isSend, error));
    else if (!ending.isAnswered) await noted(line.breaker.gaveUp(ticket));
    throw error;
  } finally {
    line.release();
    finish(ending);
  }
}

async function askOnce<T>({ client }: Line, ticket: Ticket, ask: Attempt<T>["ask"], ending: Ending): Promise<T> {
  ending.left = true;
  try {
    const answer = await ask(client, ticket);
    ending.isAnswered = true;
    return answer;
  } catch (error) {
    if (error instanceof GatewayError) ending.left = error.outcome !== "not_sent";
    throw error;
  }
}

/**
 * What the gateway said is worth more than our note of it: should the database fail now, the answer is still given, and
 * place and allowance stay taken until they run out.
 */
async function noted(note: Promise<void>): Promise<void> {
  try {
    await note;
  } catch (error) {
    log.warn({ event: "governor.not_noted", err: error }, "how a request ended could not be written");
  }
}
