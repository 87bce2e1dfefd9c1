// The process began with the installation, which told its time in the same way.
const startedAt = performance.timeOrigin;

/** One line with the time since the command began. */
export function say(line: string): void {
  console.log(`${String(Math.round((Date.now() - startedAt) / 1000)).padStart(4)} s  ${line}`);
}

/** Say what is done, and every ten seconds that it still is. */
export async function saying<T>(what: string, work: () => Promise<T>): Promise<T> {
  say(`${what} …`);
  const ticker = setInterval(() => say(`${what}, still at it …`), 10_000);
  try {
    return await work();
  } finally {
    clearInterval(ticker);
  }
}
