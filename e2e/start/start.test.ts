import { createServer, type Server } from "node:net";
import { mkdtempSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { startPostgres } from "@/lib/start/postgres";
import { isAlive } from "@/lib/start/processes";
import { Launcher, open } from "./launcher";

const folders: string[] = [];
const launchers: Launcher[] = [];

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), "signalbox-start-"));
  folders.push(made);
  return made;
}

function start(dataDir: string, env: Record<string, string> = {}): Launcher {
  const launcher = new Launcher(dataDir, { env });
  launchers.push(launcher);
  return launcher;
}

afterEach(async () => {
  for (const launcher of launchers.splice(0)) await launcher.end();
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

const alive = (pids: number[]) => pids.filter((pid) => isAlive(pid));

/** Live within the ten seconds that a stop may take. */
async function stopped(launcher: Launcher, pids: number[]): Promise<void> {
  const ended = await Promise.race([launcher.exitCode(), delay(10_000, "too late" as const)]);
  expect(ended).toBe(0);
  expect(alive(pids)).toEqual([]);
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

describe("npm start", () => {
  it("ends with the address, the sign-ins and that no SMS leaves; a second start says where it runs; SIGTERM leaves no process", async () => {
    const first = start(folder(), { PORT: "3510", SANDBOX_PORT: "4510" });
    const address = await first.address();
    await first.waitFor(/Ctrl-C stops everything/);
    expect(first.output).toMatch(/no SMS leaves this machine/);
    expect(first.output).toMatch(/operator@demo\.test/);
    expect(await open(address)).toMatchObject({ status: 200, html: expect.stringContaining("operator@demo.test") as string });

    const second = start(first.dataDir, { PORT: "3510", SANDBOX_PORT: "4510" });
    expect(await second.exitCode()).toBe(0);
    expect(second.output).toContain(`already running at ${address}`);

    const pids = first.pids();
    expect(alive(pids)).toHaveLength(5);
    first.signal("SIGTERM");
    await stopped(first, pids);
  });

  it("takes the next ports when its own are taken, and says so", async () => {
    const taken = [await listen(3520), await listen(4520)];
    try {
      const launcher = start(folder(), { PORT: "3520", SANDBOX_PORT: "4520" });
      const address = await launcher.address();
      expect(address).toBe("http://127.0.0.1:3521");
      expect(launcher.output).toMatch(/Port 3520 is taken; the console listens on 3521/);
      expect(launcher.output).toMatch(/Port 4520 is taken; the sandbox listens on 4521/);
      expect((await open(address)).status).toBe(200);
    } finally {
      for (const server of taken) server.close();
    }
  });

  it("takes PostgreSQL over after everything else was killed, ends what a killed launcher left, and recovers a killed PostgreSQL", async () => {
    const dataDir = folder();
    const first = start(dataDir, { PORT: "3530", SANDBOX_PORT: "4530" });
    await first.address();
    const server = first.serverPid();
    for (const pid of first.pids()) if (pid !== server) process.kill(pid, "SIGKILL");
    await first.exitCode();

    const second = start(dataDir, { PORT: "3530", SANDBOX_PORT: "4530" });
    expect((await open(await second.address())).status).toBe(200);
    expect(second.output).toMatch(/Took over the PostgreSQL/);
    expect(second.serverPid()).toBe(server);

    const [launcherPid = 0, ...children] = second.pids().filter((pid) => pid !== server);
    process.kill(launcherPid, "SIGKILL");
    await second.exitCode();
    expect(alive(children)).toEqual(children);
    process.kill(server ?? 0, "SIGKILL");
    const third = start(dataDir, { PORT: "3530", SANDBOX_PORT: "4530" });
    expect((await open(await third.address())).status).toBe(200);
    expect(third.output).toMatch(/Ended 3 processes that an earlier start left behind/);
    expect(alive(children)).toEqual([]);
    const pids = third.pids();
    third.signal("SIGINT");
    await stopped(third, pids);
  });

  it("leaves nothing when it is stopped while it starts", async () => {
    const launcher = start(folder(), { PORT: "3540", SANDBOX_PORT: "4540" });
    await launcher.waitFor(/Starting PostgreSQL/);
    launcher.signal("SIGINT");
    expect(await launcher.exitCode()).toBe(0);
    expect(alive(launcher.pids())).toEqual([]);
    expect(launcher.output).not.toMatch(/cannot start/);
  });

  it("uses the PostgreSQL it is given and starts none of its own", async () => {
    const dataDir = folder();
    const given = await startPostgres({ dataDir: folder(), say: () => {} });
    try {
      const launcher = start(dataDir, { PORT: "3550", SANDBOX_PORT: "4550", DATABASE_URL: given.url });
      expect((await open(await launcher.address())).status).toBe(200);
      expect(existsSync(path.join(dataDir, "postgres"))).toBe(false);
      launcher.signal("SIGTERM");
      await launcher.exitCode();

      // The database was made for the sandbox: it never meets a real account.
      const live = start(dataDir, { PORT: "3550", DATABASE_URL: given.url, SMSC_LOGIN: "sample", SMSC_PASSWORD: "sample" });
      expect(await live.exitCode()).toBe(1);
      expect(live.output).toMatch(/cannot start: This database was made for the sandbox/);
    } finally {
      await given.stop();
    }
  });

  it.each([
    ["a port that is none", { PORT: "http" }, /PORT is http, which is no port/],
    ["a database that is not there", { DATABASE_URL: "postgresql://nobody@127.0.0.1:9/none" }, /cannot start: .*DATABASE_URL/],
    [
      "a live account and nobody to sign in",
      { SMSC_LOGIN: "sample", SMSC_PASSWORD: "sample" },
      /Set SIGNALBOX_ADMIN_EMAIL and SIGNALBOX_ADMIN_PASSWORD/,
    ],
    ["half an account", { SMSC_LOGIN: "sample" }, /cannot start: .*SMSC_PASSWORD/],
    ["an address of the gateway that is none", { SMSC_LOGIN: "a", SMSC_PASSWORD: "b", SMSC_URL: "smsc" }, /cannot start: .*SMSC_URL/],
  ])("refuses %s in one sentence and leaves nothing", async (_, env, words) => {
    const launcher = start(folder(), { PORT: "3560", SANDBOX_PORT: "4560", ...(env as Record<string, string>) });
    expect(await launcher.exitCode()).toBe(1);
    expect(launcher.output).toMatch(words);
    expect(launcher.output).not.toMatch(/\n\s+at /);
    expect(alive(launcher.pids())).toEqual([]);
  });

  it("says what to do about a data folder that it may not write", async () => {
    const file = path.join(folder(), "file");
    writeFileSync(file, "");
    const launcher = start(file, { PORT: "3570" });
    expect(await launcher.exitCode()).toBe(1);
    expect(launcher.output).toMatch(/cannot start: .*DATA_DIR/);
  });
});
