import { setTimeout as delay } from "node:timers/promises";
import type { ChaosStack } from "./stack";
import type { Plan } from "./plan";

export type RunningMailing = {
  id: number;
  /** All that it is meant for. */
  msisdns: string[];
  /** When an opt-out had certainly been committed, by the database's clock in microseconds. */
  optOuts: Map<string, number>;
};

/** One run as it is carried out. */
export type Running = {
  stack: ChaosStack;
  plan: Plan;
  mailings: RunningMailing[];
  /** What the sandbox had taken when it began. */
  takenBefore: number;
  /** Deeds that were not over in time, in words. */
  unended: string[];
};

const PERSIST_MS = 60_000;
const ANSWER_WITHIN_MS = 30_000;

/** The same as it ends, or an error when it has not ended by then: a wait that never ends is a fault like any other. */
export async function within<T>(work: Promise<T>, ms: number, what: string): Promise<T> {
  const timer = new AbortController();
  const late = delay(ms, undefined, { signal: timer.signal }).then(() => Promise.reject(new Error(`${what} was not over after ${ms / 1000} s.`)));
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
    late.catch(() => {});
  }
}

/** Do what may fail since the database is gone at the moment, until it is done. */
export async function persist<T>(work: () => Promise<T>): Promise<T> {
  const until = Date.now() + PERSIST_MS;
  for (;;) {
    try {
      return await within(work(), ANSWER_WITHIN_MS, "What was asked of the database");
    } catch (error) {
      if (Date.now() > until) throw error;
      await delay(100);
    }
  }
}
