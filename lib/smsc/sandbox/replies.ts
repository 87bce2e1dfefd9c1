import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Answer } from "./answers";
import { encodeText, type Charset } from "./charsets";

export type SandboxContext = Context<{ Bindings: HttpBindings }>;

/** Send an answer in the charset that was asked for. The gateway answers 200, also to say no; its headers are those of nginx. */
export function reply(context: SandboxContext, { body, type }: Answer, charset: Charset): Response {
  const bytes = new Uint8Array(encodeText(body, charset));
  const headers = { server: "nginx", "content-type": `${type}; charset=${charset}`, "content-length": String(bytes.length) };
  return context.body(bytes, 200, headers);
}
