import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { saying } from "@/lib/start/say";

/** Every command begins by going there. */
export const ROOT = process.cwd();
const MARKER = path.join(ROOT, ".next", "signalbox-build");
const SOURCES = ["app", "components", "lib", "prisma", "proxy.ts", "next.config.js", "postcss.config.mjs", "tsconfig.json", "package-lock.json"];

/** Names, sizes and contents of everything a build is made of. */
function sourcesHash(): string {
  const hash = createHash("sha256");
  const add = (at: string) => {
    const stat = statSync(at, { throwIfNoEntry: false });
    if (!stat || at.includes(`${path.sep}generated${path.sep}`) || /\.test\.tsx?$/.test(at)) return;
    if (stat.isDirectory()) for (const name of readdirSync(at).sort()) add(path.join(at, name));
    else hash.update(path.relative(ROOT, at)).update(readFileSync(at));
  };
  for (const source of SOURCES) add(path.join(ROOT, source));
  return hash.digest("hex");
}

/** Build the web pages when their sources changed since the last build. Throws one sentence with the build's last lines. */
export async function buildWhenStale(signal?: AbortSignal): Promise<void> {
  const hash = sourcesHash();
  if (existsSync(MARKER) && readFileSync(MARKER, "utf8") === hash) return;
  await saying("Building the pages", async () => {
    const { code, tail } = await next(["build"], signal);
    signal?.throwIfAborted();
    if (code !== 0) throw new Error(`The pages could not be built.\n\n${tail}`);
  });
  writeFileSync(MARKER, hash);
}

function next(args: string[], signal?: AbortSignal): Promise<{ code: number; tail: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(ROOT, "node_modules/next/dist/bin/next"), ...args], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      signal,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000)));
    child.once("error", (error) => (output += error.message));
    child.once("close", (code) => resolve({ code: code ?? 1, tail: output.trim().split("\n").slice(-30).join("\n") }));
  });
}
