import { PrismaPg } from "@prisma/adapter-pg";
import { Client, Pool, types } from "pg";
import { env } from "@/lib/env";
import { PrismaClient } from "@/lib/generated/prisma/client";

// Counts and ids of ours stay far below 2^53; bigint as a string would only breed mistakes.
types.setTypeParser(types.builtins.INT8, Number);

type Connections = { pool: Pool; db: PrismaClient };

const globals = globalThis as typeof globalThis & { signalboxConnections?: Connections };

/** On a busy machine a click waits for its turn instead of failing after two seconds, as the default has it. */
const TRANSACTION = { maxWait: 10_000, timeout: 20_000 };

function connect(): Connections {
  const pool = new Pool({ Client: CountingClient, connectionString: env.DATABASE_URL, max: 20, idleTimeoutMillis: 30_000 });
  // A broken idle connection is replaced by the pool; the query that needs one reports what is wrong.
  pool.on("error", () => {});
  // The same for one that breaks while it is lent out and no query runs on it: unheard, it would end the process.
  pool.on("connect", (client) => void client.on("error", () => {}));
  return { pool, db: new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: TRANSACTION }) };
}

let asked = 0;

/** How many queries this process has asked so far: what a page costs is the difference. */
export const queriesAsked = () => asked;

type Ask = (this: Client, ...given: unknown[]) => unknown;

class CountingClient extends Client {}
Object.defineProperty(CountingClient.prototype, "query", {
  value(this: Client, ...given: unknown[]) {
    asked += 1;
    return (Client.prototype.query as Ask).apply(this, given);
  },
});

/** Connected at first use, once a process: a build and a type check need no database. */
function connections(): Connections {
  return (globals.signalboxConnections ??= connect());
}

function lazy<T extends object>(pick: (from: Connections) => T): T {
  return new Proxy({} as T, {
    get(_, key) {
      const target = pick(connections());
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

/** For everything an operator clicks. */
export const db: PrismaClient = lazy((from) => from.db);

/** For set-based SQL: planning, claiming, imports, reports. */
export const pool: Pool = lazy((from) => from.pool);

/** A Prisma transaction, as `db.$transaction(async (tx) => …)` hands it out. */
export type Tx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

/** Close every connection; the next use opens new ones. */
export async function disconnect(): Promise<void> {
  const open = globals.signalboxConnections;
  delete globals.signalboxConnections;
  if (!open) return;
  await open.db.$disconnect();
  if (!open.pool.ended) await open.pool.end();
}
