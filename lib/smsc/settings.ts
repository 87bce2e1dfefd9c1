import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { pool } from "@/lib/db";
import { env } from "@/lib/env";
import { unseal } from "@/lib/smsc/seal";

const NO_ROW = "The connection's settings have no row: the migrations were not applied.";
const DEFAULT_URL = "https://smsc.ru/sys/";

/** The connection as it is in force. Holds secrets: never hand it to a browser or a log. */
export type Connection = {
  /** Raised by every change. */
  version: number;
  url: string;
  login: string | undefined;
  password: string | undefined;
  apiKey: string | undefined;
};

/** What the environment sets, and the console therefore may not. */
export type Ownership = { url: boolean; account: boolean; callbackSecret: boolean };

export type StoredSettings = {
  version: number;
  url: string | null;
  login: string | null;
  credential: Uint8Array | null;
  credentialKind: "password" | "api_key" | null;
  credentialSetAt: Date | null;
  callbackUrl: string | null;
  callbackSecret: Uint8Array | null;
  callbackSetAt: Date | null;
  requestSize: number;
  speedPerMinute: number | null;
  pairsPerRequest: number;
  finalWithinDays: number;
};

/** Tell which settings the environment has. An account is whole there or not at all. */
export function ownedByEnvironment(): Ownership {
  return {
    url: Boolean(env.SMSC_URL),
    account: Boolean(env.SMSC_LOGIN ?? env.SMSC_API_KEY),
    callbackSecret: Boolean(env.SMSC_CALLBACK_SECRET),
  };
}

/** Read what was set in the console, secrets still sealed. */
export async function readStoredSettings(): Promise<StoredSettings> {
  const { rows } = await pool.query<StoredSettings>({
    name: "gateway_settings_read",
    text: `
      select s.settings_version as version, g.url, g.login, g.credential, g.credential_kind as "credentialKind",
        g.credential_set_at as "credentialSetAt", g.callback_url as "callbackUrl", g.callback_secret as "callbackSecret",
        g.callback_set_at as "callbackSetAt", g.request_size as "requestSize", g.speed_per_minute as "speedPerMinute",
        g.pairs_per_request as "pairsPerRequest", g.final_within_days as "finalWithinDays"
      from gateway_state s, gateway_settings g where s.id = 1 and g.id = 1`,
  });
  const row = rows[0];
  if (!row) throw new Error(NO_ROW);
  return row;
}

/** Read how statuses are asked for and how long they are waited for. */
export async function readStatusSettings(on: Pick<Pool, "query">): Promise<{ pairsPerRequest: number; finalWithinDays: number }> {
  const { rows } = await on.query<{ pairsPerRequest: number; finalWithinDays: number }>({
    name: "status_settings_read",
    text: `select pairs_per_request as "pairsPerRequest", final_within_days as "finalWithinDays" from gateway_settings where id = 1`,
  });
  const [row] = rows;
  if (!row) throw new Error(NO_ROW);
  return row;
}

/** The connection in force, the environment before the console; null while there is no account. Throws `SealBroken`. */
export async function readConnection(): Promise<Connection | null> {
  return connectionOf(await readStoredSettings());
}

/** The same of settings that were read already. */
export function connectionOf(stored: StoredSettings): Connection | null {
  const url = env.SMSC_URL ?? stored.url ?? DEFAULT_URL;
  const { version } = stored;
  if (ownedByEnvironment().account) {
    return { version, url, login: env.SMSC_LOGIN, password: env.SMSC_PASSWORD, apiKey: env.SMSC_API_KEY };
  }
  if (!stored.credential) return null;
  const secret = unseal(stored.credential);
  const login = stored.login ?? undefined;
  return stored.credentialKind === "api_key"
    ? { version, url, login, password: undefined, apiKey: secret }
    : { version, url, login, password: secret, apiKey: undefined };
}

/** Name address and credentials without telling them: what was proven for others does not count. */
export function fingerprintOf({ url, login, password, apiKey }: Omit<Connection, "version">): string {
  return createHash("sha256")
    .update(JSON.stringify([url, login, password, apiKey]))
    .digest("hex");
}

/** The secret that signs callbacks; empty = none is valid. */
export async function readCallbackSecret(): Promise<string> {
  if (env.SMSC_CALLBACK_SECRET) return env.SMSC_CALLBACK_SECRET;
  const { callbackSecret } = await readStoredSettings();
  return callbackSecret ? unseal(callbackSecret) : "";
}

const SECRET_LASTS_MS = 2_000;
let known: { secret: string; until: number } | null = null;

/** The same as it was at most two seconds ago: callbacks come by the thousand. */
export async function recentCallbackSecret(): Promise<string> {
  if (known && known.until > performance.now()) return known.secret;
  const secret = await readCallbackSecret();
  known = { secret, until: performance.now() + SECRET_LASTS_MS };
  return secret;
}
