/**
 * The network address a request came from, for limits and the audit.
 *
 * The last entry of `X-Forwarded-For` is the one that the nearest proxy, or Next itself, has written; earlier ones are
 * the sender's own word.
 */
export function addressOf(headers: Headers): string | null {
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return last ? last.slice(0, 64) : null;
}
