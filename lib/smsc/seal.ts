import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { decrypt, encrypt } from "@/lib/cipher";
import { env } from "@/lib/env";

const KEY_BYTES = 32;

/** What was sealed here cannot be opened: the key of the data folder is another one, or is gone. */
export class SealBroken extends Error {}

/** The key of this installation, beside the database and never in it; made at first use, readable to its owner alone. */
function readKey(): Buffer {
  const file = path.join(env.DATA_DIR, "gateway.key");
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  mkdirSync(env.DATA_DIR, { recursive: true, mode: 0o711 });
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, randomBytes(KEY_BYTES), { mode: 0o600, flag: "wx" });
  try {
    // Linked, not renamed: of two processes that make one at the same time the first wins, and both read that.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file);
}

/** Encrypt a secret for the database. */
export function seal(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(encrypt(readKey(), text));
}

/** Decrypt what `seal` made. Throws `SealBroken` for anything else. */
export function unseal(sealed: Uint8Array): string {
  try {
    return decrypt(readKey(), sealed);
  } catch (error) {
    throw new SealBroken("A stored secret cannot be read with the key of this data folder.", { cause: error });
  }
}
