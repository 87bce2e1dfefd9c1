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

/** What the stages leave to each other. */
type Given = { stack: BenchStack; listId: number; mailingIds: number[] };
type Stage = { says: string; /** What must have been made before. */ after: readonly string[]; run: (given: Given) => Promise<Figure | Figure[]> };

/** What can be measured, in this order; each by its name alone, too: `npm run bench -- look-up`. */
const STAGES: Record<string, Stage> = {
  governor: { says: "Sending through client and governor", after: [], run: ({ stack }) => benchGovernor(stack) },
  import: {
    says: `Importing a file of ${amount(ROWS)} rows`,
    after: [],
    run: async (given) => {
      const { figures, listId } = await benchImport(given.stack, pool, ROWS);
      given.listId = listId;
      return figures;
    },
  },
  planning: {
    says: "Planning six mailings to all of them",
    after: ["import"],
    run: async (given) => {
      const { figures, mailingIds } = await benchPlanning(given.stack, pool, given.listId, ROWS);
      given.mailingIds = mailingIds;
      return figures;
    },
  },
  "hand-over": {
    says: `Handing ${amount(HANDED_OVER)} messages over twice, then smaller mailings, each paused`,
    after: ["import", "planning"],
    run: (given) => benchHandOver({ ...given, pool, rows: ROWS }, HANDED_OVER),
  },
  intake: {
    says: "Taking in their reports",
    after: ["import", "planning", "hand-over"],
    run: ({ stack, mailingIds }) => benchIntake({ stack, pool, mailingId: mailingIds[2] ?? 0 }, HANDED_OVER),
  },
  callbacks: { says: "Taking callbacks in at the door", after: [], run: ({ stack }) => benchCallbacks(stack, pool) },
  history: {
    says: "Bringing statuses home by the history alone: minutes, for it is read by its own rhythm",
    after: ["import"],
    run: ({ stack, listId }) => benchHistory(stack, pool, listId, ROWS),
  },
  "look-up": {
    says: "Looking up",
    after: ["import", "planning"],
    run: ({ stack, mailingIds }) => benchLookUp(stack, pool, ROWS, mailingIds),
  },
  claim: {
    says: "Claiming slices",
    after: ["import", "planning"],
    run: ({ stack, mailingIds }) => benchClaim(stack, pool, mailingIds.at(-2) ?? 0, mailingIds.length - 1),
  },
};

/** Those asked for by the arguments, and what they need; all of them when none is. */
function stagesOf(asked: readonly string[]): Stage[] {
  const unknown = asked.filter((name) => !(name in STAGES));
  if (unknown.length > 0) throw new Error(`it knows no ${unknown.join(", ")}. It measures ${Object.keys(STAGES).join(", ")}.`);
  const wanted = new Set(asked.flatMap((name) => [name, ...(STAGES[name]?.after ?? [])]));
  return Object.entries(STAGES).flatMap(([name, stage]) => (asked.length === 0 || wanted.has(name) ? [stage] : []));
}

/** True when every figure keeps its ratio to the floor. */
async function run(): Promise<boolean> {
  // After the program and the word `bench`.
  const stages = stagesOf(process.argv.slice(3));
  const cleanUp = new CleanUp();
  // Stopped from outside: the query under way fails, and nothing is left behind either way.
  let stopping: Promise<void> | undefined;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void (stopping ??= cleanUp.run().finally(() => process.exit(130))));
  }
  try {
    const stack = await startStack(say, cleanUp);
    const given: Given = { stack, listId: 0, mailingIds: [] };
    const figures: Figure[] = [];
    for (const { says, run: measure } of stages) figures.push(...[await saying(says, () => measure(given))].flat());
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
