import { cpus, totalmem } from "node:os";
import { pool } from "@/lib/db";
import { say, saying } from "@/lib/start/say";
import { benchCallbacks } from "./callbacks";
import { benchClaim } from "./claim";
import { benchGovernor } from "./governor";
import { benchHandOver } from "./hand-over";
import { benchHistory } from "./history";
import { benchImport } from "./import";
import { benchIntake } from "./intake";
import { benchLookUp } from "./look-up";
import { benchPlanning } from "./planning";
import { passes, tableOf, type Figure } from "./report";
import { CleanUp, startStack, type BenchStack } from "./stack";

/** Rows of the file and recipients of the mailings; the targets are stated for a million. */
const ROWS = Number(process.env.BENCH_ROWS) || 1_000_000;
/** Messages that leave before the pause, and reports that come back. */
const HANDED_OVER = Math.min(ROWS / 2, 200_000);

const amount = (count: number) => count.toLocaleString("en-US");

async function measure(stack: BenchStack): Promise<Figure[]> {
  const governed = await saying("Sending through client and governor", () => benchGovernor(stack));
  const imported = await saying(`Importing a file of ${amount(ROWS)} rows`, () => benchImport(stack, pool, ROWS));
  const { listId } = imported;
  const planned = await saying("Planning six mailings to all of them", () => benchPlanning(stack, pool, listId, ROWS));
  const { mailingIds } = planned;
  const handedOver = await saying(`Handing ${amount(HANDED_OVER)} messages over twice, then smaller mailings, each paused`, () =>
    benchHandOver({ stack, pool, listId, mailingIds, rows: ROWS }, HANDED_OVER),
  );
  const reported = await saying("Taking in their reports", () => benchIntake({ stack, pool, mailingId: mailingIds[2] ?? 0 }, HANDED_OVER));
  const called = await saying("Taking callbacks in at the door", () => benchCallbacks(stack, pool));
  const broughtHome = await saying("Bringing statuses home by the history alone: minutes, for it is read by its own rhythm", () =>
    benchHistory(stack, pool, listId, ROWS),
  );
  const lookedUp = await saying("Looking up", () => benchLookUp(stack, pool, ROWS, mailingIds));
  const claimed = await saying("Claiming slices", () => benchClaim(stack, pool, mailingIds.at(-2) ?? 0, mailingIds.length - 1));
  return [...imported.figures, ...planned.figures, ...handedOver, claimed, governed, reported, called, broughtHome, ...lookedUp];
}

/** True when every figure keeps its ratio to the floor. */
async function run(): Promise<boolean> {
  const cleanUp = new CleanUp();
  // Stopped from outside: the query under way fails, and nothing is left behind either way.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void cleanUp.run().finally(() => process.exit(130)));
  try {
    const stack = await startStack(say, cleanUp);
    const figures = await measure(stack);
    const [cpu] = cpus();
    const machine = `${cpus().length} cores (${cpu?.model.trim() ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
    console.log(`\n${tableOf(figures)}\n\n${amount(ROWS)} rows; everything on one machine: ${machine}, ${process.platform}.`);
    return figures.every(passes);
  } finally {
    await cleanUp.run();
  }
}

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  console.error(`The benchmark failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
