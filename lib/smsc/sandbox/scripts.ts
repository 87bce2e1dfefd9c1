import { setTimeout as delay } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { CONCURRENT, DONE, isRefusal, writeResult, type Refusal, type Result } from "./answers";
import { balance } from "./balance";
import { isAuthorised } from "./credentials";
import { serveFault } from "./faults";
import { get } from "./history";
import { jobs } from "./jobs";
import { tinyurls } from "./links";
import { readJsonParameters, readParameters, type Parameters } from "./parameters";
import { phones } from "./phones";
import { info } from "./rates";
import { reply, type SandboxContext } from "./replies";
import { send } from "./send";
import { senders } from "./senders";
import { users } from "./statistics";
import { status } from "./status";
import { templates } from "./templates";
import type { World } from "./world";

/** A command of the gateway. */
type Script = {
  /** Something is missing that it cannot do without: told before the credentials are looked at. */
  lacks(parameters: Parameters): boolean;
  /** A rule of "Error 9 by script" is broken; scripts that check it among other things have none here. */
  isTooOften?(world: World, parameters: Parameters): boolean;
  handle(world: World, parameters: Parameters): Result;
};

const SCRIPTS: Readonly<Record<string, Script>> = { send, status, balance, jobs, phones, senders, templates, get, info, users, tinyurls };

/** Answer one request to `/sys/<script>.php`. Parameters come by GET, form or multipart. */
export async function serveScript(world: World, context: SandboxContext): Promise<Response> {
  const name = context.req.param("script")?.replace(/\.php$/, "") ?? "";
  const script = SCRIPTS[name];
  if (!script) return context.text("Not Found", 404);
  return serve(world, context, { name, script }, (body) =>
    readParameters(context.env.incoming.url ?? "", context.req.header("content-type") ?? "", body),
  );
}

/** Answer `POST /rest/send/`: send.php with its parameters as one JSON object. Source: SMSC HTTP API, "POST /rest/send/". */
export async function serveRest(world: World, context: SandboxContext): Promise<Response> {
  return serve(world, context, { name: "send", script: send }, (body) => readJsonParameters(body));
}

type Asked = { name: string; script: Script };

/** What all scripts share, then the script, then the fault that was ordered. */
async function serve(world: World, context: SandboxContext, asked: Asked, read: (body: Buffer) => Parameters | null): Promise<Response> {
  // What has not arrived wholly is none of the simultaneous ones: the gateway begins when it has read the request.
  const body = await readBody(context);
  if (!body) return RESPONSE_ALREADY_SENT;
  const parameters = read(body);
  const { isCrowded, leave } = enter(world, context, asked.name === "status");
  try {
    if (world.latencyMs > 0) await delay(world.latencyMs);
    if (!parameters) return reply(context, { body: errorBody({ code: 1 }), type: "application/json" }, "utf-8");
    const kind = nameOf(asked.name, parameters);
    const refusal = checkCommon(world, { ...asked, isCrowded, parameters, address: context.env.incoming.socket.remoteAddress ?? "" });
    const answer = (result: Result) => {
      if (hasChanged(result)) world.isDirty = true;
      const messages = isRefusal(result) ? 0 : result.messages;
      world.note(kind, messages, isRefusal(result) ? `error ${result.code}` : result.outcome);
      return writeResult(result, { script: asked.name, format: parameters.format, isBareOk: world.settings.isBareOk });
    };
    if (refusal) return reply(context, answer(refusal), parameters.charset);
    const handle = () => answer(asked.script.isTooOften?.(world, parameters) ? { code: 9 } : asked.script.handle(world, parameters));
    const fault = world.takeFault(kind);
    if (!fault) return reply(context, handle(), parameters.charset);
    return await serveFault(world, { context, fault, script: asked.name, handle, parameters });
  } finally {
    leave();
  }
}

/** Null when the client hung up in the middle of it. */
async function readBody({ req, env }: SandboxContext): Promise<Buffer | null> {
  if (req.method !== "POST") return Buffer.alloc(0);
  try {
    return Buffer.from(await req.arrayBuffer());
  } catch (error) {
    if (env.outgoing.closed || env.incoming.destroyed) return null;
    throw error;
  }
}

/** Count a request among the simultaneous ones until it is answered, or nobody waits for its answer any more. */
function enter(world: World, context: SandboxContext, isStatus: boolean): { isCrowded: boolean; leave: () => void } {
  const isCrowded = world.limits.enter(isStatus);
  let isOver = context.env.outgoing.closed;
  if (isOver) world.limits.leave(isStatus);
  const leave = () => {
    if (!isOver) world.limits.leave(isStatus);
    isOver = true;
  };
  context.env.outgoing.once("close", leave);
  return { isCrowded, leave };
}

/** What faults and the ledger call a request: a send that only asks the cost is a quote. */
function nameOf(script: string, parameters: Parameters): string {
  return script === "send" && parameters.is("cost") ? "quote" : script;
}

/** Say whether a script changed what the account keeps, so that the snapshot must be written again. */
function hasChanged(result: Result): boolean {
  return result === DONE || (!isRefusal(result) && result.outcome === "created");
}

type Common = Asked & { isCrowded: boolean; parameters: Parameters; address: string };

/** The gateway's order: blocked, too many at a time, parameters missing, credentials and the address they may come from. */
function checkCommon(world: World, { script, isCrowded, parameters, address }: Common): Refusal | null {
  if (world.limits.isBlocked()) return { code: 4 };
  if (isCrowded) return { code: 9, text: CONCURRENT };
  if (script.lacks(parameters)) return { code: 1 };
  const { allowedAddresses } = world.settings;
  const isListed = allowedAddresses?.includes(address.replace(/^::ffff:/, "")) ?? false;
  if (isAuthorised(parameters, world.account) && (allowedAddresses === null || isListed)) return null;
  world.limits.wrongCredentials(isListed);
  return { code: 2 };
}

function errorBody(refusal: Refusal): string {
  return writeResult(refusal, { script: "send", format: 3, isBareOk: false }).body;
}
