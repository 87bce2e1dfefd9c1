// Plain JavaScript: the very first step of every command uses it, before anything can be compiled.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** What runs as a process of its own, by its source. */
const SOURCES = [
  "lib/start/main.ts",
  "lib/start/test.ts",
  "lib/smsc/sandbox/main.ts",
  "lib/worker/main.ts",
  "prisma/seed.ts",
  "e2e/bench/main.ts",
  "e2e/chaos/main.ts",
];
/** Inside `node_modules`, so that the packages are found from there. */
const FOLDER = path.join("node_modules", ".cache", "signalbox");

/**
 * Where a program stands once it is compiled, from the root of the project.
 * @param {string} source such as `lib/worker/main.ts`
 */
export function programFile(source) {
  return path.join(FOLDER, source.replace(/\.ts$/, ".mjs"));
}

/**
 * A worker's memory stays small while it reads a file of a million rows: V8 collects the sooner the less a heap may
 * hold (a third more than what lives, instead of twice as much), and 60 MB of it live.
 */
const WORKER_HEAP = "--max-old-space-size=768";

/** What Node is given to run a worker. */
export const WORKER_ARGS = [WORKER_HEAP, programFile("lib/worker/main.ts")];

/**
 * Compile every program, in the working directory. A tenth of a second for all of them, where
 * compiling file by file at each start took a second for each process. Throws what the compiler says.
 */
export async function compilePrograms() {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: SOURCES.filter((source) => existsSync(source)),
    outdir: FOLDER,
    outbase: ".",
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    write: false,
    logLevel: "silent",
  });
  for (const { path: file, contents } of outputFiles) {
    if (existsSync(file) && readFileSync(file).equals(contents)) continue;
    mkdirSync(path.dirname(file), { recursive: true });
    // Another command may be reading it at this moment.
    writeFileSync(`${file}.${process.pid}`, contents);
    renameSync(`${file}.${process.pid}`, file);
  }
}
