import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { z } from "zod";
import { countOf, readLedger } from "./ledger";
import { releaseMessages, settleAll, stopMessages, tick } from "./lifecycle";
import { money } from "./numbers";
import type { World } from "./world";

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);
const MESSAGES_SHOWN = 1_000;
const MESSAGES_AT_MOST = 100_000;

const faultSchema = z.object({
  kind: z.enum(["drop", "lose", "slow", "empty", "html502", "truncated", "error", "plain_error"]),
  /** `send` (not a quote), `quote`, `status`, `balance`. */
  script: z.enum(["send", "quote", "status", "balance"]).default("send"),
  /** How many of the next requests it meets. */
  count: z.number().int().positive().default(1),
  /** For `slow`. */
  ms: z.number().int().nonnegative().default(1_000),
  /** For `error` and `plain_error`. */
  code: z.number().int().default(3),
});

const whichSchema = z.object({
  gatewayId: z.union([z.number(), z.string()]).optional(),
  phones: z.array(z.string()).optional(),
});

/**
 * Build the control API: what the gateway has no call for, or what a test wants to bring about. Loopback only.
 *
 * | call | does |
 * | --- | --- |
 * | GET health · ledger?phone= · messages?phone=&id=&limit= | read |
 * | POST pace {pace} · balance {balance} · latency {ms} · limits {enabled} · callbacks {enabled} | set |
 * | POST faults {kind, script?, count?, ms?, code?} | make the next requests go wrong; `{kind: null}` clears |
 * | POST stop · release {gatewayId?, phones?} | show waiting messages as -2, and let them go on |
 * | POST clock {advanceMs} | move the clock forward, lifecycles and limits with it |
 * | POST reset | forget everything but the pace |
 */
export function createControl(world: World) {
  const control = new Hono<{ Bindings: HttpBindings }>();

  control.use(async (context, next) => {
    if (!LOOPBACK.has(context.env.incoming.socket.remoteAddress ?? "")) return context.text("Forbidden", 403);
    await next();
  });
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

type Control = Hono<{ Bindings: HttpBindings }>;

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
}

function addSettings(control: Control, world: World) {
  control.post("/pace", async (context) => {
    const { pace } = z.object({ pace: z.enum(["human", "at-once"]) }).parse(await context.req.json());
    world.pace = pace;
    if (pace === "at-once") settleAll(world);
    return context.json({ pace });
  });
  control.post("/balance", async (context) => {
    const { balance } = z.object({ balance: z.coerce.number().min(0) }).parse(await context.req.json());
    world.balance = Math.round(balance * 100);
    return context.json({ balance: money(world.balance) });
  });
  control.post("/latency", async (context) => {
    const { ms } = z.object({ ms: z.number().int().nonnegative() }).parse(await context.req.json());
    world.latencyMs = ms;
    return context.json({ ms });
  });
  control.post("/limits", async (context) => {
    const { enabled } = z.object({ enabled: z.boolean() }).parse(await context.req.json());
    world.limits.enabled = enabled;
    return context.json({ enabled });
  });
  control.post("/callbacks", async (context) => {
    const { enabled } = z.object({ enabled: z.boolean() }).parse(await context.req.json());
    if (world.callbacks) world.callbacks.enabled = enabled;
    return context.json({ enabled: world.callbacks?.enabled ?? false });
  });
}

function addDeeds(control: Control, world: World) {
  control.post("/faults", async (context) => {
    const body: unknown = await context.req.json();
    if (z.object({ kind: z.null() }).safeParse(body).success) world.faults = [];
    else {
      const { count, ...fault } = faultSchema.parse(body);
      world.faults.push({ ...fault, remaining: count });
    }
    return context.json({ faults: world.faults });
  });
  control.post("/stop", async (context) => {
    const matches = matcher(world, whichSchema.parse(await context.req.json()));
    return context.json({ stopped: stopMessages(world, matches) });
  });
  control.post("/release", async (context) => {
    const matches = matcher(world, whichSchema.parse(await context.req.json()));
    return context.json({ released: releaseMessages(world, matches) });
  });
  control.post("/clock", async (context) => {
    const { advanceMs } = z.object({ advanceMs: z.number().nonnegative() }).parse(await context.req.json());
    world.moveClock(advanceMs);
    tick(world);
    return context.json({ now: world.now() });
  });
  control.post("/reset", (context) => {
    world.reset();
    return context.json({ status: "ok" });
  });
}

/** Nothing given means all. */
function matcher(world: World, { gatewayId, phones }: z.infer<typeof whichSchema>): (at: number) => boolean {
  const numbers = phones && new Set(phones.map(digits));
  return (at) =>
    (gatewayId === undefined || String(world.store.requestOf(at).id) === String(gatewayId)) &&
    (numbers === undefined || numbers.has(world.store.columns.msisdn[at] ?? 0));
}

type Wanted = { phone: string | undefined; id: string | undefined; limit: number };

/** Newest first. */
function findMessages(world: World, { phone, id, limit }: Wanted) {
  const { store } = world;
  const msisdn = phone === undefined ? null : digits(phone);
  const found = [];
  for (let at = store.count - 1; at >= 0 && found.length < limit; at--) {
    if (msisdn !== null && store.columns.msisdn[at] !== msisdn) continue;
    const request = store.requestOf(at);
    if (id !== undefined && String(request.id) !== id) continue;
    found.push({
      id: request.id,
      phone: String(store.columns.msisdn[at]),
      status: store.columns.status[at],
      err: store.columns.err[at],
      sender: request.sender,
      text: store.textOf(at),
      segments: store.columns.segments[at],
      cost: money(store.columns.cost[at] ?? 0),
      acceptedAt: new Date(request.acceptedAt).toISOString(),
    });
  }
  return found;
}

function digits(phone: string): number {
  return Number(phone.replace(/\D/g, ""));
}
