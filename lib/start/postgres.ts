import { spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client, DatabaseError } from "pg";
import { freePort, untilListening } from "@/lib/start/ports";
import { serverPlace, type ServerPlace } from "@/lib/start/postgres-binaries";
import { isAlive, waitUntilGone } from "@/lib/start/processes";

export type EmbeddedPostgres = {
  url: string;
  /** Of its first process. */
  pid: number;
  /** True when a server that was already running was taken over. */
  adopted: boolean;
  /** End it within so many milliseconds; what has no time to end cleanly recovers at the next start. */
  stop(withinMs?: number): Promise<void>;
};

type Options = {
  /** Holds the data (`postgres/`), the log and the password. */
  dataDir: string;
  say: (line: string) => void;
  /** Further settings of the server, such as `fsync: "off"` for throw-away data. */
  settings?: Record<string, string>;
  /** Breaks the start off: what it began is ended and removed, and it throws. */
  signal?: AbortSignal;
};

const USER = "signalbox";
const DATABASE = "signalbox";
const READY_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 9_000;
/** A killed server may hold its memory for some seconds after its process is gone. */
const START_TRIES = 12;

const SERVER_ENV = { PATH: process.env.PATH, LC_ALL: "C", NODE_ENV: process.env.NODE_ENV ?? "production" } as const;

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "256MB",
  max_wal_size: "4GB",
  wal_compression: "on",
  synchronous_commit: "on",
  log_min_messages: "warning",
};

/**
 * Start the embedded PostgreSQL of a data folder, or take over the one that is running there. It listens on loopback
 * alone, with a password of its own. Throws one sentence that says why and what to do.
 */
export async function startPostgres({ dataDir, say, settings = {}, signal }: Options): Promise<EmbeddedPostgres> {
  mkdirSync(dataDir, { recursive: true });
  // The server's user must pass through; what is secret inside is kept 0600 or 0700.
  chmodSync(dataDir, 0o711);
  const place = serverPlace(path.resolve(dataDir), say);
  const password = readPassword(place.home);
  const cluster = path.join(place.home, "postgres");
  if (!existsSync(path.join(cluster, "PG_VERSION"))) await initialise(place, cluster, password, signal);
  signal?.throwIfAborted();

  const running = runningServer(cluster);
  const { pid, port } = running ?? (await launch(place, cluster, settings));
  const breakOff = () => void stop(pid, STOP_WITHIN_MS);
  signal?.addEventListener("abort", breakOff);
  const address = (database: string) => `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`;
  await waitUntilReady(address("postgres"), pid, path.join(place.home, "postgres.log"));
  await ensureDatabase(address("postgres"));
  signal?.removeEventListener("abort", breakOff);
  if (signal?.aborted) await stop(pid, STOP_WITHIN_MS);
  signal?.throwIfAborted();
  return { url: address(DATABASE), pid, adopted: running !== null, stop: (withinMs = STOP_WITHIN_MS) => stop(pid, withinMs) };
}

function readPassword(home: string): string {
  const file = path.join(home, "postgres-password");
  if (!existsSync(file)) {
    try {
      writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
    } catch (error) {
      // Another process made it at this moment: its password is the one that holds.
      if (!existsSync(file)) throw error;
    }
  }
  return readFileSync(file, "utf8").trim();
}

/** Into a folder of its own, then renamed: a half-made cluster never stands where a whole one is looked for. */
async function initialise({ native, home, user }: ServerPlace, cluster: string, password: string, signal?: AbortSignal): Promise<void> {
  const draft = path.join(home, `postgres-new-${randomUUID().slice(0, 8)}`);
  const passwordFile = `${draft}.password`;
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const at of [draft, passwordFile]) chownSync(at, user.uid, user.gid);
  try {
    const fault = await initdb(path.join(native, "bin", "initdb"), draft, passwordFile, user, signal);
    signal?.throwIfAborted();
    if (fault) throw new Error(`PostgreSQL's data folder could not be made in ${home}: ${lastLine(fault)}. Check free space and rights there.`);
    if (!existsSync(cluster)) renameSync(draft, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Gives what went wrong, or null. */
function initdb(program: string, draft: string, passwordFile: string, user: ServerPlace["user"], signal?: AbortSignal): Promise<string | null> {
  const args = [
    ...["-D", draft, "-U", USER, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"],
    ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"],
  ];
  return new Promise((resolve) => {
    // A session of its own: Ctrl-C reaches the launcher alone.
    const child = spawn(program, args, { ...user, cwd: "/", detached: true, stdio: ["ignore", "pipe", "pipe"], env: SERVER_ENV, signal });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code) => resolve(code === 0 ? null : said || `initdb ended with ${code}`));
  });
}

/** The server that a launcher before us left behind, if its process still lives. */
function runningServer(cluster: string): { pid: number; port: number } | null {
  const file = path.join(cluster, "postmaster.pid");
  if (!existsSync(file)) return null;
  const [pid, , , port] = readFileSync(file, "utf8").split("\n").map(Number);
  return pid && port && isAlive(pid, "postgres") ? { pid, port } : null;
}

async function launch(place: ServerPlace, cluster: string, settings: Record<string, string>) {
  const { native, home, user } = place;
  const log = path.join(home, "postgres.log");
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(0);
    const all = Object.entries({ ...SETTINGS, ...settings, port: String(port) });
    const output = openSync(log, "a");
    const child = spawn(path.join(native, "bin", "postgres"), ["-D", cluster, ...all.flatMap(([name, value]) => ["-c", `${name}=${value}`])], {
      ...user,
      cwd: "/",
      // A session of its own: Ctrl-C reaches the launcher, which stops the server last.
      detached: true,
      stdio: ["ignore", output, output],
      env: SERVER_ENV,
    });
    closeSync(output);
    const died = await Promise.race([
      new Promise<boolean>((resolve) => child.once("exit", () => resolve(true)).once("error", () => resolve(true))),
      untilListening(port, 400).then(() => false),
    ]);
    child.unref();
    if (!died && child.pid) return { pid: child.pid, port };
    const other = runningServer(cluster);
    if (other) return other;
    if (attempt === START_TRIES) {
      throw new Error(`PostgreSQL does not start: ${lastLine(readFileSync(log, "utf8"))}. The whole log is ${log}.`);
    }
    await delay(500);
  }
}

async function waitUntilReady(url: string, pid: number, log: string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  let last = "";
  while (Date.now() < until) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
      // 57P03: it recovers after a crash. Anything else it says, such as a wrong password, will not mend itself.
      if (error instanceof DatabaseError && error.code !== "57P03") break;
    }
    if (!isAlive(pid, "postgres")) break;
    await delay(50);
  }
  throw new Error(`PostgreSQL is not ready: ${last}. The whole log is ${log}.`);
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [DATABASE]);
    if (!rowCount) await client.query(`create database ${DATABASE}`);
  } catch (error) {
    // 42P04, 23505: another start made it at this moment.
    if (!(error instanceof DatabaseError) || !["42P04", "23505"].includes(error.code ?? "")) throw error;
  } finally {
    await client.end();
  }
}

/** Fast shutdown; a server that does not end within its time is told to end at once and recovers at the next start. */
async function stop(pid: number, withinMs: number): Promise<void> {
  const steps = [
    ["SIGINT", withinMs - 1_000],
    ["SIGQUIT", 700],
    ["SIGKILL", 300],
  ] as const;
  for (const [signal, ms] of steps) {
    if (!isAlive(pid, "postgres")) return;
    process.kill(pid, signal);
    if (await waitUntilGone(pid, ms)) return;
  }
}

const lastLine = (text: string) => text.trim().split("\n").at(-1)?.replace(/\.$/, "") ?? "no reason given";
