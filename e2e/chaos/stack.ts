import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { db, disconnect, pool } from "@/lib/db";
import { installQueue } from "@/lib/queue/queue";
import { buildWhenStale } from "@/lib/start/build";
import { checkKind, ensurePeople } from "@/lib/start/installation";
import { migrate } from "@/lib/start/migrate";
import { freePort } from "@/lib/start/ports";
import { startPostgres, type EmbeddedPostgres } from "@/lib/start/postgres";
import { waitUntilGone } from "@/lib/start/processes";
import { programFile, WORKER_ARGS } from "@/lib/start/programs.mjs";
import { signIn, type Press } from "./console";
import { openDatabaseDoor, type DatabaseDoor } from "./database-door";
import { Part } from "./part";
import type { Kind } from "./plan";
import { createTrouble, type Trouble } from "./trouble";

/** The gateway's minute lasts 75 ms here, half an hour of being blocked 2.3 s, and so on. */
const TIME_SCALE = 1 / 800;
const MINUTE_MS = 60_000 * TIME_SCALE;
const MESSAGES_A_REQUEST = 25;
const A_FORTUNE = 1_000_000_000;
/** The gateway of here tells again soon, and does not give up while a run lasts. */
const TELL_AGAIN_MS = [50, 100, 200, 300, 500, 800, 1_000, 1_500, 2_000, 3_000, 5_000, 5_000, 5_000];

/** Nothing holds up the end of all: what hangs on a server that was killed is left to it. */
const STEP_WITHIN_MS = 10_000;

export type ChaosStack = {
  operatorId: number;
  /** The buttons of the console. */
  press: Press;
  workers: readonly [Part, Part];
  web: Part;
  /** The way of workers and web to the database. */
  door: DatabaseDoor;
  /** What is ordered for requests to come. */
  trouble: Trouble;
  /** Note that a kind happened. */
  note(kind: Kind): void;
  /** How often each kind has happened. */
  fired(): Promise<Map<Kind, number>>;
  /** Ask the sandbox's control side; with a body it is a POST. */
  control<T>(path: string, body?: unknown): Promise<T>;
  /** End PostgreSQL by force and start it again; `meanwhile` happens between. False when that is being done already. */
  killPostgres(meanwhile?: () => Promise<void>): Promise<boolean>;
  stop(): Promise<void>;
};

/** Start PostgreSQL, the sandbox, two workers and the console, all real, in a folder that is thrown away. */
export async function startStack(sabotage: string | null): Promise<ChaosStack> {
  const folder = mkdtempSync(path.join(tmpdir(), "signalbox-chaos-"));
  chmodSync(folder, 0o711);
  const steps: (() => Promise<unknown>)[] = [
    () => Promise.resolve(rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })),
  ];
  const stop = async () => {
    for (let step = steps.pop(); step; step = steps.pop()) await Promise.race([step(), delay(STEP_WITHIN_MS)]);
  };
  try {
    return { ...(await startParts(folder, sabotage, steps)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(folder: string, sabotage: string | null, steps: (() => Promise<unknown>)[]): Promise<Omit<ChaosStack, "stop">> {
  // What was written outlives a killed server also without fsync: the machine itself goes on.
  const settings = { fsync: "off", full_page_writes: "off" };
  const launch = () => startPostgres({ dataDir: folder, say: () => {}, settings });
  let postgres: EmbeddedPostgres = await launch();
  let isOver = false;
  steps.push(() => {
    isOver = true;
    return postgres.stop();
  });
  const portOf = ({ url }: EmbeddedPostgres) => Number(new URL(url).port);
  const [door, own] = [await openDatabaseDoor(portOf(postgres)), await openDatabaseDoor(portOf(postgres))];
  steps.push(door.close, own.close);
  const through = (port: number) => postgres.url.replace(/:\d+\//, `:${port}/`);
  process.env.DATABASE_URL = through(own.port);
  const operatorId = await prepare(through(own.port));
  steps.push(disconnect);

  await buildWhenStale();
  const ports = { sandbox: await freePort(5300), web: await freePort(6300) };
  const env = environment(folder, through(door.port), ports);
  const sandbox = new Part("sandbox", [programFile("lib/smsc/sandbox/main.ts")], folder, () => env);
  const worker = (name: string) => new Part(name, WORKER_ARGS, folder, () => ({ ...env, SIGNALBOX_SABOTAGE: sabotage ?? "" }));
  const workers = [worker("worker-1"), worker("worker-2")] as const;
  const next = ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", String(ports.web)];
  const web = new Part("web", next, folder, () => env, `http://127.0.0.1:${ports.web}/api/health`);
  for (const part of [sandbox, ...workers, web]) {
    steps.push(() => part.retire());
    await part.start();
  }
  const control = <T>(what: string, body?: unknown) => askControl<T>(`http://127.0.0.1:${ports.sandbox}/control/${what}`, body);
  await control("balance", { balance: A_FORTUNE });
  await control("callbacks", { retryAfterMs: TELL_AGAIN_MS });
  let isRestarting = false;
  const restart = async (meanwhile?: () => Promise<void>) => {
    process.kill(postgres.pid, "SIGKILL");
    await waitUntilGone(postgres.pid, 5_000);
    await meanwhile?.();
    if (isOver) return;
    postgres = await launch();
    if (isOver) await postgres.stop();
    for (const way of [door, own]) way.leadTo(portOf(postgres));
  };
  const killPostgres = async (meanwhile?: () => Promise<void>) => {
    if (isRestarting) return false;
    isRestarting = true;
    await restart(meanwhile).finally(() => (isRestarting = false));
    return true;
  };
  const trouble = createTrouble(control, door);
  const press = await signIn(ports.web, operatorId, env.NEXTAUTH_SECRET ?? "");
  return { operatorId, press, workers, web, door, trouble, control, killPostgres, ...createCount(trouble) };
}

/** Count what happened: at once what is done, and by what was met what is ordered. */
function createCount(trouble: Trouble): Pick<ChaosStack, "note" | "fired"> {
  const noted = new Map<Kind, number>();
  return {
    note: (kind) => noted.set(kind, (noted.get(kind) ?? 0) + 1),
    fired: async () => new Map([...noted, ...(await trouble.met())]),
  };
}

/** A migrated database, with tables that keep every step of a message's status, and every slice that leaves a settled state. */
async function prepare(url: string): Promise<number> {
  await migrate(url);
  await installQueue();
  await checkKind(url, "sandbox");
  await ensurePeople("sandbox", url);
  await pool.query("update gateway_settings set request_size = $1", [MESSAGES_A_REQUEST]);
  await pool.query(`
    create table chaos_step (message_id bigint, mailing_id int, from_status int, from_err int, from_at timestamptz, to_status int, to_err int, to_at timestamptz);
    create index on chaos_step (mailing_id);
    create function chaos_note() returns trigger language plpgsql as $$ begin
      insert into chaos_step values (new.id, new.mailing_id, old.status, old.err, old.status_at, new.status, new.err, new.status_at);
      return null;
    end $$;
    create trigger chaos_note after update of status on message for each row
      when (old.status is not null and (old.status, old.err, old.status_at) is distinct from (new.status, new.err, new.status_at))
      execute function chaos_note();
    create table chaos_move (submission_id int, mailing_id int, from_state text, to_state text);
    create index on chaos_move (mailing_id);
    create function chaos_move() returns trigger language plpgsql as $$ begin
      insert into chaos_move values (new.id, new.mailing_id, old.state, new.state);
      return null;
    end $$;
    create trigger chaos_move after update of state on submission for each row
      when (old.state in ('accepted', 'refused') and old.state <> new.state) execute function chaos_move()`);
  const operator = await db.operator.findUniqueOrThrow({ where: { email: "operator@demo.test" }, select: { id: true } });
  return operator.id;
}

function environment(folder: string, databaseUrl: string, ports: { sandbox: number; web: number }): Record<string, string> {
  const secret = randomBytes(16).toString("hex");
  return {
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    SIGNALBOX_GATEWAY: "sandbox",
    SIGNALBOX_TIME_SCALE: String(TIME_SCALE),
    SMSC_URL: `http://127.0.0.1:${ports.sandbox}/sys/`,
    SMSC_LOGIN: "demo",
    SMSC_PASSWORD: "demo",
    SMSC_CALLBACK_SECRET: secret,
    SANDBOX_PORT: String(ports.sandbox),
    SANDBOX_PACE: "at-once",
    SANDBOX_MINUTE_MS: String(MINUTE_MS),
    SANDBOX_CALLBACK_URL: `http://127.0.0.1:${ports.web}/api/smsc/callback?charset=utf-8&sha1`,
    SANDBOX_CALLBACK_SECRET: secret,
    PORT: String(ports.web),
    NEXTAUTH_SECRET: secret,
    NEXTAUTH_URL: `http://127.0.0.1:${ports.web}`,
    NEXT_TELEMETRY_DISABLED: "1",
    LOG_LEVEL: "warn",
  };
}

async function askControl<T>(url: string, body?: unknown): Promise<T> {
  const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(url, { ...(body === undefined ? {} : post), signal: AbortSignal.timeout(20_000) });
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} at ${new URL(url).pathname}.`);
  return (await answer.json()) as T;
}
