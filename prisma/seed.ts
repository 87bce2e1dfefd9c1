import { disconnect } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { closeGateway, gateway } from "@/lib/smsc/account";
import { makeDemoData } from "./seed/make-demo-data";
import { connectSandbox } from "./seed/sandbox";

/**
 * The demo data of a sandbox installation, as a process of its own beside worker, web and sandbox. It may run twice: what
 * is there is left as it is, and what a killed run left out is made.
 */
async function main(): Promise<void> {
  if (!env.SANDBOX_URL) throw new Error("SANDBOX_URL is not set: demo data are made by `npm start`, with the sandbox running.");
  await makeDemoData({ gateway: gateway(), sandbox: connectSandbox(env.SANDBOX_URL) });
  await closeGateway();
  await disconnect();
}

// A launcher that was killed takes its seed with it; the next start goes on from here.
process.once("disconnect", () => process.exit(1));

main().then(
  () => process.exit(0),
  (error: unknown) => {
    log.fatal({ event: "seed.failed", err: error }, "the demo data were not made");
    process.exit(1);
  },
);
