import { acceptMessages, costOf } from "./accept";
import type { Mailing } from "./cabinet";
import type { Content, Entry } from "./content";
import { COURSE } from "./fates";
import { kindOfType, priceOf } from "./kinds";
import { tick } from "./lifecycle";
import { nextRepeat } from "./times";
import type { World } from "./world";

/** Let time pass: mailings that repeat go out again, and messages go their way. */
export function passTime(world: World) {
  for (const mailing of world.cabinet.mailings) repeatUntil(world, mailing, world.now());
  tick(world);
}

/** Periodic mailings. Source: SMSC HTTP API, "Parameters of add" (`rpt`, `rptn`). */
function repeatUntil(world: World, mailing: Mailing, now: number) {
  while (mailing.repeat && mailing.repeat.left > 0 && mailing.repeat.nextAt <= now) {
    const { rule, nextAt, left } = mailing.repeat;
    mailing.repeat = { rule, left: left - 1, nextAt: nextRepeat(nextAt, rule) };
    const content = contentOf(world, mailing.request);
    // Without money a repetition is left out, and the next one may go.
    if (!content || costOf(world, content) > world.balance + world.settings.credit) continue;
    mailing.request = world.store.requests.length;
    mailing.startsAt = nextAt;
    acceptMessages(world, { id: world.nextId++, content, timing: { startsAt: nextAt, lifeMs: 86_400_000 }, mailing: mailing.id });
  }
}

/** What a request carried, to be sent again. */
function contentOf({ store }: World, index: number): Content | null {
  const request = store.requests[index];
  if (!request) return null;
  const kind = kindOfType(request.type ?? 0);
  const entries = Array.from({ length: request.count }, (_, offset): Entry => {
    const at = request.first + offset;
    const [address, segments] = [store.addresseeOf(at), store.columns.segments[at] ?? 0];
    const isRefused = store.columns.course[at] === COURSE.refused;
    return {
      address,
      verdict: isRefused ? { status: store.columns.status[at] ?? 0, err: store.columns.err[at] ?? 0 } : null,
      text: store.textOf(at),
      textHash: store.columns.textHash[at] ?? 0,
      sender: store.senderOf(at) || ".",
      tz: null,
      segments,
      cost: isRefused ? 0 : priceOf(kind, address, segments),
    };
  });
  return { entries, kind, isList: typeof request.text !== "string" };
}
