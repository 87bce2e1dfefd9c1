import { COURSE } from "./fates";
import type { World } from "./world";

/** Count what was accepted: the proof that nobody is missing and nobody was messaged twice. */
export function readLedger(world: World) {
  const { store, limits, callbacks } = world;
  const byStatus: Record<string, number> = {};
  let refused = 0;
  let outside = 0;
  for (let at = 0; at < store.count; at++) {
    if (store.requestOf(at).isOutside) {
      outside += 1;
      continue;
    }
    const status = store.columns.status[at] ?? 0;
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    if (store.columns.course[at] === COURSE.refused) refused += 1;
  }
  return {
    /** Messages taken, refused numbers left out. */
    accepted: store.count - outside - refused,
    /** Wrong numbers and such that no way leads to, refused at submission. */
    refused,
    handedOver: store.count - outside,
    /** Sent by other programs of the account's; in no other count. */
    outside,
    ...countRepeats(world),
    byStatus,
    requests: world.requests,
    breaches: limits.breaches,
    kept: limits.kept,
    statusInFlight: limits.statusInFlight,
    maxInFlight: limits.maxInFlight,
    maxStatusInFlight: limits.maxStatusInFlight,
    callbacks: callbacks && {
      delivered: callbacks.delivered,
      failed: callbacks.failed,
      givenUp: callbacks.givenUp,
      waiting: callbacks.waiting,
    },
  };
}

/** How often one number was accepted. */
export function countOf(world: World, msisdn: number): number {
  const { store } = world;
  let found = 0;
  for (let at = 0; at < store.count; at++) if (store.columns.msisdn[at] === msisdn && !store.requestOf(at).isOutside) found += 1;
  return found;
}

/** Distinct numbers; acceptances of a number beyond its first; and of these, the ones with a text it already had. */
function countRepeats(world: World) {
  const { store } = world;
  const { columns, count } = store;
  const isOurs = (at: number) => store.requestOf(at).isOutside !== true;
  const sorted = columns.msisdn
    .slice(0, count)
    .filter((_, at) => isOurs(at))
    .sort();
  const repeated = new Set<number>();
  let repeats = 0;
  for (let index = 1; index < sorted.length; index++) {
    const msisdn = sorted[index];
    if (msisdn === undefined || msisdn !== sorted[index - 1]) continue;
    repeats += 1;
    repeated.add(msisdn);
  }
  const seen = new Set<string>();
  let doubles = 0;
  for (let at = 0; repeats > 0 && at < count; at++) {
    const msisdn = columns.msisdn[at] ?? 0;
    if (!repeated.has(msisdn) || !isOurs(at)) continue;
    const key = `${msisdn} ${columns.textHash[at]}`;
    if (seen.has(key)) doubles += 1;
    seen.add(key);
  }
  return { numbers: sorted.length - repeats, repeats, doubles };
}
