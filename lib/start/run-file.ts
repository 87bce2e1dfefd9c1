import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isAlive, startMark, waitUntilGone } from "@/lib/start/processes";

type Marked = { pid: number; mark: string | null };
type Run = { launcher: Marked; children: Marked[]; address: string | null };

const fileOf = (dataDir: string) => path.join(dataDir, "run.json");
const marked = (pid: number): Marked => ({ pid, mark: startMark(pid) });
const lives = ({ pid, mark }: Marked) => isAlive(pid) && startMark(pid) === mark;

function read(dataDir: string): Run | null {
  if (!existsSync(fileOf(dataDir))) return null;
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), "utf8")) as Run;
  } catch {
    // Cut off while it was written: whoever wrote it is gone.
    return null;
  }
}

/** The launcher that works in this data folder at this moment, or null. `address` is null while it still starts. */
export function runningLauncher(dataDir: string): { pid: number; address: string | null } | null {
  const run = read(dataDir);
  return run && lives(run.launcher) ? { pid: run.launcher.pid, address: run.address } : null;
}

/** Write down what runs, so that a later start knows it even when this one is killed. */
export function writeRun(dataDir: string, { children, address }: { children: number[]; address: string | null }): void {
  const run: Run = { launcher: marked(process.pid), children: children.map(marked), address };
  const draft = `${fileOf(dataDir)}.new`;
  writeFileSync(draft, JSON.stringify(run), { mode: 0o600 });
  renameSync(draft, fileOf(dataDir));
}

export function clearRun(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}

/** End what a killed launcher left behind; gives how many there were. */
export async function endOrphans(dataDir: string): Promise<number> {
  const left = (read(dataDir)?.children ?? []).filter(lives);
  for (const { pid } of left) process.kill(pid, "SIGTERM");
  for (const { pid } of left) {
    if (!(await waitUntilGone(pid, 8_000))) process.kill(pid, "SIGKILL");
  }
  return left.length;
}
