import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { readEnv } from "@/lib/env";
import type { StackOptions } from "@/lib/start/stack";

type Source = Record<string, string | undefined>;

function portOf(name: string, given: string | undefined, fallback: number): number {
  if (!given) return fallback;
  const port = Number(given);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`${name} is ${given}, which is no port. Set it to a number from 1 to 65535.`);
}

/** Half an account would start the sandbox, or a live console that the gateway refuses until it blocks the address. */
function checkAccount({ SMSC_LOGIN, SMSC_PASSWORD, SMSC_API_KEY }: Source): void {
  if (SMSC_API_KEY) return;
  if (SMSC_LOGIN && !SMSC_PASSWORD) throw new Error("SMSC_LOGIN is set and SMSC_PASSWORD is not. Set both, or SMSC_API_KEY alone.");
  if (SMSC_PASSWORD && !SMSC_LOGIN) throw new Error("SMSC_PASSWORD is set and SMSC_LOGIN is not. Set both, or SMSC_API_KEY alone.");
}

function openFolder(dataDir: string): void {
  try {
    if (!statSync(dataDir, { throwIfNoEntry: false })) mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    if (!statSync(dataDir).isDirectory()) throw new Error("it is no folder");
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Nothing can be kept in ${dataDir} (${why}). Set DATA_DIR to a folder that you may write.`, { cause: error });
  }
}

/** What `npm start` is told by the environment, checked before anything is started. Throws one sentence. */
export function readSettings(source: Source): StackOptions {
  readEnv({ ...source, DATABASE_URL: source.DATABASE_URL || "embedded", PORT: undefined });
  checkAccount(source);
  const dataDir = source.DATA_DIR || ".data";
  openFolder(dataDir);
  return {
    dataDir,
    host: source.HOST || "127.0.0.1",
    port: portOf("PORT", source.PORT, 3000),
    sandboxPort: portOf("SANDBOX_PORT", source.SANDBOX_PORT, 4010),
    pace: source.SANDBOX_PACE === "at-once" ? "at-once" : "human",
    seed: source.SIGNALBOX_SEED !== "0",
    live: source.SIGNALBOX_GATEWAY === "live",
  };
}
