import { connect, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

function tryPort(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const taken = address !== null && typeof address === "object" ? address.port : port;
      server.close(() => resolve(taken));
    });
  });
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => socket.end(() => resolve(true))).once("error", () => resolve(false));
  });
}

/** Wait until somebody listens on a port of this machine, so many milliseconds at most. */
export async function untilListening(port: number, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs;
  while (!(await isListening(port)) && performance.now() < until) await delay(20);
}

/** The first port from `wanted` on that nobody listens on; 0 asks the system for any. */
export async function freePort(wanted: number, host = "127.0.0.1"): Promise<number> {
  for (let port = wanted; port <= Math.min(65_535, wanted + 100); port++) {
    const free = await tryPort(port, host);
    if (free !== null) return free;
  }
  throw new Error(`Ports ${wanted} to ${wanted + 100} on ${host} are all taken. Set PORT to a free one.`);
}
