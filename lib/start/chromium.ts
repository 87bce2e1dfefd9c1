import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { ROOT } from "@/lib/start/build";
import { say } from "@/lib/start/say";

/** The one without windows first: it needs less than half of the processor. */
const OF_THE_SYSTEM = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

function found(): string | null {
  const wished = process.env.CHROMIUM_PATH;
  if (wished && !existsSync(wished)) {
    throw new Error(`CHROMIUM_PATH is ${wished}, and nothing is there. Correct it, or leave it out to have a browser looked for.`);
  }
  return wished ?? [...OF_THE_SYSTEM, chromium.executablePath()].find((file) => existsSync(file)) ?? null;
}

const run = (command: string, args: string[]) =>
  spawnSync(command, args, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } })
    .status === 0;

/** Debian's package brings the libraries it needs with it; Playwright's own build needs no root. */
function install(): void {
  const isDebian = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (isDebian) {
    say("No Chromium here: installing Debian's package …");
    const install = (name: string) => run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name]);
    if (run("apt-get", ["update", "-qq"]) && (install("chromium-headless-shell") || install("chromium"))) return;
  }
  say("No Chromium here: installing Playwright's …");
  run(process.execPath, [path.join("node_modules", "@playwright", "test", "cli.js"), "install", "chromium"]);
}

/** The browser for the tests: the system's, else Playwright's own, else one that is installed now. Throws one sentence. */
export function findChromium(): string {
  const already = found();
  if (already) return already;
  install();
  const installed = found();
  if (!installed) throw new Error("The browser tests need Chromium and none could be installed. Install it and set CHROMIUM_PATH to its program.");
  return installed;
}
