const LOOK_MS = 20;
const WAIT_MS = 10_000;

/** Lines of this process before the places of the gateway: first come, first served, and only the first looks. */
export function createQueue() {
  const lengths = new Map<string, number>();
  const tails = new Map<string, Promise<unknown>>();
  const wakes = new Set<() => void>();

  /** Until a place of our own was given back, or a while has passed. */
  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        wakes.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, LOOK_MS);
      wakes.add(wake);
    });
  }

  async function look<T>(attempt: () => Promise<T | null>, until: number): Promise<T | null> {
    for (;;) {
      const taken = await attempt();
      if (taken !== null || performance.now() > until) return taken;
      await pause();
    }
  }

  return {
    isEmpty: (at: string) => !lengths.get(at),
    wait: async <T>(at: string, attempt: () => Promise<T | null>): Promise<T | null> => {
      const until = performance.now() + WAIT_MS;
      lengths.set(at, (lengths.get(at) ?? 0) + 1);
      const before = tails.get(at) ?? Promise.resolve();
      const own = before.catch(() => {}).then(() => look(attempt, until));
      tails.set(at, own);
      try {
        return await own;
      } finally {
        lengths.set(at, (lengths.get(at) ?? 1) - 1);
        if (tails.get(at) === own) tails.delete(at);
      }
    },
    nudge: () => {
      for (const wake of [...wakes]) wake();
    },
  };
}
