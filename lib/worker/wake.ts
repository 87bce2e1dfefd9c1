/** A sleep that a nudge ends early. */
export type Wake = {
  /** End the present sleep; when nobody sleeps, the next one does not begin. */
  ring(): void;
  sleep(ms: number): Promise<void>;
};

export function createWake(): Wake {
  let rung = false;
  const sleepers = new Set<() => void>();
  return {
    ring: () => {
      rung = sleepers.size === 0;
      for (const wake of [...sleepers]) wake();
    },
    sleep: (ms) => {
      if (rung) {
        rung = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          sleepers.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, ms);
        sleepers.add(wake);
      });
    },
  };
}
