import { setTimeout as delay } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { CONCURRENT, ERROR_TEXTS, refuse, type Answer } from "./answers";
import { handleBalance } from "./balance";
import { formatOf, isAuthorised, readParameters, type Parameters } from "./parameters";
import { handleSend } from "./send";
import { handleStatus } from "./status";
import type { Fault, World } from "./world";

export type SandboxContext = Context<{ Bindings: HttpBindings }>;

type Outcome = { answer: Answer; messages: number; outcome: string };
type Handler = (world: World, parameters: Parameters) => Outcome;

const HANDLERS: Readonly<Record<string, Handler>> = {
  "send.php": handleSend,
  "status.php": handleStatus,
  "balance.php": handleBalance,
};

/** Answer one request to `/sys/<script>`: what all scripts share, then the script, then the fault that was ordered. */
export async function serveScript(world: World, context: SandboxContext): Promise<Response> {
  const script = context.req.param("script") ?? "";
  const handler = HANDLERS[script];
  if (!handler) return context.text("Not Found", 404);

  const isStatus = script === "status.php";
  const isCrowded = world.limits.enter(isStatus);
  try {
    const parameters = await readParameters(context.req);
    if (world.latencyMs > 0) await delay(world.latencyMs);
    const name = nameOf(script, parameters);
    const refusal = checkCommon(world, script, parameters, isCrowded);
    if (refusal) {
      world.note(name, 0, `error ${refusal.code}`);
      return reply(context, refuse(formatOf(parameters), refusal));
    }
    const fault = world.takeFault(name);
    return fault
      ? await serveFault(world, context, fault, () => handle(world, name, handler, parameters), parameters)
      : reply(context, handle(world, name, handler, parameters));
  } finally {
    world.limits.leave(isStatus);
  }
}

/** What faults and the ledger call a request: a send that only asks the cost is a quote. */
function nameOf(script: string, parameters: Parameters): string {
  const name = script.replace(".php", "");
  return name === "send" && parameters.get("cost") === "1" ? "quote" : name;
}

/** The gateway's order: blocked, too many at a time, parameters missing, credentials. */
function checkCommon(world: World, script: string, parameters: Parameters, isCrowded: boolean) {
  if (world.limits.isBlocked()) return { code: 4 };
  if (isCrowded) return { code: 9, text: CONCURRENT };
  if (script === "send.php" && !parameters.get("list") && !(parameters.get("phones") && parameters.get("mes"))) return { code: 1 };
  if (script === "status.php" && !(parameters.get("phone") && parameters.get("id"))) return { code: 1 };
  if (!isAuthorised(parameters, world.account)) {
    world.limits.wrongCredentials();
    return { code: 2 };
  }
  return null;
}

function handle(world: World, name: string, handler: Handler, parameters: Parameters): Answer {
  const { answer, messages, outcome } = handler(world, parameters);
  world.note(name, messages, outcome);
  return answer;
}

/** Codes whose error answer carries the id the request was recorded under. */
const CODES_WITH_ID = new Set([3, 6, 7, 8]);

async function serveFault(world: World, context: SandboxContext, fault: Fault, take: () => Answer, parameters: Parameters): Promise<Response> {
  const name = `fault ${fault.kind}`;
  switch (fault.kind) {
    case "drop":
      take();
      return cut(context);
    case "lose":
      world.note(fault.script, 0, name);
      return cut(context);
    case "slow": {
      const answer = take();
      await delay(fault.ms);
      return reply(context, answer);
    }
    case "empty":
      return reply(context, { ...take(), body: "" });
    case "truncated": {
      const answer = take();
      return reply(context, { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) });
    }
    case "html502":
      world.note(fault.script, 0, name);
      return context.html("<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>", 502);
    case "error": {
      world.note(fault.script, 0, `error ${fault.code}`);
      const id = Number(parameters.get("id")) || undefined;
      const withId = fault.script === "send" && CODES_WITH_ID.has(fault.code) && id !== undefined;
      return reply(context, refuse(formatOf(parameters), { code: fault.code, ...(withId ? { id } : {}) }));
    }
    case "plain_error":
      world.note(fault.script, 0, `error ${fault.code}`);
      return reply(context, {
        body: `ERROR = ${fault.code} (${ERROR_TEXTS[fault.code] ?? "unknown error"})`,
        type: "application/json; charset=utf-8",
      });
  }
}

function reply(context: SandboxContext, { body, type }: Answer): Response {
  return context.body(body, 200, { "content-type": type });
}

/** End the connection without a byte of answer. */
function cut(context: SandboxContext): Response {
  context.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
