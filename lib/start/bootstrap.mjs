// The first step of every command, in plain JavaScript without dependencies: on a fresh clone nothing else can run yet.
// It installs and generates what is missing, compiles the programs, and goes on in this same process, so that signals are simple.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { compilePrograms, programFile } from "./programs.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const NEEDED = [20, 19];
const startedAt = performance.timeOrigin;

/** @param {string} line */
function say(line) {
  console.log(`${String(Math.round((Date.now() - startedAt) / 1000)).padStart(4)} s  ${line}`);
}

/** @param {string} sentence @returns {never} */
function fail(sentence) {
  console.error(`\nSignalbox cannot start: ${sentence}`);
  process.exit(1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
    fail(`it needs Node.js ${NEEDED.join(".")} or newer and this is ${process.versions.node}. Install a newer Node.js from nodejs.org.`);
  }
}

/** Run a command quietly, saying every ten seconds that it still runs; its last lines are shown when it fails. */
function run(what, command, args, env = {}) {
  return new Promise((resolve) => {
    say(`${what} …`);
    const ticker = setInterval(() => say(`${what}, still at it …`), 10_000);
    const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output = (output + chunk).slice(-20_000)));
    child.once("error", (error) => finish(1, error.message));
    child.once("close", (code) => finish(code ?? 1, ""));
    const finish = (code, message) => {
      clearInterval(ticker);
      resolve({ ok: code === 0, tail: `${output}${message}`.trim().split("\n").slice(-15).join("\n") });
    };
  });
}

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");

/** A tree that npm itself made from this very lock needs no second installation. */
function isInstalled() {
  const [wanted, found] = ["package-lock.json", "node_modules/.package-lock.json"].map((file) => {
    const text = read(path.join(ROOT, file));
    return text ? JSON.parse(text).packages : null;
  });
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(([at, { version, optional }]) => at === "" || (found[at] ? found[at].version === version : optional));
}

async function install() {
  const marker = path.join(ROOT, "node_modules", ".signalbox-lock");
  const lock = sha256(read(path.join(ROOT, "package-lock.json")) + process.platform + process.arch);
  if (read(marker) === lock || isInstalled()) return;
  const npmrc = { npm_config_audit: "false", npm_config_fund: "false", npm_config_update_notifier: "false" };
  const { ok, tail } = await run("Installing packages", "npm", ["ci", "--include=dev"], npmrc);
  if (!ok) fail(`the packages could not be installed. Check the connection to the npm registry, then try again.\n\n${tail}`);
  writeFileSync(marker, lock);
}

function prismaSources() {
  const folders = ["prisma", "prisma/models"].map((folder) => path.join(ROOT, folder));
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".prisma"))
      .sort()
      .map((name) => path.join(folder, name)),
  );
}

async function generate() {
  const made = path.join(ROOT, "lib", "generated", "prisma");
  const marker = path.join(made, ".signalbox-schema");
  const schema = sha256(prismaSources().map(read).join("\n") + read(path.join(ROOT, "node_modules/prisma/package.json")));
  if (existsSync(path.join(made, "client.ts")) && read(marker) === schema) return;
  // Generating needs no engine, but looks for one: any executable keeps it from downloading.
  const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" };
  const { ok, tail } = await run("Generating the database client", process.execPath, ["node_modules/prisma/build/index.js", "generate"], env);
  if (!ok) fail(`the database client could not be generated.\n\n${tail}`);
  mkdirSync(made, { recursive: true });
  writeFileSync(marker, schema);
}

const COMMANDS = {
  start: "lib/start/main.ts",
  test: "lib/start/test.ts",
  bench: "e2e/bench/main.ts",
  chaos: "e2e/chaos/main.ts",
  sandbox: "lib/smsc/sandbox/main.ts",
};

const command = process.argv[2] ?? "start";
const entry = COMMANDS[command];
if (!entry || !statSync(path.join(ROOT, entry), { throwIfNoEntry: false }))
  fail(`there is no command ${command}. Commands: ${Object.keys(COMMANDS).join(", ")}.`);

checkNode();
process.chdir(ROOT);
await install();
await generate();
await compilePrograms().catch((error) => fail(`its programs could not be compiled.\n\n${error.message}`));
await import(pathToFileURL(path.join(ROOT, programFile(entry))).href);
