import { Client } from "pg";
import { beginIdentity, compareMark, writeMark } from "@/lib/installation/mark";
import { DEMO_SIGN_INS } from "@/lib/operators/demo-accounts";

export type Kind = "sandbox" | "live";

async function withClient<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const OLDEST_VERSION = 150_000;

/** Throws one sentence when the given database does not answer, or is too old. */
export async function checkReachable(databaseUrl: string): Promise<void> {
  const version = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ version: number }>("select current_setting('server_version_num')::int as version");
    return rows[0]?.version ?? 0;
  }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message || error.name : String(error);
    throw new Error(`The database of DATABASE_URL does not answer: ${why}. Correct DATABASE_URL, or start that server.`, { cause: error });
  });
  if (version >= OLDEST_VERSION) return;
  throw new Error(`The server of DATABASE_URL is PostgreSQL ${Math.floor(version / 10_000)}. Signalbox needs version 15 or newer.`);
}

/**
 * Mark a new database as sandbox or live, or check that it is what this start wants: neither demo accounts nor demo
 * contacts ever meet a real account. Throws one sentence on a mismatch. Gives whether the demo data are still to be made.
 */
export async function checkKind(databaseUrl: string, kind: Kind): Promise<{ isSeeded: boolean }> {
  return withClient(databaseUrl, async (client) => {
    await client.query("insert into installation (id, kind) values (1, $1) on conflict do nothing", [kind]);
    const { rows } = await client.query<{ kind: Kind; seeded_at: Date | null }>("select kind, seeded_at from installation where id = 1");
    const found = rows[0]?.kind;
    if (found !== kind) {
      throw new Error(
        found === "sandbox"
          ? "This database was made for the sandbox and holds demo data, but an SMSC account is configured. Give DATA_DIR or DATABASE_URL a place of its own for the live account."
          : "This database belongs to a live SMSC account, but no account is configured. Set SMSC_LOGIN and SMSC_PASSWORD, or SIGNALBOX_GATEWAY=live where the account is set in the console, or choose another DATA_DIR for the sandbox.",
      );
    }
    return { isSeeded: rows[0]?.seeded_at !== null };
  });
}

/**
 * Tell the original from a copy. A restored or copied database begins a new identity, takes its gateway ids from a range of
 * its own, and everything queued in it waits for a person's word. Gives how many mailings wait; null for the original.
 * The domain is loaded only for a copy: it costs a start half a second.
 */
export async function checkOriginal(databaseUrl: string, dataDir: string): Promise<number | null> {
  return withClient(databaseUrl, async (client) => {
    await client.query("begin");
    const found = await compareMark(client, dataDir);
    const mark = await beginIdentity(client, dataDir, found);
    const held = found.verdict === "copy" ? await (await import("@/lib/mailings/hold")).holdRestored(client) : null;
    await client.query("commit");
    // After the commit: what is cut off between the two is taken for a copy by the next start, and waits as well.
    if (mark) writeMark(dataDir, mark);
    return held && held.length;
  });
}

export async function markSeeded(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, (client) => client.query("update installation set seeded_at = now() where id = 1"));
}

/**
 * Have somebody who can sign in: the demo accounts in the sandbox, the administrator of a live start. The domain that makes
 * them is loaded only when somebody is to be made: it costs a start half a second.
 */
export async function ensurePeople(kind: Kind, databaseUrl: string): Promise<void> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ email: string; role: string; isDisabled: boolean }>(`select email, role, disabled_at is not null as "isDisabled" from operator`),
  );
  if (kind === "sandbox") {
    const isThere = DEMO_SIGN_INS.every(({ email }) => rows.some((row) => row.email === email));
    if (!isThere) await throughTheDomain(async () => (await import("@/lib/operators/demo")).ensureDemoOperators());
    return;
  }
  const email = process.env.SIGNALBOX_ADMIN_EMAIL;
  const password = process.env.SIGNALBOX_ADMIN_PASSWORD;
  if (email && password) return throughTheDomain(() => makeAdministrator(email, password));
  if (!rows.some(({ role, isDisabled }) => role === "admin" && !isDisabled)) {
    throw new Error(
      "Nobody can sign in yet. Set SIGNALBOX_ADMIN_EMAIL and SIGNALBOX_ADMIN_PASSWORD to make the first administrator, then start again.",
    );
  }
}

async function throughTheDomain(make: () => Promise<void>): Promise<void> {
  const { disconnect } = await import("@/lib/db");
  await make().finally(disconnect);
}

async function makeAdministrator(email: string, password: string): Promise<void> {
  const { createAdministrator } = await import("@/lib/operators/operators");
  const made = await createAdministrator({ email, password });
  if (made.ok) return;
  throw new Error(
    made.error.code === "operator.email_invalid"
      ? "SIGNALBOX_ADMIN_EMAIL is no e-mail address. Correct it and start again."
      : "SIGNALBOX_ADMIN_PASSWORD is too short. Choose a longer one and start again.",
  );
}
