import { createHash } from "node:crypto";
import type { HonoRequest } from "hono";
import type { Format } from "./answers";

export type Parameters = { get(name: string): string };

/** Read a request's parameters: query and form are one set, the form wins. An empty value is as good as none. */
export async function readParameters(request: HonoRequest): Promise<Parameters> {
  const query = new URL(request.url).searchParams;
  const type = request.header("content-type") ?? "";
  let form = new URLSearchParams();
  if (request.method === "POST") {
    if (type.startsWith("multipart/form-data")) {
      const fields = await request.parseBody();
      for (const [name, value] of Object.entries(fields)) if (typeof value === "string") form.append(name, value);
    } else {
      form = new URLSearchParams(await request.text());
    }
  }
  return { get: (name) => form.get(name) ?? query.get(name) ?? "" };
}

export function formatOf(parameters: Parameters): Format {
  const format = Number(parameters.get("fmt"));
  return format === 1 || format === 2 || format === 3 ? format : 0;
}

type Account = { login: string; password: string; apiKey: string };

/** Accept password, its md5 or sha1, an API key, and a key in place of the password when the login is empty. */
export function isAuthorised(parameters: Parameters, account: Account): boolean {
  const key = parameters.get("apikey");
  if (key) return key === account.apiKey;
  const login = parameters.get("login");
  const password = parameters.get("psw");
  if (login === "") return password !== "" && password === account.apiKey;
  return login === account.login && passwordsOf(account.password).includes(password);
}

const forms = new Map<string, string[]>();

function passwordsOf(password: string): string[] {
  let known = forms.get(password);
  if (!known) {
    const digest = (algorithm: string) => createHash(algorithm).update(password).digest("hex");
    known = [password, digest("md5"), digest("sha1")];
    forms.set(password, known);
  }
  return known;
}
