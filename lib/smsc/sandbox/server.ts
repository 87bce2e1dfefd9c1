import type { AddressInfo } from "node:net";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { Callbacks } from "./callbacks";
import { createControl } from "./control";
import { createPage } from "./page";
import { passTime } from "./repeats";
import { serveRest, serveScript } from "./scripts";
import { readSnapshot, writeSnapshot } from "./snapshot";
import { World, type SandboxOptions } from "./world";

const TICK_MS = 100;
const SNAPSHOT_MS = 5_000;
/** As nginx has it, which stands before the real gateway: a client that pauses finds its connection as it left it. */
const KEEP_ALIVE_MS = 75_000;

export type Sandbox = {
  /** Base of the scripts, ending in `/sys/`: what `SMSC_URL` takes. */
  baseUrl: string;
  /** Base of the control API, ending in `/control/`. */
  controlUrl: string;
  port: number;
  close(): Promise<void>;
};

/** Start a stand-in gateway over real HTTP. No SMS leaves. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { login = "demo", password = "demo", apiKey = "sandbox-api-key", host = "127.0.0.1", stateFile } = options;
  const world = new World({ login, password, apiKey }, options.pace ?? "human", options.minuteMs);
  if (options.callbackUrl) world.callbacks = new Callbacks(world, options.callbackUrl, options.callbackSecret ?? "");
  if (stateFile) await readSnapshot(world, stateFile);

  const server = createAdaptorServer({ fetch: createRoutes(world).fetch, overrideGlobalObjects: false });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  if ("keepAliveTimeout" in server) server.keepAliveTimeout = KEEP_ALIVE_MS;

  const ticking = setInterval(() => passTime(world), TICK_MS);
  let writing: Promise<void> = Promise.resolve();
  const snapshot = () => (writing = writing.then(() => (stateFile ? writeSnapshot(world, stateFile) : undefined)));
  const remembering = setInterval(() => void snapshot().catch(() => (writing = Promise.resolve())), SNAPSHOT_MS);

  const origin = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  return {
    baseUrl: `${origin}/sys/`,
    controlUrl: `${origin}/control/`,
    port,
    close: async () => {
      clearInterval(ticking);
      clearInterval(remembering);
      await world.callbacks?.close();
      await new Promise((resolve) => {
        server.close(resolve);
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
      await snapshot();
    },
  };
}

function createRoutes(world: World) {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all("/sys/:script", (context) => serveScript(world, context));
  app.post("/rest/send", (context) => serveRest(world, context));
  app.post("/rest/send/", (context) => serveRest(world, context));
  app.route("/control", createControl(world));
  app.route("/", createPage(world));
  return app;
}
