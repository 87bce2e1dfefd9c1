import { randomOf, type Random } from "./random";

/** What may go wrong, each a kind that the report counts. */
export const KINDS = [
  "kill_worker",
  "kill_web",
  "kill_postgres",
  "kill_tree",
  "stop_worker",
  "take_and_drop",
  "lose_request",
  "answer_late",
  "take_late",
  "error_9",
  "error_4",
  "empty_answer",
  "html_502",
  "half_answer",
  "status_fault",
  "cut_database",
  "lose_commit",
  "pause_resume",
  "change_speed",
  "cancel",
  "commands_at_once",
  "callbacks_twice",
  "callbacks_shuffled",
  "callback_before_answer",
  "opt_out",
] as const;

export type Kind = (typeof KINDS)[number];

export type Deed = {
  kind: Kind;
  /** After the mailings were launched. */
  atMs: number;
  /** How often, of what is ordered for the next requests or commits. */
  count: number;
  /** How long, of what lasts. */
  lastsMs: number;
  /** Which worker or mailing. */
  which: 0 | 1;
  /** Decides about numbers. */
  seed: number;
};

export type Plan = { seed: number; mailings: { size: number; speedPerMinute: number }[]; latencyMs: number; deeds: Deed[] };

const DEEDS_LEAST = 4;
const DEEDS_MOST = 7;
/** The mailings leave within about so long when nothing goes wrong. */
const LEAVES_WITHIN_MS = 1_600;
/** With a button to press they last so many times as long: the console may be away for seconds. */
const PATIENCE = 5;
const PRESSED: readonly Kind[] = ["pause_resume", "change_speed", "cancel", "commands_at_once"];
/** The longest that a request may take in shortened time; see `stack.ts`. */
export const REQUEST_TIMEOUT_MS = 1_000;
const LEASE_MS = 2_500;

/** How long each kind lasts; what is not here has no length. */
const LENGTHS: Partial<Record<Kind, readonly [least: number, most: number]>> = {
  kill_worker: [0, 600],
  kill_web: [100, 900],
  kill_tree: [0, 400],
  // The other worker has found out by then what became of the request under way.
  stop_worker: [LEASE_MS + 700, LEASE_MS + 1_500],
  answer_late: [REQUEST_TIMEOUT_MS + 100, REQUEST_TIMEOUT_MS + 1_500],
  // When one denial has mostly been had, and a second may not be had yet.
  take_late: [REQUEST_TIMEOUT_MS + 600, REQUEST_TIMEOUT_MS + 1_100],
  callback_before_answer: [200, 700],
  pause_resume: [100, 800],
  callbacks_twice: [300, 1_200],
  callbacks_shuffled: [200, 900],
};

/** One of them is in every run, in turn: each needs a guard of its own, which a few runs must find missing. */
const ALWAYS: readonly Kind[] = ["take_late", "stop_worker", "opt_out", "kill_worker"];

/** Plan a run from its seed: two mailings of five hundred messages and more together, and what goes wrong when. */
export function planRun(seed: number): Plan {
  const random = randomOf(seed);
  const sizes = [random.between(300, 360), random.between(200, 240)];
  const shares = sizes.map(() => 0.6 + 0.6 * random.next());
  const latencyMs = random.between(2, 40);
  const deeds = planDeeds(random, ALWAYS[seed % ALWAYS.length]);
  const leavesWithinMs = LEAVES_WITHIN_MS * (deeds.some(({ kind }) => PRESSED.includes(kind)) ? PATIENCE : 1);
  const mailings = sizes.map((size, n) => ({ size, speedPerMinute: Math.round((size * 60_000) / (leavesWithinMs * (shares[n] ?? 1))) }));
  return { seed, mailings, latencyMs, deeds };
}

function planDeeds(random: Random, always: Kind | undefined): Deed[] {
  const kinds = new Set<Kind>(always ? [always] : []);
  const wanted = random.between(DEEDS_LEAST, DEEDS_MOST);
  while (kinds.size < wanted) kinds.add(random.pick(KINDS));
  const deeds = [...kinds].map((kind): Deed => {
    const [least, most] = LENGTHS[kind] ?? [0, 0];
    return {
      kind,
      atMs: random.between(0, LEAVES_WITHIN_MS),
      count: random.between(1, 3),
      lastsMs: random.between(least, most),
      which: random.next() < 0.5 ? 0 : 1,
      seed: random.between(0, 1_000_000),
    };
  });
  return deeds.sort((a, b) => a.atMs - b.atMs);
}

/** Say a plan in one line, for whoever reads of a violation. */
export function inWords({ deeds }: Plan): string {
  return deeds.map(({ kind, atMs, count, lastsMs }) => `${kind}@${atMs}${count > 1 ? `×${count}` : ""}${lastsMs ? `/${lastsMs}` : ""}`).join(" ");
}
