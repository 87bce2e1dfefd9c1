import { z } from "zod";
import { createSandbox } from "./server";

/** The sandbox as a process of its own. Ready when GET /control/health answers 200. */
const environment = z
  .object({
    SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(4010),
    SANDBOX_HOST: z.string().default("127.0.0.1"),
    SANDBOX_PACE: z.enum(["human", "at-once", "by-hand"]).default("human"),
    SANDBOX_CALLBACK_URL: z.url().optional(),
    SANDBOX_CALLBACK_SECRET: z.string().default(""),
    SANDBOX_MINUTE_MS: z.coerce.number().int().min(1).optional(),
    SANDBOX_STATE_FILE: z.string().optional(),
  })
  .parse(Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== "")));

const sandbox = await createSandbox({
  port: environment.SANDBOX_PORT,
  host: environment.SANDBOX_HOST,
  pace: environment.SANDBOX_PACE,
  callbackUrl: environment.SANDBOX_CALLBACK_URL,
  callbackSecret: environment.SANDBOX_CALLBACK_SECRET,
  minuteMs: environment.SANDBOX_MINUTE_MS,
  stateFile: environment.SANDBOX_STATE_FILE,
});
process.stdout.write(`Sandbox gateway at ${sandbox.baseUrl} (login demo, password demo). No SMS leaves.\n`);
process.send?.("ready");

let isStopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    void sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
