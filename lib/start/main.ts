import { existsSync, mkdirSync } from "node:fs";
import { DEMO_PASSWORD, DEMO_SIGN_INS } from "@/lib/operators/demo-accounts";
import { clearRun, runningLauncher, writeRun } from "@/lib/start/run-file";
import { startStack, type Stack } from "@/lib/start/stack";

const STOP_WITHIN_MS = 10_000;

function fail(error: unknown): never {
  console.error(`\nSignalbox cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

function portOf(name: string, fallback: number): number {
  const given = process.env[name];
  if (!given) return fallback;
  const port = Number(given);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) fail(new Error(`${name} is ${given}, which is no port. Set it to a number from 1 to 65535.`));
  return port;
}

function announce({ address, sandboxUrl, kind }: Stack): void {
  const lines = [`Signalbox is ready: ${address}`, ""];
  if (kind === "sandbox") {
    lines.push("Sandbox: no SMS leaves this machine.", "Sign in as:");
    for (const { email } of DEMO_SIGN_INS) lines.push(`  ${email.padEnd(22)} password ${DEMO_PASSWORD}`);
    lines.push("", `What the sandbox received: ${sandboxUrl}/`);
  } else lines.push("Connected to the live SMSC account: messages are sent and charged.");
  lines.push("Ctrl-C stops everything.");
  const width = Math.max(...lines.map((line) => line.length));
  console.log(`\n┌${"─".repeat(width + 2)}┐\n${lines.map((line) => `│ ${line.padEnd(width)} │`).join("\n")}\n└${"─".repeat(width + 2)}┘\n`);
}

async function main(): Promise<void> {
  const dataDir = process.env.DATA_DIR ?? ".data";
  if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const other = runningLauncher(dataDir);
  if (other) {
    console.log(other.address ? `Signalbox is already running at ${other.address}.` : `Signalbox is already starting in this folder (process ${other.pid}).`);
    process.exit(0);
  }
  writeRun(dataDir, { children: [], address: null });

  let stack: Stack | undefined;
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    console.log("\nStopping …");
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void (async () => {
      await stack?.stop();
      clearRun(dataDir);
      process.exit(0);
    })();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);

  stack = await startStack({
    dataDir,
    host: process.env.HOST ?? "127.0.0.1",
    port: portOf("PORT", 3000),
    sandboxPort: portOf("SANDBOX_PORT", 4010),
    pace: process.env.SANDBOX_PACE === "at-once" ? "at-once" : "human",
    seed: process.env.SIGNALBOX_SEED !== "0",
  });
  announce(stack);
}

main().catch((error: unknown) => {
  clearRun(process.env.DATA_DIR ?? ".data");
  fail(error);
});
