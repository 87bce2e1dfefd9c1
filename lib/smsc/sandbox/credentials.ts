import { createHash } from "node:crypto";
import type { Parameters } from "./parameters";

export type Account = { login: string; password: string; apiKey: string };

/**
 * Accept the password, its md5 or sha1, an API key, and a key in place of the password when the login is empty.
 * Source: SMSC HTTP API, "Authorisation".
 */
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
