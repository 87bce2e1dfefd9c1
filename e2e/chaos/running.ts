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
};

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
