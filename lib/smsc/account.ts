import { pool } from "@/lib/db";
import { GovernorRefusal } from "@/lib/smsc/admission";
import { createClient } from "@/lib/smsc/client";
import { createGovernor, type GovernedGateway } from "@/lib/smsc/governor";
import type { Account } from "@/lib/smsc/lines";
import { SealBroken } from "@/lib/smsc/seal";
import { fingerprintOf, readConnection, type Connection } from "@/lib/smsc/settings";

const globals = globalThis as typeof globalThis & { signalboxGateway?: GovernedGateway };

/** The account's gateway behind the governor, one a process. Doors make it; the domain is handed it. */
export function gateway(): GovernedGateway {
  return (globals.signalboxGateway ??= createGovernor({ pool, load: loadAccount }));
}

/** Close it; the next use opens a new one. */
export async function closeGateway(): Promise<void> {
  const open = globals.signalboxGateway;
  delete globals.signalboxGateway;
  await open?.close();
}

/** The account as it is set now. Without one nothing is asked of any gateway. */
async function loadAccount(): Promise<Account> {
  const connection = await read();
  if (!connection) throw new GovernorRefusal("breaker", "unset", null);
  const { version, url, login, password, apiKey } = connection;
  return {
    version,
    settings: fingerprintOf(connection),
    connect: (onExchange) => createClient({ baseUrl: url, login, password, apiKey, onExchange }),
  };
}

async function read(): Promise<Connection | null> {
  try {
    return await readConnection();
  } catch (error) {
    if (error instanceof SealBroken) throw new GovernorRefusal("breaker", "unreadable", null);
    throw error;
  }
}
