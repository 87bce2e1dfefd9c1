import { recordAudit } from "@/lib/audit";
import type { ConnectionInput } from "@/lib/connection/schema";
import type { Tx } from "@/lib/db";
import { err, ok, type Result } from "@/lib/errors";
import { seal } from "@/lib/smsc/seal";
import { connectionOf, fingerprintOf, ownedByEnvironment, readStoredSettings, type Ownership, type StoredSettings } from "@/lib/smsc/settings";

type By = { operatorId: number; address: string | null };

export type SaveFailure = { code: "connection.login_missing" } | { code: "connection.credential_again" };

/**
 * Keep the connection's settings. Secrets are sealed before they reach the database, and an empty one keeps the old. What
 * the environment sets is left alone. Every process takes the change up with its next request.
 */
export async function saveConnection(tx: Tx, input: ConnectionInput, { operatorId, address }: By): Promise<Result<undefined, SaveFailure>> {
  // Two that save at once come one after the other.
  await tx.$queryRaw`select from gateway_state where id = 1 for update`;
  const stored = await readStoredSettings();
  const owned = ownedByEnvironment();
  const next = changesOf(input, stored, owned);
  const fault = faultOf(input, stored, owned);
  if (fault) return err(fault);
  await tx.gatewaySettings.update({ where: { id: 1 }, data: next });
  const isConnectionChanged = "credential" in next || next.url !== stored.url || next.login !== stored.login;
  await raiseVersion(tx, isConnectionChanged ? fingerprintAfter(stored, next) : null);
  await recordAudit(tx, {
    operatorId,
    address,
    event: "connection.changed",
    subject: "connection:1",
    before: factsOf(stored),
    after: { ...factsOf({ ...stored, ...next }), isCredentialChanged: "credential" in next, isCallbackSecretChanged: "callbackSecret" in next },
  });
  return ok();
}

type Next = ReturnType<typeof changesOf>;

function changesOf(input: ConnectionInput, stored: StoredSettings, owned: Ownership) {
  const now = new Date();
  return {
    url: owned.url ? stored.url : input.url || null,
    login: owned.account ? stored.login : input.login || null,
    callbackUrl: input.callbackUrl || null,
    requestSize: input.requestSize,
    speedPerMinute: input.speedPerMinute,
    pairsPerRequest: input.pairsPerRequest,
    finalWithinDays: input.finalWithinDays,
    ...(input.credential && !owned.account ? { credential: seal(input.credential), credentialKind: input.credentialKind, credentialSetAt: now } : {}),
    ...(input.callbackSecret && !owned.callbackSecret ? { callbackSecret: seal(input.callbackSecret), callbackSetAt: now } : {}),
  };
}

/** A secret goes to the host and the account it was entered for, and to no other. */
function faultOf(input: ConnectionInput, stored: StoredSettings, owned: Ownership): SaveFailure | null {
  if (owned.account) return null;
  if (input.credentialKind === "password" && !input.login && (input.credential || stored.credential)) return { code: "connection.login_missing" };
  if (input.credential || !stored.credential) return null;
  const isElsewhere = (input.url || null) !== stored.url || (input.login || null) !== stored.login || input.credentialKind !== stored.credentialKind;
  return isElsewhere ? { code: "connection.credential_again" } : null;
}

function fingerprintAfter(stored: StoredSettings, { credential, ...next }: Next): string | null {
  const connection = connectionOf({ ...stored, ...next, credential: credential ?? stored.credential });
  return connection && fingerprintOf(connection);
}

/**
 * Let every process read the settings anew. Those that were just entered are tried once more, though they were turned down
 * before: something may have been corrected at the gateway. A block of the address or a run of refusals stays.
 */
async function raiseVersion(tx: Tx, entered: string | null): Promise<void> {
  await tx.$executeRaw`
    update gateway_state set settings_version = settings_version + 1, epoch = epoch + 1, probe_until = null,
      failed_settings = case when ${entered}::text is null then failed_settings else array_remove(failed_settings, ${entered}::varchar) end,
      breaker = case when ${entered}::text is null or (breaker = 'open' and until > now()) then breaker else 'probing' end
    where id = 1`;
}

/** For the audit: no secret, and nothing a secret could be worked out from. */
function factsOf(settings: Omit<StoredSettings, "credential" | "callbackSecret">) {
  const { url, login, credentialKind, callbackUrl, requestSize, speedPerMinute, pairsPerRequest, finalWithinDays } = settings;
  return { url, login, credentialKind, callbackUrl, requestSize, speedPerMinute, pairsPerRequest, finalWithinDays };
}

/** Erroneous sends, all in all, beyond which only waiting helps; the gateway blocks the address at the hundredth. */
const MOST_REFUSALS = 80;

/**
 * Let one request try again, though the settings are the same: something was corrected at the gateway, or the mailing of
 * the refusals was looked at. Never when the gateway could block the address for it.
 */
export async function retryConnection(tx: Tx, { operatorId, address }: By): Promise<Result<undefined, { code: "connection.must_wait" }>> {
  const connection = connectionOf(await readStoredSettings());
  const settings = connection && fingerprintOf(connection);
  const changed = await tx.$executeRaw`
    update gateway_state set breaker = 'probing', until = null, epoch = epoch + 1, probe_until = null,
      failed_settings = array_remove(failed_settings, ${settings}::varchar)
    where id = 1 and breaker <> 'closed' and cause is distinct from 'blocked' and refusals_in_row < ${MOST_REFUSALS}`;
  if (changed !== 1) return err({ code: "connection.must_wait" });
  await recordAudit(tx, { operatorId, address, event: "connection.retried", subject: "connection:1" });
  return ok();
}
