import { createHash } from "node:crypto";
import { decrypt, encrypt } from "@/lib/cipher";

/** So many digits are a number that belongs to somebody: they stand in no address. A shorter beginning fits many. */
const TELLING_DIGITS = 8;
const MARK = "~";
const QUERY_MAX_LENGTH = 100;

/** Every web process has the session's secret, and so opens what another one sealed. */
const key = () =>
  createHash("sha256")
    .update(`search ${process.env.NEXTAUTH_SECRET ?? ""}`)
    .digest();

/** What may stand in an address for a question: itself, or sealed when it tells a number. */
export function queryForAddress(text: string): string {
  const query = text.trim().slice(0, QUERY_MAX_LENGTH);
  const digits = query.replace(/\D/g, "").length;
  return digits < TELLING_DIGITS && !query.startsWith(MARK) ? query : MARK + encrypt(key(), query).toString("base64url");
}

/** The question that stands in an address; empty for a seal that is not ours or not of this installation. */
export function queryInAddress(parameter: string | string[] | null | undefined): string {
  // PostgreSQL has no text with a zero character in it.
  const text = typeof parameter === "string" ? parameter.replaceAll("\0", "").trim() : "";
  if (!text.startsWith(MARK)) return text.slice(0, QUERY_MAX_LENGTH);
  try {
    return decrypt(key(), Buffer.from(text.slice(MARK.length), "base64url"));
  } catch {
    return "";
  }
}
