import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { constants, setPriority, tmpdir } from "node:os";
import path from "node:path";
import { buildWhenStale, ROOT } from "@/lib/start/build";
import { findChromium } from "@/lib/start/chromium";
import { freePort } from "@/lib/start/ports";
import { programFile } from "@/lib/start/programs.mjs";
import { say } from "@/lib/start/say";
import { startStack, type Stack } from "@/lib/start/stack";
import { add, NOTHING, playwrightTally, vitestTally, type Tally } from "@/lib/start/tally";

/** What a stage has to do with: a folder that is thrown away, the end of everything, where a tool's output goes, and whether it gives way to others. */
type Run = { folder: string; signal: AbortSignal; print: (chunk: Buffer) => void; yields: boolean };

/** Gives what it counted; throws one sentence when it failed without counting. */
type Stage = { name: string; run: (run: Run) => Promise<Tally> };

/** A tool of node_modules; gives its exit code. */
function tool(file: string, args: string[], run: Run, env: Record<string, string> = {}): Promise<number> {
  return program(path.join("node_modules", file), args, run, env);
}

function program(file: string, args: string[], { signal, print, yields }: Run, env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      signal,
      killSignal: "SIGTERM",
    });
    if (yields && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    for (const stream of [child.stdout, child.stderr]) stream.on("data", print);
    child.once("error", () => resolve(1));
    child.once("close", (code) => resolve(code ?? 1));
  });
}

async function must(what: string, exitCode: Promise<number>): Promise<Tally> {
  if ((await exitCode) !== 0) throw new Error(`${what} found faults.`);
  return NOTHING;
}

const vitest = (project: string): Stage => ({
  name: project,
  run: async (run) => {
    const report = path.join(run.folder, `${project}.json`);
    const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const code = await tool("vitest/vitest.mjs", args, run);
    const tally = vitestTally(report);
    // A file that cannot be loaded fails the run though none of its tests was counted.
    return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
  },
});

/** Chromium and what it looks at need about one core: so many specs are played side by side, each beside an installation of its own. */
const PLAYED_AT_ONCE = 2;

/** The built app, worker and sandbox as `npm start` runs them, in folders that are thrown away; a browser plays these files against them. */
async function playBrowser(run: Run, name: string, files: string, atOnce: number): Promise<Tally> {
  const chromium = findChromium();
  const report = path.join(run.folder, `${name}.json`);
  const stacks: Stack[] = [];
  try {
    while (stacks.length < atOnce) stacks.push(await startNext(run, stacks.length));
    await tool("@playwright/test/cli.js", ["test", "-c", "e2e/playwright.config.ts"], run, {
      CHROMIUM_PATH: chromium,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      SIGNALBOX_E2E_STACKS: JSON.stringify(stacks),
      SIGNALBOX_E2E_FILES: files,
    });
    return playwrightTally(report);
  } finally {
    await Promise.all(stacks.map((stack) => stack.stop()));
  }
}

async function startNext({ folder, signal }: Run, before: number): Promise<Stack> {
  // A start sets it for its own parts, and would take it for the database that it is to use.
  delete process.env.DATABASE_URL;
  const ports = { port: await freePort(3400 + before), sandboxPort: await freePort(4400 + before) };
  return startStack({ dataDir: path.join(folder, `browser-${before}`), host: "127.0.0.1", ...ports, pace: "human", seed: true }, signal);
}

const lint: Stage = {
  name: "lint",
  run: async (run) => {
    await must("Prettier", tool("prettier/bin/prettier.cjs", ["--check", "--log-level=warn", "."], run));
    return must("The linter", tool("eslint/bin/eslint.js", ["--max-warnings=0", "."], run));
  },
};

const types: Stage = {
  name: "types",
  run: async (run) => {
    await must("The route types", tool("next/dist/bin/next", ["typegen"], run));
    return must("The compiler", tool("typescript/bin/tsc", ["--noEmit"], run));
  },
};

const build: Stage = { name: "build", run: ({ signal }) => buildWhenStale(signal).then(() => NOTHING) };

const browserStage = (name: string, files: string, atOnce: number): Stage => ({ name, run: (run) => playBrowser(run, name, files, atOnce) });
const browser = browserStage("browser", "*.spec.ts", PLAYED_AT_ONCE);

const CHAOS_RUNS = 60;

/** The sending contract under a random seed, which it prints; each run that kept its promises counts. */
const chaos: Stage = {
  name: "chaos",
  run: async (run) => {
    await must("The chaos harness", program(programFile("e2e/chaos/main.ts"), ["chaos", "--runs", String(CHAOS_RUNS)], run));
    return { ...NOTHING, passed: CHAOS_RUNS };
  },
};

/**
 * One round after the other; the lanes of a round side by side. The first lane of a round is what the round is for: the
 * others take what it leaves of two cores.
 */
const ROUNDS: readonly (readonly (readonly Stage[])[])[] = [
  [[vitest("unit"), vitest("database")], [types]],
  [[build]],
  // Chromium, web, worker and sandbox fill both cores.
  [[browser]],
  // What is started, installed and killed waits a good part of its time.
  [[vitest("start"), chaos], [lint]],
];

/** For a person to look at: they run when they are named. Lighthouse counts milliseconds, and has the machine for itself. */
const BY_NAME: typeof ROUNDS = [
  [[browserStage("screenshots", "every-page.pictures.ts", PLAYED_AT_ONCE)]],
  [[browserStage("lighthouse", "every-page.lighthouse.ts", 1)]],
];
const STAGES = [...ROUNDS, ...BY_NAME].flat(2);

type Outcome = { name: string; seconds: number; tally: Tally; fault: string | null };

async function runStage({ name, run }: Stage, given: Run): Promise<Outcome> {
  const startedAt = Date.now();
  const ended = await run(given).then(
    (tally) => ({ tally, fault: tally.failed > 0 ? `${tally.failed} failed` : null }),
    (error: unknown) => ({ tally: { ...NOTHING, failed: 1 }, fault: error instanceof Error ? error.message : String(error) }),
  );
  return { name, seconds: (Date.now() - startedAt) / 1000, ...ended };
}

/** The first lane shows its output as it comes, every other one stage by stage, so that no line stands in another's. */
async function runLane(stages: readonly Stage[], isFirst: boolean, given: Omit<Run, "print" | "yields">): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const stage of stages) {
    if (given.signal.aborted) break;
    const kept: Buffer[] = [];
    say(isFirst ? `── ${stage.name} ──` : `── ${stage.name} begins; what it says comes when it has ended ──`);
    const print = (chunk: Buffer) => void (isFirst ? process.stdout.write(chunk) : kept.push(chunk));
    outcomes.push(await runStage(stage, { ...given, print, yields: !isFirst }));
    if (isFirst) continue;
    say(`── ${stage.name} said ──`);
    process.stdout.write(Buffer.concat(kept));
  }
  return outcomes;
}

function printTable(outcomes: readonly Outcome[]): Tally {
  console.log("\nStage         time   passed");
  for (const { name, seconds, tally, fault } of outcomes) {
    const passed = tally.passed > 0 ? String(tally.passed) : fault ? "" : "ok";
    console.log(`${name.padEnd(10)} ${seconds.toFixed(0).padStart(5)} s   ${passed.padEnd(6)} ${fault ?? ""}`.trimEnd());
  }
  const total = outcomes.map(({ tally }) => tally).reduce(add, NOTHING);
  for (const what of total.notRun) console.log(`not run here: ${what}`);
  console.log(`\nTotal: ${total.passed} passed, ${total.failed} failed\n`);
  return total;
}

/** What points at somebody's own database or account must not reach a test. */
const NOT_FOR_TESTS =
  /^(DATABASE_URL|DATA_DIR|PORT|HOST|SANDBOX_PORT|NEXTAUTH_.*|SMSC_.*|SIGNALBOX_GATEWAY|SIGNALBOX_TIME_SCALE|SIGNALBOX_SABOTAGE|SIGNALBOX_ADMIN_.*)$/;

/** Run all stages, or those named on the command line, and say what each came to. */
async function main(): Promise<void> {
  const wanted = process.argv.slice(3);
  const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0) throw new Error(`There is no stage ${unknown.join(", ")}. Stages: ${STAGES.map(({ name }) => name).join(", ")}.`);
  for (const name of Object.keys(process.env)) if (NOT_FOR_TESTS.test(name)) delete process.env[name];
  const stopping = new AbortController();
  // npm hands on a signal that the whole group has had: the second one must not end this before its parts are.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopping.abort(new Error("It was stopped.")));
  const folder = mkdtempSync(path.join(tmpdir(), "signalbox-tests-"));
  // PostgreSQL's user passes through; what is secret inside has rights of its own.
  chmodSync(folder, 0o711);
  try {
    const outcomes: Outcome[] = [];
    const given = { folder, signal: stopping.signal };
    for (const round of wanted.length === 0 ? ROUNDS : [...ROUNDS, ...BY_NAME]) {
      const lanes = round.map((lane) => lane.filter(({ name }) => wanted.length === 0 || wanted.includes(name)));
      const busy = lanes.filter((lane) => lane.length > 0);
      outcomes.push(...(await Promise.all(busy.map((lane, at) => runLane(lane, at === 0, given)))).flat());
    }
    const { failed } = printTable(outcomes);
    process.exitCode = failed > 0 || stopping.signal.aborted ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(`The tests could not be run: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
