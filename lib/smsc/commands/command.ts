import { hash } from "node:crypto";
import type { WireParameters } from "./parameters";

export type Script =
  | "send.php"
  | "status.php"
  | "balance.php"
  | "jobs.php"
  | "phones.php"
  | "users.php"
  | "senders.php"
  | "templates.php"
  | "get.php"
  | "info.php"
  | "tinyurls.php";

/** So many requests a minute. Without a key those count together whose parameters are the same. */
export type CommandLimit<P> = { perMinute: number; key?: (parameters: P) => string };

/**
 * Everything that is known of one command of the gateway: how it is asked, how its answer is read, and what has to be
 * kept in mind by whoever governs it. Pure; the client runs it.
 */
export type Command<P, A> = {
  script: Script;
  /** What names the command among those of its script, such as `{ add_group: "1" }`; empty where a script has only one. */
  verb: WireParameters;
  /** A read changes nothing: it may be repeated, and asked of a reserve host. What sends or changes is a write. */
  kind: "read" | "write";
  /** The gateway's own limits; a margin is the governor's affair. Source: SMSC HTTP API, "Error 9 by script". */
  limits: readonly CommandLimit<P>[];
  /** Throws `RangeError` for what no caller may ask. */
  encode(parameters: P): WireParameters;
  /** Counts and ids for the exchange log. */
  facts(parameters: P): Record<string, number | string>;
  /** Read JSON, or the text `OK` of a success without data. Null: this cannot be the answer. */
  decode(value: unknown, parameters: P): A | null;
  /** Read an answer that is no JSON although JSON was asked for. Null: this cannot be the answer. */
  decodeText?: (text: string) => A | null;
  /** Error numbers that are an answer: "no records found" is an empty list. */
  refusals?: Readonly<Record<number, (parameters: P) => A>>;
  /** By `performance.now()`: the request must have left by then. */
  mustLeaveBefore?: (parameters: P) => number | undefined;
};

/** Spell a command out; only so that its types are worked out from what it reads and writes. */
export function command<P, A>(definition: Command<P, A>): Command<P, A> {
  return definition;
}

/** One limit as it counts for one request: requests with the same key count together. */
export type RequestLimit = { key: string; perMinute: number };

/** Work out which limits a request counts towards. Keys hold no text and at most 60 characters. */
export function limitsOf<P>({ script, verb, limits, encode }: Command<P, unknown>, parameters: P): RequestLimit[] {
  return limits.map(({ perMinute, key }) => ({
    perMinute,
    key: key ? key(parameters) : `${script}:${fingerprint({ ...verb, ...encode(parameters) })}`,
  }));
}

/** Tell wire parameters apart by a short digest that holds none of them. */
export function fingerprint(parameters: WireParameters): string {
  const names = Object.keys(parameters).sort();
  return hash("sha256", JSON.stringify(names.map((name) => [name, parameters[name]]))).slice(0, 40);
}
