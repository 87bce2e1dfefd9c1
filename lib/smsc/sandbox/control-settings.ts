import { z } from "zod";
import { Callbacks } from "./callbacks";
import type { Control } from "./control";
import { setPace } from "./lifecycle";
import { money } from "./numbers";
import type { World } from "./world";

const settingsSchema = z
  .object({
    isBareOk: z.boolean(),
    isSparse: z.boolean(),
    isVirtual: z.boolean(),
    moderates: z.boolean(),
    hasStrictSenders: z.boolean(),
    /** In whole units. */
    credit: z.coerce.number().min(0),
    allowedAddresses: z.array(z.string()).nullable(),
  })
  .partial();

const callbacksSchema = z.object({
  enabled: z.boolean().optional(),
  url: z.url().optional(),
  secret: z.string().default(""),
  repeat: z.number().int().positive().optional(),
  isReversed: z.boolean().optional(),
  isHeld: z.boolean().optional(),
  retryAfterMs: z.array(z.number().int().nonnegative()).optional(),
});

export function addSettings(control: Control, world: World) {
  control.post("/pace", async (context) => {
    const { pace } = z.object({ pace: z.enum(["human", "at-once", "by-hand"]) }).parse(await context.req.json());
    setPace(world, pace);
    return context.json({ pace });
  });
  control.post("/balance", async (context) => {
    const { balance } = z.object({ balance: z.coerce.number().min(0) }).parse(await context.req.json());
    world.paidIn += Math.round(balance * 100) - world.balance;
    world.balance = Math.round(balance * 100);
    world.isDirty = true;
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
  control.post("/settings", async (context) => {
    const { credit, ...given } = settingsSchema.parse(await context.req.json());
    world.settings = { ...world.settings, ...given, ...(credit === undefined ? {} : { credit: Math.round(credit * 100) }) };
    return context.json(world.settings);
  });
  control.post("/callbacks", async (context) => {
    await setCallbacks(world, callbacksSchema.parse(await context.req.json()));
    return context.json({ enabled: world.callbacks?.enabled ?? false });
  });
}

async function setCallbacks(world: World, { url, secret, enabled, repeat, isReversed, isHeld, retryAfterMs }: z.infer<typeof callbacksSchema>) {
  if (url !== undefined) {
    await world.callbacks?.close();
    world.callbacks = new Callbacks(world, url, secret);
  }
  const { callbacks } = world;
  if (!callbacks) return;
  callbacks.enabled = enabled ?? callbacks.enabled;
  callbacks.repeat = repeat ?? callbacks.repeat;
  callbacks.isReversed = isReversed ?? callbacks.isReversed;
  callbacks.retryAfterMs = retryAfterMs ?? callbacks.retryAfterMs;
  if (isHeld !== undefined) callbacks.isHeld = isHeld;
}
