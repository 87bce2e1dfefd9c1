import type { HttpBindings } from "@hono/node-server";
import { Hono, type MiddlewareHandler } from "hono";
import { z } from "zod";
import { addDeeds } from "./control-deeds";
import { addSettings } from "./control-settings";
import { countOf, readLedger } from "./ledger";
import { money } from "./numbers";
import { digits, findMessages, listAccepted } from "./selection";
import type { World } from "./world";

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);
const MESSAGES_SHOWN = 1_000;
const MESSAGES_AT_MOST = 100_000;

export type Control = Hono<{ Bindings: HttpBindings }>;

/** Nobody but this machine plays the gateway's other side; and no page of another site may make a browser do it. */
export const onlyFromHere: MiddlewareHandler<{ Bindings: HttpBindings }> = async (context, next) => {
  if (!LOOPBACK.has(context.env.incoming.socket.remoteAddress ?? "")) return context.text("Forbidden", 403);
  const origin = context.req.header("origin");
  const isForeign = origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== context.req.header("host"));
  return context.req.method !== "GET" && isForeign ? context.text("Forbidden", 403) : next();
};

/**
 * Build the control API: what the gateway has no call for, or what a test wants to bring about. Loopback only.
 *
 * | call | does |
 * | --- | --- |
 * | GET health · ledger?phone= · messages?phone=&id=&limit= · accepted?from= · faults · cabinet | read |
 * | POST pace {pace} · balance {balance} · latency {ms} · limits {enabled} | set |
 * | POST settings {isBareOk?, isSparse?, isVirtual?, moderates?, hasStrictSenders?, credit?, allowedAddresses?} | how account and answers are |
 * | POST callbacks {enabled?, url?, secret?, repeat?, isReversed?, isHeld?, retryAfterMs?} | whom to tell, and how badly |
 * | POST faults {kind, script?, count?, ms?, code?} | make the next requests go wrong; `{kind: null}` clears |
 * | POST stop · release {gatewayId?, mailingId?, phones?} | show waiting messages as -2, and let them go on |
 * | POST moderate {isReleased, …} | decide about messages held with 23 |
 * | POST carrier {status, err?, …} | say in the carrier's place what became of messages |
 * | POST incoming {phone, text, to?} | a subscriber writes |
 * | POST outside {messages: [{phone, text, sender?, id?, sentAt?, status?, err?}]} | another program of the account's has sent |
 * | POST sender {sender, isAllowed} · click {link, phone?} · user {login, …} | moderate a name, follow a link, have a sub-client |
 * | POST clock {advanceMs} | move the clock forward, lifecycles and limits with it |
 * | POST reset | forget everything but the pace |
 */
export function createControl(world: World): Control {
  const control: Control = new Hono();
  control.use(onlyFromHere);
  control.onError((error, context) =>
    error instanceof z.ZodError || error instanceof SyntaxError
      ? context.json({ error: "The body does not fit." }, 400)
      : context.json({ error: "The sandbox failed." }, 500),
  );
  addReads(control, world);
  addSettings(control, world);
  addDeeds(control, world);
  return control;
}

function addReads(control: Control, world: World) {
  control.get("/health", (context) => context.json({ status: "ok", pace: world.pace, balance: money(world.balance), messages: world.store.count }));
  control.get("/ledger", (context) => {
    const phone = context.req.query("phone");
    return context.json({ ...readLedger(world), ...(phone ? { times: countOf(world, digits(phone)) } : {}) });
  });
  control.get("/messages", (context) => {
    const phone = context.req.query("phone");
    const id = context.req.query("id");
    const limit = Math.min(Number(context.req.query("limit")) || MESSAGES_SHOWN, MESSAGES_AT_MOST);
    return context.json(findMessages(world, { phone, id, limit }));
  });
  control.get("/accepted", (context) => context.json(listAccepted(world, Number(context.req.query("from")) || 0)));
  control.get("/faults", (context) => context.json({ faults: world.faults }));
  control.get("/cabinet", (context) => context.json(world.cabinet));
}
