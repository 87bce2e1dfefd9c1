import { setTimeout as delay } from "node:timers/promises";
import { DEMO_PASSWORD, DEMO_SIGN_INS } from "@/lib/operators/demo-accounts";
import { clearRun, endOrphans, runningLauncher, writeRun } from "@/lib/start/run-file";
import { say } from "@/lib/start/say";
import { readSettings } from "@/lib/start/settings";
import { startStack, type Stack } from "@/lib/start/stack";

/** Longer than everything together is given to end; only a bug is cut off by it. */
const STOP_WITHIN_MS = 10_000;

function fail(error: unknown): never {
  console.error(`\nSignalbox cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
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
  const options = readSettings(process.env);
  const { dataDir } = options;
  const other = runningLauncher(dataDir);
  if (other) {
    console.log(
      other.address ? `Signalbox is already running at ${other.address}.` : `Signalbox is already starting in this folder (process ${other.pid}).`,
    );
    process.exit(0);
  }
  const orphans = await endOrphans(dataDir);
  if (orphans > 0) say(`Ended ${orphans} processes that an earlier start left behind.`);
  writeRun(dataDir, { children: [], address: null });

  const stopping = new AbortController();
  // In a turn of its own: whoever stops it finds the handlers below in place before the first part runs.
  const starting = delay(0).then(() => startStack(options, stopping.signal));
  const stop = () => {
    if (stopping.signal.aborted) return;
    console.log("\nStopping …");
    stopping.abort(new Error("It was stopped while it started."));
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    // A start that fails, or is broken off, has stopped its parts by itself.
    const stopped = starting.then((stack) => stack.stop()).catch(() => {});
    void stopped.then(() => {
      clearRun(dataDir);
      process.exit(0);
    });
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);

  const stack = await starting.catch((error: unknown) => {
    if (stopping.signal.aborted) return null;
    clearRun(dataDir);
    throw error;
  });
  if (stack) announce(stack);
}

main().catch(fail);
