import { err, ok, type Result } from "@/lib/errors";

const MAX_BODY_BYTES = 64 * 1024;
const MAX_EVENTS = 100;

type Fields = Record<string, string>;

/**
 * Read the events of a callback: form fields or JSON (one object or a list), body fields winning over the query.
 * Reads no more than 64 KB whatever the header claims. Source: SMSC HTTP API, "Form of the request".
 */
export async function readCallbackEvents(request: Request): Promise<Result<Fields[], { code: "callback.too_large" | "callback.unreadable" }>> {
  const body = request.body ? await readBounded(request.body) : "";
  if (body === null) return err({ code: "callback.too_large" });
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const events = /^\s*[[{]/.test(body) ? readJson(body) : [Object.fromEntries(new URLSearchParams(body))];
  if (!events || events.length > MAX_EVENTS) return err({ code: "callback.unreadable" });
  return ok(events.map((event) => ({ ...query, ...event })));
}

async function readBounded(stream: ReadableStream<Uint8Array>): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Numbers count as the strings the checksum was made of; anything deeper than a field is left out. */
function readJson(body: string): Fields[] | null {
  try {
    const value: unknown = JSON.parse(body);
    const list: unknown[] = Array.isArray(value) ? value : [value];
    return list.map((event) => (typeof event === "object" && event !== null ? fieldsOf(event) : {}));
  } catch {
    return null;
  }
}

function fieldsOf(event: object): Fields {
  return Object.fromEntries(
    Object.entries(event).flatMap(([name, value]) =>
      typeof value === "string" || typeof value === "number" ? [[name, String(value)] as const] : [],
    ),
  );
}
