import { createServer, type IncomingMessage } from "node:http";
import { POST } from "@/app/api/smsc/callback/route";

/** The console's route for callbacks, alone in a process: light enough to be killed all the time. */
const port = Number(process.env.PORT);

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Request(`http://127.0.0.1:${port}${incoming.url ?? "/"}`, { method: "POST", headers, body: Buffer.concat(chunks) });
}

createServer((incoming, outgoing) => {
  requestOf(incoming)
    .then(POST)
    .then(async (answer) => outgoing.writeHead(answer.status).end(await answer.text()))
    // As Next has it: what the route throws is a 500, and the gateway tells again.
    .catch(() => outgoing.writeHead(500).end());
}).listen(port, "127.0.0.1", () => process.send?.("ready"));
