import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";

const LOG_N = 17;
const BLOCK_SIZE = 8;
const PARALLEL = 1;
const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** The dearest parameters a stored hash may ask for: a hash is data, and must not be able to exhaust the machine. */
const MAX_N = 2 ** 20;

type Parameters = { N: number; r: number; p: number };

/**
 * Hash a password as `scrypt$N$r$p$salt$hash`, salt and hash in base64.
 *
 * The parameters travel with the hash, so that they can be raised later without breaking the ones that exist.
 * Source: OWASP Password Storage Cheat Sheet, scrypt N=2^17, r=8, p=1.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, KEY_BYTES, { N: 2 ** LOG_N, r: BLOCK_SIZE, p: PARALLEL });
  return ["scrypt", 2 ** LOG_N, BLOCK_SIZE, PARALLEL, salt.toString("base64"), key.toString("base64")].join("$");
}

/** Tell whether a password belongs to a hash. A hash that cannot be read belongs to none. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = stored.split("$");
  const parameters = { N: Number(N), r: Number(r), p: Number(p) };
  if (scheme !== "scrypt" || !salt || !key || !isSane(parameters)) return false;
  const expected = Buffer.from(key, "base64");
  if (expected.length < 16) return false;
  const actual = await derive(password, Buffer.from(salt, "base64"), expected.length, parameters);
  return timingSafeEqual(actual, expected);
}

/** Spend what checking a real password costs, so that time does not tell whether an account exists. */
export async function verifyNobody(password: string): Promise<false> {
  await derive(password, Buffer.alloc(SALT_BYTES), KEY_BYTES, { N: 2 ** LOG_N, r: BLOCK_SIZE, p: PARALLEL });
  return false;
}

function isSane({ N, r, p }: Parameters) {
  const powerOfTwo = Number.isInteger(N) && N > 1 && (N & (N - 1)) === 0;
  return powerOfTwo && N <= MAX_N && Number.isInteger(r) && r > 0 && r <= 16 && Number.isInteger(p) && p > 0 && p <= 4;
}

function derive(password: string, salt: Buffer, length: number, { N, r, p }: Parameters): Promise<Buffer> {
  // scrypt needs 128·N·r bytes; Node's own bound of 32 MiB is below that.
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r + 1024 * 1024 };
  return new Promise((resolve, reject) =>
    scrypt(password.normalize("NFKC"), salt, length, options, (error, key) => (error ? reject(error) : resolve(key))),
  );
}
