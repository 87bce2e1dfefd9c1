import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Answer } from "./answers";
import { encodeText, type Charset } from "./charsets";

export type SandboxContext = Context<{ Bindings: HttpBindings }>;

/** Send an answer in the charset that was asked for. The gateway answers 200, also to say no. */
export function reply(context: SandboxContext, { body, type }: Answer, charset: Charset): Response {
  return context.body(new Uint8Array(encodeText(body, charset)), 200, { "content-type": `${type}; charset=${charset}` });
}
