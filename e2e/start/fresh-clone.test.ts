import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { serverPlace } from "@/lib/start/postgres-binaries";
import { isAlive } from "@/lib/start/processes";
import { Launcher, open, ROOT } from "./launcher";

const isRoot = process.getuid?.() === 0;
const NOT_IN_A_CLONE = new Set(["node_modules", ".next", ".data", ".git", "test-results", "playwright-report", "next-env.d.ts"]);

/** The tree as somebody gets it who has just cloned it; in a folder that only its owner may enter. */
const clone = path.join(mkdtempSync(path.join(tmpdir(), "signalbox-clone-")), "signalbox");
mkdirSync(clone);
cpSync(ROOT, clone, {
  recursive: true,
  filter: (from) => {
    const at = path.relative(ROOT, from);
    return !NOT_IN_A_CLONE.has(at.split(path.sep)[0] ?? "") && !at.startsWith(path.join("lib", "generated"));
  },
});
chmodSync(clone, 0o700);
const dataDir = path.join(clone, ".data");
const launcher = new Launcher(dataDir, { root: clone, env: { PORT: "3580", SANDBOX_PORT: "4580", npm_config_ignore_scripts: "true" } });
let home = dataDir;

afterAll(async () => {
  await launcher.end();
  rmSync(path.dirname(clone), { recursive: true, force: true });
  if (home !== dataDir) rmSync(home, { recursive: true, force: true });
});

describe("a fresh clone in a folder of mode 0700, install scripts blocked", () => {
  it("reaches the sign-in page by npm start, and says at least every ten seconds what it does", async () => {
    const address = await launcher.address();
    expect((await open(address)).html).toContain("operator@demo.test");
    const told = [...launcher.output.matchAll(/^ *(\d+) s {2}/gm)].map((match) => Number(match[1]));
    const gaps = told.slice(1).map((seconds, at) => seconds - (told[at] ?? 0));
    expect(told.length).toBeGreaterThan(3);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(12);
  });

  it.runIf(isRoot)("as root: keeps PostgreSQL's data where the server's user may go", () => {
    const told = /its data stand in (\S+)\./.exec(launcher.output);
    home = told?.[1] ?? dataDir;
    expect(home).not.toBe(dataDir);
    expect(serverPlace(dataDir, () => {}).home).toBe(home);
  });

  it("leaves no process after SIGINT", async () => {
    const pids = [...launcher.pids(), ...[launcher.serverPid(home)].filter((pid) => pid !== null)];
    expect(pids.length).toBeGreaterThan(4);
    launcher.signal("SIGINT");
    expect(await launcher.exitCode()).toBe(0);
    expect(pids.filter((pid) => isAlive(pid))).toEqual([]);
  });

  it("runs npm test on the same installation; one stage stands for all", () => {
    const run = spawnSync("npm", ["test", "--", "types"], {
      cwd: clone,
      encoding: "utf8",
      env: { ...process.env, npm_config_ignore_scripts: "true" },
      maxBuffer: 64 * 1024 * 1024,
    });
    expect(run.stdout).toMatch(/^types +\d+ s +ok$/m);
    expect(run.status).toBe(0);
  });
});
