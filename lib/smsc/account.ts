import { createHash } from "node:crypto";
import { pool } from "@/lib/db";
import { env } from "@/lib/env";
import { createClient } from "@/lib/smsc/client";
import { createGovernor, type GovernedGateway } from "@/lib/smsc/governor";

const globals = globalThis as typeof globalThis & { signalboxGateway?: GovernedGateway };

/** The account's gateway behind the governor, one a process. Doors make it; the domain is handed it. */
export function gateway(): GovernedGateway {
  return (globals.signalboxGateway ??= connect());
}

/** Close it; the next use opens a new one. */
export async function closeGateway(): Promise<void> {
  const open = globals.signalboxGateway;
  delete globals.signalboxGateway;
  await open?.close();
}

function connect(): GovernedGateway {
  const { SMSC_URL, SMSC_LOGIN, SMSC_PASSWORD, SMSC_API_KEY } = env;
  return createGovernor({
    pool,
    settings: createHash("sha256")
      .update(JSON.stringify([SMSC_URL, SMSC_LOGIN, SMSC_PASSWORD, SMSC_API_KEY]))
      .digest("hex"),
    connect: (onExchange) => createClient({ baseUrl: SMSC_URL, login: SMSC_LOGIN, password: SMSC_PASSWORD, apiKey: SMSC_API_KEY, onExchange }),
  });
}
