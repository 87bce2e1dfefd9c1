import { randomInt, randomUUID } from "node:crypto";
import { readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ClientBase, Pool } from "pg";
import { z } from "zod";

const schema = z.object({
  id: z.uuid(),
  /** Server, timeline and database. */
  cluster: z.string(),
  /** The data folder itself: a copy of it stands elsewhere. */
  place: z.string(),
  /** The highest id that was given to a request of ours. */
  highestGatewayId: z.number().int().nonnegative(),
});

/** What is known of the installation outside its database, in `installation.json` of the data folder. */
export type Mark = z.infer<typeof schema>;

const fileOf = (dataDir: string) => path.join(dataDir, "installation.json");

/** Read the mark; null when there is none, or none that can be read. */
export function readMark(dataDir: string): Mark | null {
  try {
    return schema.parse(JSON.parse(readFileSync(fileOf(dataDir), "utf8")));
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Write the mark whole or not at all. */
export function writeMark(dataDir: string, mark: Mark): void {
  const draft = `${fileOf(dataDir)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mark), { mode: 0o600 });
  renameSync(draft, fileOf(dataDir));
}

type Facts = { identity: string | null; ownCluster: string | null; cluster: string; highestGatewayId: number };

async function readFacts(client: Pick<ClientBase, "query">): Promise<Facts> {
  const { rows } = await client.query<Facts>(
    `select i.identity, i.cluster as "ownCluster",
       (select system_identifier from pg_control_system()) || '/' || (select timeline_id from pg_control_checkpoint()) || '/'
         || (select oid from pg_database where datname = current_database()) as cluster,
       (select coalesce(max(gateway_id), 0) from submission_attempt) as "highestGatewayId"
     from installation i where i.id = 1`,
  );
  const facts = rows[0];
  if (!facts) throw new Error("The installation has no row: its kind was not checked.");
  return { ...facts, highestGatewayId: Number(facts.highestGatewayId) };
}

export type Comparison = { verdict: "new" | "same" | "adopted" | "copy"; facts: Facts; mark: Mark | null };

/**
 * Compare database and data folder. A dump restored elsewhere finds itself in another cluster or database; one restored
 * in place has lost ids that were used; a copied folder stands at another place. A data folder without a mark beside a
 * database that is where it always was is one more machine of the same installation.
 */
export async function compareMark(client: Pick<ClientBase, "query">, dataDir: string): Promise<Comparison> {
  const facts = await readFacts(client);
  const mark = readMark(dataDir);
  return { verdict: verdictOf(facts, mark, realpathSync(dataDir)), facts, mark };
}

function verdictOf({ identity, ownCluster, cluster, highestGatewayId }: Facts, mark: Mark | null, place: string): Comparison["verdict"] {
  if (identity === null) return mark === null ? "new" : "copy";
  if (ownCluster !== cluster) return "copy";
  if (mark === null) return "adopted";
  const isSame = mark.id === identity && mark.cluster === cluster && mark.place === place && mark.highestGatewayId <= highestGatewayId;
  return isSame ? "same" : "copy";
}

/** Far beyond what the other may use meanwhile. */
const LEAST_STEP = 10_000_000;
const MOST_STEP = 100_000_000;
const HIGHEST_ID = 2_147_483_647;

/** Give a new database or a copy an identity of its own, a copy also a fresh range of gateway ids; gives the mark to keep. */
export async function beginIdentity(client: Pick<ClientBase, "query">, dataDir: string, { verdict, facts, mark }: Comparison): Promise<Mark | null> {
  if (verdict === "same") return null;
  const id = verdict === "adopted" && facts.identity !== null ? facts.identity : randomUUID();
  if (verdict !== "adopted") await client.query("update installation set identity = $1, cluster = $2 where id = 1", [id, facts.cluster]);
  if (verdict === "copy") {
    const { rows } = await client.query<{ last: number }>("select last_value::float8 as last from gateway_id_seq");
    const next = Math.max(Number(rows[0]?.last), facts.highestGatewayId, mark?.highestGatewayId ?? 0) + randomInt(LEAST_STEP, MOST_STEP);
    await client.query("select setval('gateway_id_seq', $1::int)", [next > HIGHEST_ID ? next - HIGHEST_ID : next]);
  }
  return { id, cluster: facts.cluster, place: realpathSync(dataDir), highestGatewayId: facts.highestGatewayId };
}

/** Note the highest id used in the mark of this very database; the mark of another one is left alone. For a worker's round. */
export async function keepMark(pool: Pool, dataDir: string): Promise<false> {
  const mark = readMark(dataDir);
  if (mark === null) return false;
  const { identity, highestGatewayId } = await readFacts(pool);
  if (identity === mark.id && highestGatewayId > mark.highestGatewayId) writeMark(dataDir, { ...mark, highestGatewayId });
  return false;
}
