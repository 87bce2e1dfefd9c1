import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const READY_WITHIN_MS = 60_000;
const LAUNCH_MS = 20_000;
const ASK_MS = 50;

/** A process of the stack that is killed, stopped and started again as a plan has it. */
export class Part {
  private child: ChildProcess | null = null;
  private isBusy = false;
  private isWanted = false;
  private isRetired = false;
  /** Which start is the last one: an earlier one that is still at it gives way. */
  private turn = 0;
  /** How often it has ended by itself, and was started again as `npm start` does. */
  ownEnds = 0;

  constructor(
    readonly name: string,
    private readonly args: readonly string[],
    private readonly folder: string,
    private readonly env: () => Record<string, string>,
    /** Where it answers over HTTP when it is ready; without, it says so itself. */
    private readonly answersAt?: string,
  ) {}

  /** Start it and wait until it says that it is ready; one that dies meanwhile, since the database is gone, is started anew. */
  async start(): Promise<void> {
    this.isWanted = !this.isRetired;
    this.turn += 1;
    const { turn } = this;
    const until = Date.now() + READY_WITHIN_MS;
    while (this.isWanted && this.turn === turn && !(await this.launch())) {
      if (Date.now() > until) throw new Error(`The ${this.name} does not start. Its last lines:\n\n${this.lastLines()}`);
      await delay(100);
    }
  }

  /** Do something to it that nothing else may do at the same time; false when something is being done already. */
  async alone(work: () => Promise<void>): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    try {
      await work();
      return true;
    } finally {
      this.isBusy = false;
    }
  }

  signal(name: NodeJS.Signals): void {
    if (this.isRunning()) this.child?.kill(name);
  }

  /** End it by force and wait until it is gone. */
  async kill(): Promise<void> {
    this.isWanted = false;
    await this.end();
  }

  private async end(): Promise<void> {
    const { child } = this;
    if (!child || !this.isRunning()) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  /** End it for good, whatever a deed that is under way would start again. */
  async retire(): Promise<void> {
    this.isRetired = true;
    await this.kill();
  }

  isRunning(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  lastLines(): string {
    return readFileSync(this.log(), "utf8").trim().split("\n").slice(-12).join("\n");
  }

  private async again(): Promise<void> {
    this.ownEnds += 1;
    await this.start().catch(() => {});
  }

  private log(): string {
    return path.join(this.folder, `${this.name}.log`);
  }

  /** False when it ended before it was ready. One that an earlier start has launched ends first: there is one of it at a time. */
  private async launch(): Promise<boolean> {
    await this.end();
    if (!this.isWanted) return false;
    const output = openSync(this.log(), "a");
    // A group of its own: Ctrl-C reaches the harness alone, which ends everything by its id.
    const stdio = ["ignore", output, output, "ipc"] as const;
    const child = spawn(process.execPath, this.args, { env: { ...process.env, ...this.env() }, stdio: [...stdio], detached: true });
    closeSync(output);
    this.child = child;
    const ended = new Promise<false>((resolve) => child.once("exit", () => resolve(false)));
    // One that was cut off from the database while it started may wait for ever.
    const late = setTimeout(() => child.kill("SIGKILL"), LAUNCH_MS).unref();
    const isReady = await Promise.race([ended, this.answersAt ? whenAnswers(this.answersAt, child) : whenTold(child)]);
    clearTimeout(late);
    if (isReady) child.once("exit", () => this.isWanted && void this.again());
    return isReady;
  }
}

function whenTold(child: ChildProcess): Promise<true> {
  return new Promise((resolve) => child.once("message", () => resolve(true)));
}

/** True at the first answer, whatever it says; false when the process ended before. */
async function whenAnswers(url: string, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (answer) return true;
    await delay(ASK_MS);
  }
  return false;
}
