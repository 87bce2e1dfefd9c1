import { parseArgs } from "node:util";
import { carryOut, untilSettled } from "./carry-out";
import { readFaults, readTaken } from "./ledger";
import { inWords, KINDS, planRun, type Kind } from "./plan";
import { persist, type Running } from "./running";
import { startStack, type ChaosStack } from "./stack";
import { verify } from "./verify";

const RUNS = 60;
/** So many go on at a time: while one waits for evidence another has what to break. */
const AT_ONCE = 7;
/** From so many runs on, a kind that fired less often was not tried. */
const ENOUGH = { times: 20, runs: 1_000 };

type Wanted = { runs: number; seed: number; sabotage: string | null };

function readArguments(): Wanted {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { runs: { type: "string" }, seed: { type: "string" }, sabotage: { type: "string" } },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
  const runs = Number(values.runs ?? RUNS);
  if (!Number.isInteger(seed) || seed < 0 || !Number.isInteger(runs) || runs < 1) throw new Error("--runs and --seed take whole numbers.");
  return { runs, seed, sabotage: values.sabotage ?? null };
}

type Totals = { runs: number; messages: number; violations: number };

/** Wait until a run is settled; gives what it broke. */
async function judge(running: Running): Promise<string[]> {
  const open = await untilSettled(running);
  const violations = [...running.unended, ...open.map((what) => `still open after two minutes: ${what}`)];
  const taken = await readTaken(running.stack.control, running.takenBefore);
  for (const mailing of running.mailings) violations.push(...(await persist(() => verify(mailing, taken))));
  return violations;
}

const SHOWN = 8;

function printViolations(title: string, violations: readonly string[]): void {
  console.log(`\n${title}`);
  for (const what of violations.slice(0, SHOWN)) console.log(`  ${what}`);
  if (violations.length > SHOWN) console.log(`  and ${violations.length - SHOWN} more`);
}

function printTotals({ runs, messages, violations }: Totals, fired: Map<Kind, number>, seconds: number): void {
  console.log(`\nWhat happened            times`);
  for (const kind of KINDS) console.log(`${kind.padEnd(24)} ${String(fired.get(kind) ?? 0).padStart(5)}`);
  console.log(`\n${runs} runs, ${messages} messages, ${seconds.toFixed(0)} s; ${violations} violations`);
}

/** Kinds that fired too seldom for what was run; of few runs nothing is asked. */
function seldom({ runs }: Totals, fired: Map<Kind, number>): Kind[] {
  if (runs < ENOUGH.runs) return [];
  return KINDS.filter((kind) => (fired.get(kind) ?? 0) < ENOUGH.times);
}

/** Carry out all runs, some at a time, and judge each when it has settled. With a guard missing the first violation ends it. */
async function runAll(stack: ChaosStack, { runs, seed, sabotage }: Wanted, totals: Totals): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < runs && !(sabotage && totals.violations > 0)) {
      const plan = planRun(seed + next++);
      const running = await carryOut(stack, plan);
      const violations = await judge(running);
      add(totals, running, violations.length);
      if (violations.length > 0) {
        // The runs beside it had their part in it.
        const again = `npm run chaos -- --runs ${2 * AT_ONCE} --seed ${Math.max(0, plan.seed - AT_ONCE)}`;
        printViolations(
          `Run ${plan.seed} broke ${violations.length} promises: ${inWords(plan)}\n  Again, with what ran beside it: ${again}`,
          violations,
        );
      }
      const seconds = Math.round(performance.now() / 1000);
      if (totals.runs % TELL_EVERY === 0) console.log(`${totals.runs} of ${runs} runs, ${totals.violations} violations, ${seconds} s`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const faults = await readFaults(stack.control);
  totals.violations += faults.length;
  if (faults.length > 0) printViolations(`All runs together, from seed ${seed} on:`, faults);
}

const TELL_EVERY = 10;

function add(totals: Totals, { mailings }: Running, violations: number): void {
  totals.runs += 1;
  totals.violations += violations;
  totals.messages += mailings.reduce((sum, { msisdns }) => sum + msisdns.length, 0);
}

async function main({ runs, seed, sabotage }: Wanted): Promise<boolean> {
  console.log(`${runs} runs from seed ${seed}${sabotage ? `, without the guard ${sabotage}` : ""}`);
  const startedAt = performance.now();
  const stack = await startStack(sabotage);
  let stopping: Promise<void> | undefined;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void (stopping ??= stack.stop().finally(() => process.exit(130))));
  }
  const totals: Totals = { runs: 0, messages: 0, violations: 0 };
  const parts = [...stack.workers, stack.web];
  try {
    await runAll(stack, { runs, seed, sabotage }, totals);
    const fired = await stack.fired();
    for (const { name, ownEnds } of parts) if (ownEnds > 0) console.log(`${name} ended ${ownEnds} times by itself and was started again`);
    printTotals(totals, fired, (performance.now() - startedAt) / 1000);
    if (sabotage) return totals.violations > 0;
    const tooSeldom = seldom(totals, fired);
    if (tooSeldom.length > 0) console.log(`Fired too seldom: ${tooSeldom.join(", ")}`);
    return totals.violations === 0 && tooSeldom.length === 0;
  } finally {
    await stack.stop();
  }
}

try {
  process.exit((await main(readArguments())) ? 0 : 1);
} catch (error) {
  console.error(`The chaos run failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
