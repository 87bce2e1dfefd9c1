import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/**
 * Tell whether a process lives. Where the system shows command lines, it must also hold `word`: a number that was
 * given to another program since is not ours. A process that ended and was not reaped yet counts as gone.
 */
export function isAlive(pid: number, word?: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  try {
    const state = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "")[0];
    if (state === "Z" || state === "X") return false;
    return !word || readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(word);
  } catch {
    // No /proc here: its living is all that can be known. With /proc, it has just gone.
    return process.platform !== "linux";
  }
}

/** When a process started, in the system's own ticks: with the pid it names one process for good. Null: not known. */
export function startMark(pid: number): string | null {
  try {
    return (
      readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ")[19] ?? null
    );
  } catch {
    return null;
  }
}

/** Wait for a process to end; false when it still lives after that time. */
export async function waitUntilGone(pid: number, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (isAlive(pid)) {
    if (Date.now() > until) return false;
    await delay(25);
  }
  return true;
}
