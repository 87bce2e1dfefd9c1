import { z } from "zod/mini";

/** A route answered with something else than success. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(`${status} ${code}`);
    this.name = "HttpError";
  }
}

/** Fetch JSON of one of our own routes and check its shape. */
export async function getJson<T>(url: string, schema: z.core.$ZodType<T>, signal?: AbortSignal): Promise<T> {
  return readJson(await fetch(url, { signal, headers: { accept: "application/json" } }), schema);
}

export async function postJson<T>(url: string, body: unknown, schema: z.core.$ZodType<T>, signal?: AbortSignal): Promise<T> {
  const headers = { accept: "application/json", "content-type": "application/json" };
  return readJson(await fetch(url, { method: "POST", signal, headers, body: JSON.stringify(body) }), schema);
}

async function readJson<T>(answer: Response, schema: z.core.$ZodType<T>): Promise<T> {
  if (answer.ok) return z.parse(schema, await answer.json());
  const body: unknown = await answer.json().catch(() => null);
  const code = typeof body === "object" && body !== null && "code" in body ? String(body.code) : "unexpected";
  throw new HttpError(answer.status, code);
}
