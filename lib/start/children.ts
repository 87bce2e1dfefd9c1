import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ROOT } from "@/lib/start/build";
import { say } from "@/lib/start/say";

export type Program = {
  name: string;
  args: string[];
  env: Record<string, string>;
  /** Resolves when it can be used. */
  ready: (child: ChildProcess) => Promise<void>;
  /** It is ended by force when it has not ended by itself after that long. */
  endsWithinMs?: number;
};

/** A program that ends so often in a row is broken; one that has run for a while since begins anew. */
const RESTARTS = 5;
const RUNS_AGAIN_MS = 60_000;
const READY_WITHIN_MS = 60_000;

/** The programs of one installation: started, watched, started again when they die, stopped in reverse order. */
export class Children {
  private readonly running: { program: Program; child: ChildProcess; restarts: number }[] = [];
  private stopping = false;

  constructor(
    private readonly dataDir: string,
    private readonly changed: (pids: number[]) => void,
  ) {
    mkdirSync(path.join(dataDir, "logs"), { recursive: true });
  }

  /** Start a program and wait until it is ready; throws one sentence with its last lines when it dies before. */
  async start(program: Program): Promise<void> {
    if (this.stopping) throw new Error("Everything is being stopped.");
    const entry = { program, child: this.launch(program), restarts: 0 };
    this.running.push(entry);
    this.tell();
    await this.untilReady(program, entry.child);
    this.watch(entry);
  }

  /** Run a program to its end; throws one sentence with its last lines when it fails. */
  async run({ name, args, env }: Omit<Program, "ready">): Promise<void> {
    const program = { name, args, env, ready: () => Promise.resolve() };
    const child = this.launch(program);
    this.running.push({ program, child, restarts: 0 });
    this.tell();
    const code = await new Promise<number | null>((resolve) => child.once("exit", resolve).once("error", () => resolve(1)));
    if (code === 0) return;
    const tail = readFileSync(this.logOf(name), "utf8").trim().split("\n").slice(-12).join("\n");
    throw new Error(`The ${name} process failed. Its log is ${this.logOf(name)}; its last lines:\n\n${tail}`);
  }

  pids(): number[] {
    return this.running.flatMap(({ child }) => (child.pid && child.exitCode === null && child.signalCode === null ? [child.pid] : []));
  }

  /** End all within so many milliseconds, the last one started first. */
  async stop(withinMs: number): Promise<void> {
    this.stopping = true;
    const until = Date.now() + withinMs;
    for (const { child, program } of [...this.running].reverse()) {
      await end(child, Math.max(200, Math.min(until - Date.now(), program.endsWithinMs ?? withinMs)));
    }
  }

  private logOf(name: string): string {
    return path.join(this.dataDir, "logs", `${name}.log`);
  }

  private launch({ name, args, env }: Program): ChildProcess {
    const output = openSync(this.logOf(name), "a");
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", output, output, "ipc"],
      // A group of its own: Ctrl-C reaches the launcher alone, which stops them in order.
      detached: true,
    });
    closeSync(output);
    return child;
  }

  private async untilReady(program: Program, child: ChildProcess): Promise<void> {
    const died = new Promise<"died">((resolve) => child.once("exit", () => resolve("died")).once("error", () => resolve("died")));
    const late = delay(READY_WITHIN_MS, "late" as const, { ref: false });
    const end = await Promise.race([program.ready(child).then(() => "ready" as const), died, late]);
    if (end === "ready") return;
    const tail = readFileSync(this.logOf(program.name), "utf8").trim().split("\n").slice(-12).join("\n");
    const what = end === "died" ? "ended at once" : `was not ready within ${READY_WITHIN_MS / 1000} s`;
    throw new Error(`The ${program.name} process ${what}. Its log is ${this.logOf(program.name)}; its last lines:\n\n${tail}`);
  }

  private watch(entry: { program: Program; child: ChildProcess; restarts: number }): void {
    const startedAt = performance.now();
    entry.child.once("exit", (code, signal) => {
      if (this.stopping) return;
      if (performance.now() - startedAt > RUNS_AGAIN_MS) entry.restarts = 0;
      entry.restarts += 1;
      const { name } = entry.program;
      if (entry.restarts > RESTARTS) {
        say(`The ${name} process ended again (${signal ?? code}) and is not started any more. See ${this.logOf(name)}, then start Signalbox again.`);
        return;
      }
      say(`The ${name} process ended (${signal ?? code}); it is started again.`);
      setTimeout(() => {
        if (this.stopping) return;
        entry.child = this.launch(entry.program);
        this.tell();
        this.watch(entry);
      }, 500 * entry.restarts).unref();
    });
  }

  private tell(): void {
    this.changed(this.pids());
  }
}

async function end(child: ChildProcess, withinMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<true>((resolve) => child.once("exit", () => resolve(true)));
  child.kill("SIGTERM");
  if (await Promise.race([gone, delay(withinMs, false, { ref: false })])) return;
  child.kill("SIGKILL");
  await Promise.race([gone, delay(1_000, false, { ref: false })]);
}

/** Ready when an address answers 200. */
export function whenAnswers(url: string): () => Promise<void> {
  return async () => {
    for (;;) {
      const ok = await fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
        (answer) => answer.ok,
        () => false,
      );
      if (ok) return;
      await delay(60);
    }
  };
}

/** Ready when the process says so. */
export function whenTold(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once("message", () => resolve()));
}
