import type { World } from "./world";

/** Count what was accepted: the proof that nobody is missing and nobody was messaged twice. */
export function readLedger(world: World) {
  const { store, limits, callbacks } = world;
  const byStatus: Record<string, number> = {};
  let refused = 0;
  for (let at = 0; at < store.count; at++) {
    const status = store.columns.status[at] ?? 0;
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    if (status === 22) refused += 1;
  }
  return {
    /** Messages taken, wrong numbers left out. */
    accepted: store.count - refused,
    /** Wrong numbers, refused at submission. */
    refused,
    handedOver: store.count,
    ...countRepeats(world),
    byStatus,
    requests: world.requests,
    breaches: limits.breaches,
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
  const { columns, count } = world.store;
  let found = 0;
  for (let at = 0; at < count; at++) if (columns.msisdn[at] === msisdn) found += 1;
  return found;
}

/** Distinct numbers; acceptances of a number beyond its first; and of these, the ones with a text it already had. */
function countRepeats(world: World) {
  const { columns, count } = world.store;
  const sorted = columns.msisdn.slice(0, count).sort();
  const repeated = new Set<number>();
  let repeats = 0;
  for (let index = 1; index < count; index++) {
    const msisdn = sorted[index];
    if (msisdn === undefined || msisdn !== sorted[index - 1]) continue;
    repeats += 1;
    repeated.add(msisdn);
  }
  const seen = new Set<string>();
  let doubles = 0;
  for (let at = 0; repeats > 0 && at < count; at++) {
    const msisdn = columns.msisdn[at] ?? 0;
    if (!repeated.has(msisdn)) continue;
    const key = `${msisdn} ${columns.textHash[at]}`;
    if (seen.has(key)) doubles += 1;
    seen.add(key);
  }
  return { numbers: count - repeats, repeats, doubles };
}
