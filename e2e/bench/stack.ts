import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { db, disconnect } from "@/lib/db";
import { installQueue } from "@/lib/queue/queue";
import { buildWhenStale } from "@/lib/start/build";
import { Children, whenAnswers, whenTold, type Program } from "@/lib/start/children";
import { checkKind, ensurePeople } from "@/lib/start/installation";
import { migrate } from "@/lib/start/migrate";
import { freePort } from "@/lib/start/ports";
import { startPostgres } from "@/lib/start/postgres";
import { programFile, WORKER_ARGS } from "@/lib/start/programs.mjs";

const STOP_WITHIN_MS = 8_000;

export type Running = { pid: number; /** `kill -9`; it is started again as in earnest. */ crash(): void; stop(): Promise<void> };

/** The parts of a benchmark run, each a real process, in a folder that is thrown away. */
export type BenchStack = {
  folder: string;
  sandboxUrl: string;
  webUrl: string;
  /** Who gives the commands. */
  operatorId: number;
  /** Ask the sandbox's control side; with a body it is a POST. */
  control<T>(path: string, body?: unknown): Promise<T>;
  startWorker(): Promise<Running>;
  startWeb(): Promise<Running>;
};

/** What is to be undone at the end, last things first; each once, whoever asks for it. */
export class CleanUp {
  private readonly steps: (() => Promise<void>)[] = [];

  add(step: () => Promise<void>): void {
    this.steps.push(step);
  }

  async run(): Promise<void> {
    for (let step = this.steps.pop(); step; step = this.steps.pop()) await step();
  }
}

/**
 * Start PostgreSQL as `npm start` does (fsync on) and the sandbox, which settles everything at once. This process gets
 * the environment of worker and web, so that the domain's functions can be called here, too. Worker and web are
 * started by the measurements that need them, so that the others have the machine for themselves.
 */
export async function startStack(say: (line: string) => void, cleanUp: CleanUp): Promise<BenchStack> {
  await buildWhenStale();
  const folder = mkdtempSync(path.join(tmpdir(), "signalbox-bench-"));
  cleanUp.add(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  const postgres = await startPostgres({ dataDir: folder, say });
  cleanUp.add(() => postgres.stop());
  const ports = { sandbox: await freePort(4110), web: await freePort(3110) };
  Object.assign(process.env, environment(folder, postgres.url, ports));
  await migrate(postgres.url);
  await installQueue();
  cleanUp.add(disconnect);
  await checkKind(postgres.url, "sandbox");
  await ensurePeople("sandbox", postgres.url);
  const { id: operatorId } = await db.operator.findUniqueOrThrow({ where: { email: "operator@demo.test" }, select: { id: true } });
  const start = async (program: Program) => {
    const { running, children } = await startProgram(folder, program);
    cleanUp.add(() => children.stop(STOP_WITHIN_MS));
    return running;
  };
  const sandboxUrl = `http://127.0.0.1:${ports.sandbox}`;
  const webUrl = `http://127.0.0.1:${ports.web}`;
  await start({
    ...compiled("sandbox", "lib/smsc/sandbox/main.ts"),
    ready: whenAnswers(`${sandboxUrl}/control/health`),
  });
  const next = ["node_modules/next/dist/bin/next", "start", "-p", String(ports.web), "-H", "127.0.0.1"];
  return {
    folder,
    sandboxUrl,
    webUrl,
    operatorId,
    control: (what, body) => askControl(`${sandboxUrl}/control/${what}`, body),
    startWorker: () => start({ name: "worker", args: WORKER_ARGS, env: {}, ready: whenTold }),
    startWeb: () => start({ name: "web", args: next, env: {}, ready: whenAnswers(`${webUrl}/api/health`) }),
  };
}

function environment(folder: string, databaseUrl: string, ports: { sandbox: number; web: number }) {
  return {
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    SIGNALBOX_GATEWAY: "sandbox",
    SMSC_URL: `http://127.0.0.1:${ports.sandbox}/sys/`,
    SMSC_LOGIN: "demo",
    SMSC_PASSWORD: "demo",
    SMSC_CALLBACK_SECRET: randomBytes(16).toString("hex"),
    SANDBOX_URL: `http://127.0.0.1:${ports.sandbox}`,
    SANDBOX_PORT: String(ports.sandbox),
    SANDBOX_PACE: "at-once",
    HOST: "127.0.0.1",
    PORT: String(ports.web),
    NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
    NEXTAUTH_URL: `http://127.0.0.1:${ports.web}`,
    LOG_LEVEL: "warn",
  };
}

const compiled = (name: string, file: string) => ({ name, args: [programFile(file)], env: {} });

/** A program that ends while it is measured fails the benchmark, though it would be started again in earnest. */
async function startProgram(folder: string, program: Program): Promise<{ running: Running; children: Children }> {
  let starts = 0;
  let expected = 1;
  const children = new Children(folder, () => (starts += 1));
  try {
    await children.start(program);
  } catch (error) {
    await children.stop(STOP_WITHIN_MS);
    throw error;
  }
  const [pid] = children.pids();
  if (pid === undefined) throw new Error(`The ${program.name} process ended at once.`);
  const stop = async () => {
    await children.stop(STOP_WITHIN_MS);
    if (starts > expected) throw new Error(`The ${program.name} process ended in the middle of the measurement.`);
  };
  const crash = () => {
    expected += 1;
    for (const each of children.pids()) process.kill(each, "SIGKILL");
  };
  return { running: { pid, crash, stop }, children };
}

async function askControl<T>(url: string, body?: unknown): Promise<T> {
  const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(url, body === undefined ? {} : post);
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} at ${new URL(url).pathname}.`);
  return (await answer.json()) as T;
}
