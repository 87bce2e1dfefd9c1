/** A route answered with something else than success, or not as this page knows it. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(`${status} ${code}`);
    this.name = "HttpError";
  }
}

/**
 * What an answer must have at its root to be taken for a `T`. Our own routes answer in our own types, but a page that
 * stays open may be older than the server that answers it.
 */
type Keys<T> = readonly (keyof T & string)[];

/** Fetch JSON of one of our own routes. @throws HttpError */
export async function getJson<T extends object>(url: string, keys: Keys<T>, signal?: AbortSignal): Promise<T> {
  return readJson(await fetch(url, { signal, headers: { accept: "application/json" } }), keys);
}

/** The same for a question that is too long for an address. @throws HttpError */
export async function postJson<T extends object>(url: string, body: unknown, keys: Keys<T>, signal?: AbortSignal): Promise<T> {
  const headers = { accept: "application/json", "content-type": "application/json" };
  return readJson(await fetch(url, { method: "POST", signal, headers, body: JSON.stringify(body) }), keys);
}

async function readJson<T extends object>(answer: Response, keys: Keys<T>): Promise<T> {
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw new HttpError(answer.status, has<{ code: string }>(body, ["code"]) ? body.code : "unexpected");
  if (!has(body, keys)) throw new HttpError(answer.status, "unexpected");
  return body;
}

/** Whether it is an object with these keys. */
export function has<T extends object>(body: unknown, keys: Keys<T>): body is T {
  return typeof body === "object" && body !== null && keys.every((key) => key in body);
}
