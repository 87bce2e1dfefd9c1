import { setTimeout as delay } from "node:timers/promises";
import type { ChaosStack } from "./stack";
import type { Kind, Plan } from "./plan";

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
  /** How often each kind really happened. */
  fired: Map<Kind, number>;
};

/** Note that a kind happened. */
export function note({ fired }: Running, kind: Kind, times = 1): void {
  if (times > 0) fired.set(kind, (fired.get(kind) ?? 0) + times);
}

const PERSIST_MS = 60_000;

/** Do what may fail since the database is gone at the moment, until it is done. */
export async function persist<T>(work: () => Promise<T>): Promise<T> {
  const until = Date.now() + PERSIST_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > until) throw error;
      await delay(100);
    }
  }
}
