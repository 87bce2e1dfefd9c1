import { z } from "zod";
import { OWN_NUMBER } from "./cabinet";
import type { Control } from "./control";
import { receive } from "./incoming";
import { moderateMessages, releaseMessages, reportMessages, stopMessages } from "./interventions";
import { followLink } from "./links";
import { addOutside, outsideSchema } from "./outside";
import { passTime } from "./repeats";
import { matcher, whichSchema } from "./selection";
import type { World } from "./world";

const faultSchema = z.object({
  kind: z.enum(["drop", "lose", "slow", "late", "empty", "html502", "truncated", "error", "plain_error"]),
  /** A script without its ending; `send` is one that is no `quote`. */
  script: z
    .enum(["send", "quote", "status", "balance", "jobs", "phones", "senders", "templates", "get", "info", "users", "tinyurls"])
    .default("send"),
  /** How many of the next requests it meets. */
  count: z.number().int().positive().default(1),
  /** For `slow` and `late`. */
  ms: z.number().int().nonnegative().default(1_000),
  /** For `error` and `plain_error`. */
  code: z.number().int().default(3),
});

export function addDeeds(control: Control, world: World) {
  control.post("/faults", async (context) => {
    const body: unknown = await context.req.json();
    if (z.object({ kind: z.null() }).safeParse(body).success) world.faults = [];
    else {
      const { count, ...fault } = faultSchema.parse(body);
      world.faults.push({ ...fault, remaining: count });
    }
    return context.json({ faults: world.faults });
  });
  control.post("/clock", async (context) => {
    const { advanceMs } = z.object({ advanceMs: z.number().nonnegative() }).parse(await context.req.json());
    world.moveClock(advanceMs);
    passTime(world);
    return context.json({ now: world.now() });
  });
  control.post("/reset", (context) => {
    world.reset();
    return context.json({ status: "ok" });
  });
  addDeedsOnMessages(control, world);
  addDeedsOnCabinet(control, world);
}

function addDeedsOnMessages(control: Control, world: World) {
  control.post("/stop", async (context) => {
    const matches = matcher(world, whichSchema.parse(await context.req.json()));
    return context.json({ stopped: stopMessages(world, matches) });
  });
  control.post("/release", async (context) => {
    const matches = matcher(world, whichSchema.parse(await context.req.json()));
    return context.json({ released: releaseMessages(world, matches) });
  });
  control.post("/moderate", async (context) => {
    const { isReleased, ...which } = whichSchema.extend({ isReleased: z.boolean() }).parse(await context.req.json());
    return context.json({ decided: moderateMessages(world, matcher(world, which), isReleased) });
  });
  control.post("/carrier", async (context) => {
    const report = { status: z.number().int().min(0).max(25), err: z.number().int().min(0).max(255).default(0) };
    const { status, err, ...which } = whichSchema.extend(report).parse(await context.req.json());
    return context.json({ told: reportMessages(world, matcher(world, which), { status, err }) });
  });
  control.post("/outside", async (context) => context.json(addOutside(world, outsideSchema.parse(await context.req.json()))));
}

function addDeedsOnCabinet(control: Control, world: World) {
  control.post("/incoming", async (context) => {
    const schema = z.object({ phone: z.string(), text: z.string(), to: z.string().default(OWN_NUMBER) });
    return context.json({ id: receive(world, schema.parse(await context.req.json())).id });
  });
  control.post("/sender", async (context) => {
    const { sender, isAllowed } = z.object({ sender: z.string(), isAllowed: z.boolean() }).parse(await context.req.json());
    const known = world.cabinet.senders.filter((candidate) => candidate.sender === sender);
    for (const name of known) name.state = isAllowed ? "active" : "refused";
    world.isDirty = true;
    return context.json({ decided: known.length });
  });
  control.post("/click", async (context) => {
    const { link, phone } = z.object({ link: z.string(), phone: z.string().optional() }).parse(await context.req.json());
    const isKnown = followLink(world, link);
    if (isKnown && phone !== undefined) reportMessages(world, matcher(world, { phones: [phone] }), { status: 4, err: 0 });
    return context.json({ followed: isKnown });
  });
  control.post("/user", async (context) => {
    const whole = z.number().int().nonnegative().default(0);
    const user = z.object({ login: z.string().min(1), messages: whole, spent: whole, paidIn: whole }).parse(await context.req.json());
    world.cabinet.users = [...world.cabinet.users.filter(({ login }) => login !== user.login), user];
    world.isDirty = true;
    return context.json({ users: world.cabinet.users.length });
  });
}
