import { parseArgs } from "node:util";
import { carryOut, noneFired, untilSettled } from "./carry-out";
import { createLedger, type Ledger } from "./ledger";
import { inWords, KINDS, planRun, type Kind, type Plan } from "./plan";
import { persist, type Running } from "./running";
import { startStack, type ChaosStack } from "./stack";
import { verify } from "./verify";

const RUNS = 60;
/** A kind that fired less often in so many runs was not tried. */
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

type Totals = { runs: number; messages: number; fired: Map<Kind, number>; violations: number };

/** Wait until a run is settled; gives what it broke. */
async function judge(running: Running, ledger: Ledger): Promise<string[]> {
  const open = await untilSettled(running);
  const violations = open.map((what) => `still open after a minute: ${what}`);
  const taken = await ledger.read();
  for (const mailing of running.mailings) violations.push(...(await persist(() => verify(mailing, taken))));
  for (const [rule, times] of Object.entries(await ledger.breaches())) violations.push(`the gateway's rule ${rule} was broken ${times} times`);
  return violations;
}

const SHOWN = 8;

function printViolations(plan: Plan, violations: readonly string[]): void {
  const { seed } = plan;
  console.log(`\nRun ${seed} broke ${violations.length} promises: ${inWords(plan)}`);
  for (const what of violations.slice(0, SHOWN)) console.log(`  ${what}`);
  if (violations.length > SHOWN) console.log(`  and ${violations.length - SHOWN} more`);
  console.log(`  Again: npm run chaos -- --runs 1 --seed ${seed}\n`);
}

function printTotals({ runs, messages, fired, violations }: Totals, seconds: number): void {
  console.log(`\nWhat happened            times`);
  for (const [kind, times] of fired) console.log(`${kind.padEnd(24)} ${String(times).padStart(5)}`);
  console.log(`\n${runs} runs, ${messages} messages, ${seconds.toFixed(0)} s; ${violations} violations`);
}

/** Kinds that fired too seldom for what was run. */
function seldom({ runs, fired }: Totals): string[] {
  const least = Math.floor((ENOUGH.times * runs) / ENOUGH.runs);
  return KINDS.filter((kind) => (fired.get(kind) ?? 0) < least);
}

/** Runs that settle while the next one is carried out. */
const SETTLING = 3;

/** Carry out one run after the other; each is judged while the next ones go on. With a guard missing the first violation ends it. */
async function runAll(stack: ChaosStack, { runs, seed, sabotage }: Wanted, totals: Totals): Promise<void> {
  const ledger = createLedger(stack.control);
  const settling = new Set<Promise<void>>();
  const settle = async (running: Running) => {
    const violations = await judge(running, ledger);
    totals.violations += violations.length;
    if (violations.length > 0) printViolations(running.plan, violations);
  };
  for (let n = 0; n < runs && !(sabotage && totals.violations > 0); n++) {
    const running = await carryOut(stack, planRun(seed + n));
    add(totals, running);
    const judged = settle(running).finally(() => settling.delete(judged));
    settling.add(judged);
    while (settling.size >= SETTLING) await Promise.race(settling);
    if ((n + 1) % TELL_EVERY === 0)
      console.log(`${n + 1} of ${runs} runs, ${totals.violations} violations, ${Math.round(performance.now() / 1000)} s`);
  }
  await Promise.all(settling);
}

const TELL_EVERY = 1;

function add(totals: Totals, { fired, mailings }: Running): void {
  for (const [kind, times] of fired) totals.fired.set(kind, (totals.fired.get(kind) ?? 0) + times);
  totals.runs += 1;
  totals.messages += mailings.reduce((sum, { msisdns }) => sum + msisdns.length, 0);
}

async function main({ runs, seed, sabotage }: Wanted): Promise<boolean> {
  console.log(`${runs} runs from seed ${seed}${sabotage ? `, without the guard ${sabotage}` : ""}`);
  const startedAt = performance.now();
  const stack = await startStack(sabotage);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void stack.stop().finally(() => process.exit(130)));
  const totals: Totals = { runs: 0, messages: 0, fired: noneFired(), violations: 0 };
  const parts = [...stack.workers, stack.web];
  try {
    await runAll(stack, { runs, seed, sabotage }, totals);
  } finally {
    await stack.stop();
  }
  for (const { name, ownEnds } of parts) if (ownEnds > 0) console.log(`${name} ended ${ownEnds} times by itself and was started again`);
  printTotals(totals, (performance.now() - startedAt) / 1000);
  if (sabotage) return totals.violations > 0;
  const tooSeldom = seldom(totals);
  if (tooSeldom.length > 0) console.log(`Fired too seldom: ${tooSeldom.join(", ")}`);
  return totals.violations === 0 && tooSeldom.length === 0;
}

try {
  process.exitCode = (await main(readArguments())) ? 0 : 1;
} catch (error) {
  console.error(`The chaos run failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
