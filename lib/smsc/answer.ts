import type { Command } from "./commands/command";
import { GatewayError } from "./errors";
import { decodeBody, type DecodedBody } from "./protocol";
import { meaningOf } from "./refusals";

/** What a request asked for: reading an answer needs to know it. */
type Asked<P, A> = { command: Command<P, A>; parameters: P };

/**
 * Read an answer's bytes as what was asked for. Throws a `GatewayError`: `refused` when the gateway said no, `unknown`
 * when the bytes are nothing that it says. Source: SMSC HTTP API, "Decoding rules for a client".
 */
export function readAnswer<P, A>(bytes: Uint8Array, { command, parameters }: Asked<P, A>): A {
  const text = readText(bytes);
  const decoded: DecodedBody = text === null ? { kind: "unreadable" } : decodeBody(text);
  if (decoded.kind === "error") return readRefusal(decoded, { command, parameters });
  const value = text === null ? null : readSuccess(decoded, text, { command, parameters });
  if (value === null) {
    throw new GatewayError("The gateway's answer could not be understood.", { outcome: "unknown", isRead: command.kind === "read" });
  }
  return value.answer;
}

const UTF_8 = new TextDecoder("utf-8", { fatal: true });

/** Null for bytes in another encoding than the one that was asked for: what they say is anybody's guess. */
function readText(bytes: Uint8Array): string | null {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return null;
  }
}

// Boxed, for null may be an answer: a number without a carrier.
function readSuccess<P, A>(decoded: DecodedBody, text: string, { command, parameters }: Asked<P, A>): { answer: A } | null {
  if (decoded.kind === "unreadable") return box(command.decodeText?.(text) ?? null);
  return box(command.decode(decoded.kind === "json" ? decoded.value : "OK", parameters));
}

function box<A>(answer: A | null): { answer: A } | null {
  return answer === null ? null : { answer };
}

function readRefusal<P, A>({ gatewayCode, messageId }: DecodedBody & { kind: "error" }, { command, parameters }: Asked<P, A>): A {
  const readsAs = gatewayCode === null ? undefined : command.refusals?.[gatewayCode];
  if (readsAs) return readsAs(parameters);
  throw new GatewayError(`The gateway refused with error ${gatewayCode ?? "without a number"}.`, {
    outcome: "refused",
    gatewayCode,
    meaning: meaningOf(command.script, gatewayCode),
    messageId,
    isRead: command.kind === "read",
  });
}
