import { pool } from "@/lib/db";
import { SealBroken } from "@/lib/smsc/seal";
import { connectionOf, fingerprintOf, ownedByEnvironment, readStoredSettings, type Ownership, type StoredSettings } from "@/lib/smsc/settings";
import { env } from "@/lib/env";

/** The connection as a browser may see it: when a secret was set, never which. */
export type ConnectionView = {
  owned: Ownership;
  url: string;
  login: string;
  credentialKind: "password" | "api_key";
  hasCredential: boolean;
  credentialSetAt: string | null;
  callbackUrl: string;
  hasCallbackSecret: boolean;
  callbackSetAt: string | null;
  requestSize: number;
  speedPerMinute: number | null;
  pairsPerRequest: number;
  finalWithinDays: number;
  /** The stored secrets cannot be opened with this machine's key. */
  isUnreadable: boolean;
  /** These very settings were turned down before. */
  isTurnedDown: boolean;
};

export const DEFAULT_URL = "https://smsc.ru/sys/";

/** Read the connection for the page of an administrator. */
export async function readConnectionView(): Promise<ConnectionView> {
  const stored = await readStoredSettings();
  const owned = ownedByEnvironment();
  const { isUnreadable, fingerprint } = openedOf(stored);
  const kindOfEnvironment = env.SMSC_API_KEY ? "api_key" : "password";
  return {
    owned,
    url: env.SMSC_URL ?? stored.url ?? "",
    login: (owned.account ? env.SMSC_LOGIN : stored.login) ?? "",
    credentialKind: owned.account ? kindOfEnvironment : (stored.credentialKind ?? "password"),
    hasCredential: owned.account || stored.credential !== null,
    credentialSetAt: owned.account ? null : (stored.credentialSetAt?.toISOString() ?? null),
    callbackUrl: stored.callbackUrl ?? "",
    hasCallbackSecret: owned.callbackSecret || stored.callbackSecret !== null,
    callbackSetAt: owned.callbackSecret ? null : (stored.callbackSetAt?.toISOString() ?? null),
    requestSize: stored.requestSize,
    speedPerMinute: stored.speedPerMinute,
    pairsPerRequest: stored.pairsPerRequest,
    finalWithinDays: stored.finalWithinDays,
    isUnreadable,
    isTurnedDown: fingerprint !== null && (await isTurnedDown(fingerprint)),
  };
}

function openedOf(stored: StoredSettings): { isUnreadable: boolean; fingerprint: string | null } {
  try {
    const connection = connectionOf(stored);
    return { isUnreadable: false, fingerprint: connection && fingerprintOf(connection) };
  } catch (error) {
    if (error instanceof SealBroken) return { isUnreadable: true, fingerprint: null };
    throw error;
  }
}

async function isTurnedDown(fingerprint: string): Promise<boolean> {
  const { rowCount } = await pool.query("select from gateway_state where id = 1 and $1 = any (failed_settings)", [fingerprint]);
  return rowCount === 1;
}

/** Where the walk through the gateway's history stands; times are ISO. */
export type HistoryView = {
  /** Null before the first sweep. */
  startedAt: string | null;
  /** Null while it goes on. */
  finishedAt: string | null;
  rowCount: number;
  reportCount: number;
  outsideCount: number;
};

/** Read the last sweep, finished or not. */
export async function readHistoryView(): Promise<HistoryView> {
  const { rows } = await pool.query<Omit<HistoryView, "startedAt" | "finishedAt"> & { startedAt: Date; finishedAt: Date | null }>(
    `select started_at as "startedAt", finished_at as "finishedAt", row_count as "rowCount", report_count as "reportCount", outside_count as "outsideCount"
     from history_sweep order by id desc limit 1`,
  );
  const last = rows[0];
  if (!last) return { startedAt: null, finishedAt: null, rowCount: 0, reportCount: 0, outsideCount: 0 };
  return { ...last, startedAt: last.startedAt.toISOString(), finishedAt: last.finishedAt?.toISOString() ?? null };
}

/** Messages a minute that a new mailing begins with. */
export async function readDefaultSpeed(fallback: number): Promise<number> {
  return (await readStoredSettings()).speedPerMinute ?? fallback;
}
