import { setTimeout as delay } from "node:timers/promises";
import type { DatabaseDoor } from "./database-door";
import { REQUEST_TIMEOUT_MS, type Deed, type Kind } from "./plan";

/** What the sandbox does for a kind, by its own word. */
const FAULT_OF: Partial<Record<Kind, { kind: string; code?: number; script?: string }>> = {
  take_and_drop: { kind: "drop" },
  lose_request: { kind: "lose" },
  answer_late: { kind: "slow" },
  callback_before_answer: { kind: "slow" },
  take_late: { kind: "late" },
  error_9: { kind: "error", code: 9 },
  error_4: { kind: "error", code: 4 },
  empty_answer: { kind: "empty" },
  html_502: { kind: "html502" },
  half_answer: { kind: "truncated" },
  status_fault: { kind: "drop", script: "status" },
};

/** Those that last are in order until what was kept back has gone. */
const AFTER_HOLD_MS = 300;
const LOOK_MS = 20;

type Left = { script: string; kind: string; remaining: number; code: number; ms: number };
type Control = <T>(path: string, body?: unknown) => Promise<T>;

/**
 * What is ordered for requests, commits and callbacks to come, by all runs together: what the requests of one run do not
 * meet, those of a later one do.
 */
export type Trouble = {
  /** False when a kind is none of these. */
  order(deed: Deed): Promise<boolean>;
  repeatCallbacks(deed: Deed): Promise<void>;
  shuffleCallbacks(deed: Deed): Promise<void>;
  /** Wait until nothing of a kind is left to happen, or so long. */
  untilMet(kind: Kind, withinMs: number): Promise<void>;
  /** How often each kind that was ordered has really happened so far. */
  met(): Promise<Map<Kind, number>>;
};

/** Take orders for a sandbox and for the way to the database. */
export function createTrouble(control: Control, door: DatabaseDoor): Trouble {
  const ordered = new Map<Kind, number>();
  const lasting = { repeat: 0, shuffle: 0 };

  /** Several runs may keep callbacks so: the last one lets go. */
  async function last(what: keyof typeof lasting, [on, off]: [object, object], lastsMs: number): Promise<void> {
    lasting[what] += 1;
    await control("callbacks", on);
    await delay(lastsMs);
    lasting[what] -= 1;
    if (lasting[what] === 0) await control("callbacks", off);
  }

  async function leftOf(kind: Kind): Promise<number> {
    const { faults } = await control<{ faults: Left[] }>("faults");
    return faults.filter((left) => kindOf(left) === kind).reduce((sum, { remaining }) => sum + remaining, 0);
  }

  return {
    untilMet: async (kind, withinMs) => {
      for (const until = Date.now() + withinMs; Date.now() < until && (await leftOf(kind)) > 0;) await delay(LOOK_MS);
    },
    order: async ({ kind, count, lastsMs }) => {
      if (kind === "lose_commit") door.loseCommits(count);
      const fault = FAULT_OF[kind];
      if (!fault) return kind === "lose_commit";
      ordered.set(kind, (ordered.get(kind) ?? 0) + count);
      await control("faults", { ...fault, count, ...(lastsMs > 0 ? { ms: lastsMs } : {}) });
      return true;
    },
    repeatCallbacks: ({ count, lastsMs }) => last("repeat", [{ repeat: count + 1 }, { repeat: 1 }], lastsMs),
    shuffleCallbacks: async ({ lastsMs }) => {
      await last("shuffle", [{ isReversed: true, isHeld: true }, { isHeld: false }], lastsMs);
      await delay(AFTER_HOLD_MS);
      if (lasting.shuffle === 0) await control("callbacks", { isReversed: false });
    },
    met: async () => {
      const { faults } = await control<{ faults: Left[] }>("faults");
      const met = new Map<Kind, number>([["lose_commit", door.lostCommits()], ...ordered]);
      for (const left of faults) {
        const kind = kindOf(left);
        if (kind) met.set(kind, (met.get(kind) ?? 0) - left.remaining);
      }
      return met;
    },
  };
}

/** For which kind a fault of the sandbox was ordered. An answer that is kept back is late when nobody waits for it any more. */
function kindOf({ kind, script, code, ms }: Left): Kind | undefined {
  if (kind === "slow") return ms > REQUEST_TIMEOUT_MS ? "answer_late" : "callback_before_answer";
  const kinds = Object.keys(FAULT_OF) as Kind[];
  return kinds.find((each) => {
    const fault = FAULT_OF[each];
    return fault?.kind === kind && (fault.script ?? "send") === script && (fault.code ?? code) === code;
  });
}
