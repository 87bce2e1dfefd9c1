import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as it arrived. */
export type Received = { script: string; contentType: string; parameters: Record<string, string> };

/** Answers one request. A string or bytes go out with HTTP 200 as JSON; a function does as it likes with the connection. */
export type LiteralAnswer = string | Uint8Array | ((response: ServerResponse, request: IncomingMessage) => void);

export type LiteralGateway = {
  baseUrl: string;
  received: Received[];
  /** What the next requests get, in order; the last one stays. */
  answer(...answers: LiteralAnswer[]): void;
  close(): Promise<void>;
};

/** Listen on loopback and say word for word what a test tells it to: for answers no faithful gateway gives. */
export async function openLiteralGateway(): Promise<LiteralGateway> {
  let answers: LiteralAnswer[] = [];
  const received: Received[] = [];

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const script = (request.url ?? "").split("/").at(-1) ?? "";
      const parameters = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString("utf8")));
      received.push({ script, contentType: request.headers["content-type"] ?? "", parameters });
      const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? "";
      if (typeof answer === "function") answer(response, request);
      else response.writeHead(200, { "content-type": "application/json; charset=utf-8" }).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sys/`,
    received,
    answer: (...next) => {
      answers = next;
      received.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** End the connection without a byte of answer. */
export const cut: LiteralAnswer = (_, request) => void request.socket.destroy();

/** Promise more than comes, and end the connection in the middle. */
export const cutInTheMiddle: LiteralAnswer = (response, request) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
  response.write('{\n"id": 501,\n', () => request.socket.destroy());
};

/** Answer with a status of HTTP's own, as a server in front of the gateway does. */
export const html =
  (status: number): LiteralAnswer =>
  (response) =>
    response.writeHead(status, { "content-type": "text/html" }).end("<html><body>Sorry</body></html>");

/** Take the request and say nothing. */
export const silence: LiteralAnswer = () => undefined;
