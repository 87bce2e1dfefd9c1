import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildWhenStale, ROOT } from "@/lib/start/build";
import { Children, whenAnswers, whenTold, type Program } from "@/lib/start/children";
import { checkKind, checkOriginal, checkReachable, ensurePeople, markSeeded, type Kind } from "@/lib/start/installation";
import { migrate } from "@/lib/start/migrate";
import { freePort } from "@/lib/start/ports";
import { startPostgres } from "@/lib/start/postgres";
import { programFile, WORKER_ARGS } from "@/lib/start/programs.mjs";
import { writeRun } from "@/lib/start/run-file";
import { say, saying } from "@/lib/start/say";

export type StackOptions = {
  dataDir: string;
  host: string;
  /** Wished for; the next free one is taken. */
  port: number;
  sandboxPort: number;
  pace: "human" | "at-once";
  seed: boolean;
  /** No sandbox, though no account is given: it is set in the console. */
  live?: boolean;
  /** Further variables for every process. */
  env?: Record<string, string>;
};

export type Stack = { address: string; sandboxUrl: string | null; databaseUrl: string; kind: Kind; stop(): Promise<void> };

/** Ends one part within so many milliseconds. */
type Stop = (withinMs: number) => Promise<void>;
const STOP_WITHIN_MS = 9_000;
/** Of these, what the other parts leave for the database. */
const DATABASE_STOP_MS = 2_500;

type Secrets = { nextAuthSecret: string; callbackSecret: string };

function readSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, "secrets.json");
  if (!existsSync(file)) {
    const made = () => randomBytes(32).toString("base64url");
    writeFileSync(file, JSON.stringify({ nextAuthSecret: made(), callbackSecret: made() } satisfies Secrets), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, "utf8")) as Secrets;
}

async function claimPort(wanted: number, host: string, what: string): Promise<number> {
  const port = await freePort(wanted, host);
  if (port !== wanted) say(`Port ${wanted} is taken; the ${what} listens on ${port}.`);
  return port;
}

/** Live with an account in the environment, or where the account is to be set in the console. */
const isLive = ({ live }: StackOptions) => Boolean(live || process.env.SMSC_LOGIN || process.env.SMSC_API_KEY);
const isLoopback = (host: string) => ["127.0.0.1", "localhost", "::1"].includes(host);

/**
 * Start everything of one installation and wait until it can be used. What fails is thrown as one sentence, after what
 * was already started has been stopped; `signal` breaks a start off in the same way.
 */
export async function startStack(options: StackOptions, signal: AbortSignal = new AbortController().signal): Promise<Stack> {
  const { dataDir } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const stops: Stop[] = [];
  const stop = async () => {
    const until = Date.now() + STOP_WITHIN_MS;
    for (const each of stops.splice(0).reverse()) await each(Math.max(500, until - Date.now()));
  };
  try {
    return { ...(await startAll(options, stops, signal)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(options: StackOptions, stops: Stop[], signal: AbortSignal): Promise<Omit<Stack, "stop">> {
  const { dataDir, host } = options;
  const kind: Kind = isLive(options) ? "live" : "sandbox";
  const port = await claimPort(options.port, host, "console");
  const local = `http://127.0.0.1:${port}`;
  const address = process.env.NEXTAUTH_URL ?? `http://${isLoopback(host) ? "127.0.0.1" : host}:${port}`;
  const sandboxPort = kind === "sandbox" ? await claimPort(options.sandboxPort, "127.0.0.1", "sandbox") : null;
  const sandboxUrl = sandboxPort === null ? null : `http://127.0.0.1:${sandboxPort}`;
  let announced: string | null = null;
  const children = new Children(dataDir, (pids) => writeRun(dataDir, { children: pids, address: announced }));
  stops.push((withinMs) => children.stop(Math.max(500, withinMs - DATABASE_STOP_MS)));
  // Whoever waits for a part to be ready learns of the stop by its end.
  const breakOff = () => void children.stop(STOP_WITHIN_MS);
  signal.addEventListener("abort", breakOff);

  // All are waited for: a server that is still starting while the build fails must be stopped, too.
  const [database, ...others] = await Promise.allSettled([
    startDatabase(dataDir, stops, signal),
    buildWhenStale(signal),
    sandboxPort === null ? null : children.start(sandboxProgram(sandboxPort, options, local)),
  ]);
  if (database.status === "rejected") throw database.reason;
  for (const each of others) if (each.status === "rejected") throw each.reason;
  const databaseUrl = database.value;
  signal.throwIfAborted();
  Object.assign(process.env, { DATABASE_URL: databaseUrl, SIGNALBOX_GATEWAY: kind, HOST: host });
  const { isSeeded } = await prepareDatabase(databaseUrl, kind, dataDir);
  signal.throwIfAborted();
  const env = environment(options, { databaseUrl, kind, port, address, sandboxUrl });
  const programs = [webProgram(port, host, env, local), workerProgram(env)];
  await Promise.all([...programs.map((program) => children.start(program)), ensurePeople(kind, databaseUrl)]);
  if (kind === "sandbox" && options.seed && !isSeeded) await seed(children, env, databaseUrl);
  signal.throwIfAborted();
  signal.removeEventListener("abort", breakOff);
  announced = address;
  writeRun(dataDir, { children: children.pids(), address });
  return { address, sandboxUrl, databaseUrl, kind };
}

async function prepareDatabase(databaseUrl: string, kind: Kind, dataDir: string): Promise<{ isSeeded: boolean }> {
  const applied = await migrate(databaseUrl);
  if (applied > 0) say(`Applied ${applied} migrations.`);
  const checked = await checkKind(databaseUrl, kind);
  const held = await checkOriginal(databaseUrl, dataDir);
  if (held !== null) say(`This database was restored or copied: ${held} mailings wait until somebody resumes them.`);
  return checked;
}

async function startDatabase(dataDir: string, stops: Stop[], signal: AbortSignal): Promise<string> {
  if (process.env.DATABASE_URL) {
    await checkReachable(process.env.DATABASE_URL);
    return process.env.DATABASE_URL;
  }
  const postgres = await saying("Starting PostgreSQL", () => startPostgres({ dataDir, say, signal }));
  if (postgres.adopted) say("Took over the PostgreSQL that an earlier start left running.");
  // Before the programs in this list, and so stopped after them.
  stops.unshift(async (withinMs) => {
    await postgres.stop(withinMs);
    delete process.env.DATABASE_URL;
  });
  return postgres.url;
}

type Wiring = { databaseUrl: string; kind: Kind; port: number; address: string; sandboxUrl: string | null };

function environment({ dataDir, host, env }: StackOptions, { databaseUrl, kind, port, address, sandboxUrl }: Wiring): Record<string, string> {
  const secrets = readSecrets(dataDir);
  return {
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: databaseUrl,
    SIGNALBOX_GATEWAY: kind,
    PORT: String(port),
    HOST: host,
    DATA_DIR: path.resolve(dataDir),
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? secrets.nextAuthSecret,
    NEXTAUTH_URL: address,
    ...(sandboxUrl
      ? {
          SMSC_URL: `${sandboxUrl}/sys/`,
          SMSC_LOGIN: "demo",
          SMSC_PASSWORD: "demo",
          SMSC_CALLBACK_SECRET: secrets.callbackSecret,
          SANDBOX_URL: sandboxUrl,
        }
      : {}),
    ...env,
  };
}

function sandboxProgram(port: number, { pace, dataDir, env }: StackOptions, local: string): Program {
  return {
    name: "sandbox",
    args: [programFile("lib/smsc/sandbox/main.ts")],
    env: {
      NODE_ENV: "production",
      SANDBOX_PORT: String(port),
      SANDBOX_PACE: pace,
      SANDBOX_CALLBACK_URL: `${local}/api/smsc/callback?charset=utf-8&sha1`,
      SANDBOX_CALLBACK_SECRET: readSecrets(dataDir).callbackSecret,
      SANDBOX_STATE_FILE: path.resolve(dataDir, "sandbox-state.json"),
      ...env,
    },
    ready: whenAnswers(`http://127.0.0.1:${port}/control/health`),
    endsWithinMs: 1_000,
  };
}

function workerProgram(env: Record<string, string>): Program {
  return { name: "worker", args: WORKER_ARGS, env, ready: whenTold };
}

function webProgram(port: number, host: string, env: Record<string, string>, local: string): Program {
  return {
    name: "web",
    args: [path.join(ROOT, "node_modules/next/dist/bin/next"), "start", "-p", String(port), "-H", host],
    env,
    ready: whenAnswers(`${isLoopback(host) ? local : `http://${host}:${port}`}/api/health`),
    endsWithinMs: 1_500,
  };
}

async function seed(children: Children, env: Record<string, string>, databaseUrl: string): Promise<void> {
  const file = "prisma/seed.ts";
  if (!existsSync(path.join(ROOT, file))) return;
  await saying("Making demo data", () => children.run({ name: "seed", args: [programFile(file)], env }));
  await markSeeded(databaseUrl);
}
