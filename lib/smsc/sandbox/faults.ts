import { setTimeout as delay } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { writeResult, type Answer, type Refusal } from "./answers";
import type { Parameters } from "./parameters";
import { reply, type SandboxContext } from "./replies";
import type { Fault, World } from "./world";

/** Codes whose error answer carries the id the request was recorded under. */
const CODES_WITH_ID = new Set([3, 6, 7, 8]);

type Faulty = { context: SandboxContext; fault: Fault; script: string; handle: () => Answer; parameters: Parameters };

/** Answer a request as the fault that was ordered for it has it. `handle` does the work and is called where it is done. */
export async function serveFault(world: World, { context, fault, script, handle, parameters }: Faulty): Promise<Response> {
  const { charset } = parameters;
  const note = (outcome: string) => world.note(fault.script, 0, outcome);
  switch (fault.kind) {
    case "drop":
      handle();
      return cut(context);
    case "lose":
      note("fault lose");
      return cut(context);
    case "slow": {
      const answer = handle();
      await delay(fault.ms);
      return reply(context, answer, charset);
    }
    case "late":
      // On its way for so long: taken when nobody waits for the answer any more.
      await delay(fault.ms);
      handle();
      return cut(context);
    case "empty":
      return reply(context, { ...handle(), body: "" }, charset);
    case "truncated": {
      const answer = handle();
      return reply(context, { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) }, charset);
    }
    case "html502":
      note("fault html502");
      return context.html("<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>", 502);
    case "error":
    case "plain_error": {
      note(`error ${fault.code}`);
      const refusal = refusalOf(fault, parameters);
      return reply(context, writeResult(refusal, { script, format: parameters.format, isBareOk: false }), charset);
    }
  }
}

function refusalOf({ kind, code, script }: Fault, parameters: Parameters): Refusal {
  if (kind === "plain_error") return { code, isPlain: true };
  const id = Number(parameters.get("id")) || undefined;
  return script === "send" && CODES_WITH_ID.has(code) && id !== undefined ? { code, id } : { code };
}

/** End the connection without a byte of answer. */
function cut(context: SandboxContext): Response {
  context.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
