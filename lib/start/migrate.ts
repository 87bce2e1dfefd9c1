import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Client } from "pg";

const MIGRATIONS = path.join(process.cwd(), "prisma", "migrations");
/** The lock that `prisma migrate deploy` takes, so that the two never run at once. */
const PRISMA_LOCK = 72_707_369;

const BOOK = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
  logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

type Migration = { name: string; sql: string; checksum: string };

/** The migrations of this version, in order. */
export function readMigrations(folder = MIGRATIONS): Migration[] {
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, "migration.sql")))
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/**
 * Bring a database to this version; gives the number of migrations applied. It keeps Prisma's own book, so that
 * `prisma migrate deploy` agrees with what it finds. Throws one sentence when the database is newer or altered.
 */
export async function migrate(databaseUrl: string, folder = MIGRATIONS): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [PRISMA_LOCK]);
    await client.query(BOOK);
    const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
      "select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null",
    );
    const applied = new Map(rows.map((row) => [row.migration_name, row]));
    const migrations = readMigrations(folder);
    refuseStrangers(applied, migrations);
    const missing = migrations.filter(({ name }) => !applied.get(name)?.finished_at);
    for (const migration of missing) await apply(client, migration);
    return missing.length;
  } finally {
    await client.end();
  }
}

function refuseStrangers(applied: Map<string, { checksum: string }>, migrations: Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const [name, { checksum }] of applied) {
    const ours = known.get(name);
    if (!ours)
      throw new Error(
        `The database has the migration ${name}, which this version does not know: it belongs to a newer Signalbox. Start that version.`,
      );
    if (ours.checksum !== checksum) {
      throw new Error(`The migration ${name} was applied with another content than this version has. Restore the file, or start from a backup.`);
    }
  }
}

/** One migration, all or nothing, with its entry in the book. */
async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query("begin");
    await client.query(sql);
    await client.query("delete from _prisma_migrations where migration_name = $1", [name]);
    await client.query(
      "insert into _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count) values ($1, $2, now(), $3, 1)",
      [randomUUID(), checksum, name],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The migration ${name} failed and was undone: ${why}.`, { cause: error });
  }
}
