import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isAlive } from "@/lib/start/processes";

export const ROOT = process.cwd();
const READY = /Signalbox is ready: (http:\/\/\S+)/;

type Options = { root?: string; env?: Record<string, string> };

/** `npm start` as a person types it, watched. */
export class Launcher {
  output = "";
  private readonly child: ChildProcess;
  private readonly ended: Promise<number>;

  constructor(
    readonly dataDir: string,
    { root = ROOT, env = {} }: Options = {},
  ) {
    this.child = spawn("npm", ["start"], {
      cwd: root,
      env: { ...withoutOurs(process.env), DATA_DIR: dataDir, SIGNALBOX_SEED: "0", ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = new Promise((resolve) => this.child.once("close", (code, signal) => resolve(code ?? (signal ? 1 : 0))));
  }

  /** The address it prints at last; throws with its words when it ends before. */
  async address(): Promise<string> {
    return (await this.waitFor(READY))[1] ?? "";
  }

  async waitFor(words: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = words.exec(this.output);
      if (match) return match;
      const code = await Promise.race([this.ended, delay(50)]);
      if (code !== undefined && !words.test(this.output)) throw new Error(`It ended with ${code} before it said ${words}:\n${this.output}`);
    }
  }

  exitCode(): Promise<number> {
    return this.ended;
  }

  /** Every process of this start: the launcher, its children, and PostgreSQL. */
  pids(): number[] {
    const file = path.join(this.dataDir, "run.json");
    const run = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { launcher: { pid: number }; children: { pid: number }[] }) : null;
    const server = this.serverPid();
    return [...(run ? [run.launcher.pid, ...run.children.map(({ pid }) => pid)] : []), ...(server ? [server] : [])];
  }

  serverPid(home = this.dataDir): number | null {
    const file = path.join(home, "postgres", "postmaster.pid");
    return existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : null;
  }

  /** To npm and what it started, as Ctrl-C in a terminal does. */
  signal(name: NodeJS.Signals): void {
    if (this.child.pid && this.child.exitCode === null && this.child.signalCode === null) process.kill(-this.child.pid, name);
  }

  /** End it whatever happens, so that a failed test leaves nothing. */
  async end(): Promise<void> {
    const pids = this.pids();
    this.signal("SIGTERM");
    await Promise.race([this.ended, delay(12_000, undefined, { ref: false })]);
    for (const pid of pids) if (isAlive(pid)) process.kill(pid, "SIGKILL");
  }
}

function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(VITEST|NODE_ENV|NODE_OPTIONS|DATABASE_URL|PORT|HOST|SANDBOX_|SMSC_|SIGNALBOX_|NEXTAUTH_|npm_)/.test(name),
    ),
  ) as NodeJS.ProcessEnv;
}

/** The status of a page, and its words. */
export async function open(address: string, page = "/sign-in"): Promise<{ status: number; html: string }> {
  const answer = await fetch(`${address}${page}`, { headers: { "accept-language": "en" } });
  return { status: answer.status, html: await answer.text() };
}
