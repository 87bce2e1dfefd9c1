import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { createSandbox, type Sandbox } from "../server";
import type { SandboxOptions } from "../world";

type Fields = Record<string, string | number>;

/** A sandbox for a file of tests, emptied before each; asked over real HTTP with nothing of our client in between. */
export function freshSandbox(options: SandboxOptions = {}) {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox(options);
  });
  afterAll(() => sandbox.close());
  beforeEach(async () => {
    await control("reset");
  });

  const stringsOf = (fields: Fields) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
  const urlOf = (script: string) => new URL(script.startsWith("/") ? script : `${script}.php`, sandbox.baseUrl);

  /** POST a form as demo, in UTF-8. */
  async function ask(script: string, fields: Fields = {}): Promise<string> {
    const body = new URLSearchParams(stringsOf({ login: "demo", psw: "demo", charset: "utf-8", ...fields }));
    return (await fetch(urlOf(script), { method: "POST", body })).text();
  }

  /** Ask under `fmt=3` and read the JSON. */
  async function askJson(script: string, fields: Fields = {}): Promise<unknown> {
    return JSON.parse(await ask(script, { fmt: 3, ...fields }));
  }

  /** The number of an error, or null; asked under `fmt=3`. */
  async function codeOf(script: string, fields: Fields = {}): Promise<number | null> {
    const body = await ask(script, { fmt: 3, ...fields });
    return Number(/"error_code": (\d+)|^ERROR = (\d+)/.exec(body)?.slice(1).find(Boolean)) || null;
  }

  async function control(deed: string, body: unknown = {}): Promise<Record<string, unknown>> {
    const answer = await fetch(`${sandbox.controlUrl}${deed}`, { method: "POST", body: JSON.stringify(body) });
    expect(answer.status).toBe(200);
    return (await answer.json()) as Record<string, unknown>;
  }

  async function read(what: string): Promise<unknown> {
    return (await fetch(`${sandbox.controlUrl}${what}`)).json();
  }

  return {
    ask,
    askJson,
    codeOf,
    control,
    read,
    urlOf,
    /** Let time pass: seconds. */
    wait: (seconds: number) => control("clock", { advanceMs: seconds * 1_000 }),
    /** As often as one likes, for tests that are about something else. */
    withoutLimits: () => control("limits", { enabled: false }),
  };
}

/** A number of the range for fiction; its last two digits choose the fate. */
export const number = (ending: number) => `4477009000${String(ending).padStart(2, "0")}`;
