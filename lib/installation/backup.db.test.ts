import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createSandbox } from "@/lib/smsc/sandbox/server";
import { startPostgres, type EmbeddedPostgres } from "@/lib/start/postgres";

const MINUTE_MS = 50;
const SLICES = 10;
const LEAVE = 6;
const home = mkdtempSync(path.join(tmpdir(), "signalbox-backup-"));
const serverDir = path.join(home, "server");
const backup = path.join(home, "backup");
const dataDir = path.join(home, "data");
const recipients = Array.from({ length: 4 * SLICES }, (_, n) => String(79_000_900_050 + 100 * n));
let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let server: EmbeddedPostgres | null = null;

/** The domain, connected to this server: its port is another one at each start. */
async function domainAt({ url }: EmbeddedPostgres) {
  process.env.DATABASE_URL = url;
  vi.resetModules();
  const { pool, db, disconnect } = await import("@/lib/db");
  const { createGovernor } = await import("@/lib/smsc/governor");
  const { createClient } = await import("@/lib/smsc/client");
  const gateway = createGovernor({
    pool,
    minuteMs: MINUTE_MS,
    settings: "test",
    connect: (onExchange) => createClient({ baseUrl: sandbox.baseUrl, login: "demo", password: "demo", timeoutMs: 2_000, onExchange }),
  });
  return {
    pool,
    db,
    gateway,
    ...(await import("@/lib/start/migrate")),
    ...(await import("@/lib/start/installation")),
    ...(await import("@/lib/installation/mark")),
    ...(await import("@/lib/testing/factories")),
    ...(await import("@/lib/messages/history-sweep")),
    ...(await import("@/lib/mailings/steering")),
    ...(await import("@/lib/queue/queue")),
    ...(await import("@/lib/submissions/claim")),
    ...(await import("@/lib/submissions/submit")),
    close: async () => {
      await gateway.close();
      await disconnect();
    },
  };
}
type Domain = Awaited<ReturnType<typeof domainAt>>;

const start = async () => (server = await startPostgres({ dataDir: serverDir, say: () => {}, settings: { fsync: "off" } }));

async function stop(domain: Domain): Promise<void> {
  await domain.close();
  await server?.stop();
  server = null;
}

/** Hand over at most so many slices; gives how many were. */
async function send({ pool, gateway, mailingsDue, claimSubmission, submitClaimed }: Domain, most: number): Promise<number> {
  await gateway.probe();
  for (let slices = 0; ; slices++) {
    const due = slices < most ? (await mailingsDue(pool))[0] : undefined;
    const lane = due && (await gateway.openLane());
    if (!due || !lane) return slices;
    const claimed = await claimSubmission(pool, due);
    if (claimed) await submitClaimed(lane, claimed);
    await lane.release();
  }
}

beforeAll(async () => {
  chmodSync(home, 0o711);
  for (const folder of [serverDir, dataDir]) mkdirSync(folder);
  sandbox = await createSandbox({ pace: "at-once", minuteMs: MINUTE_MS });
});

afterAll(async () => {
  await server?.stop();
  await sandbox.close();
  rmSync(home, { recursive: true, force: true });
});

it("an older backup of the server's files, put back in its place, sends nothing again that has left since", async () => {
  const before = await domainAt(await start());
  const { url } = server ?? { url: "" };
  await before.migrate(url);
  await before.installQueue();
  await before.checkKind(url, "sandbox");
  const { id } = await before.given.mailing({ recipients, sliceSize: 4 });
  expect(await before.checkOriginal(url, dataDir)).toBeNull();
  await stop(before);
  // `-a` keeps owner and rights, as a backup does.
  execFileSync("cp", ["-a", path.join(serverDir, "postgres"), backup]);

  const meanwhile = await domainAt(await start());
  expect(await send(meanwhile, LEAVE)).toBe(LEAVE);
  await meanwhile.keepMark(meanwhile.pool, dataDir);
  await stop(meanwhile);

  rmSync(path.join(serverDir, "postgres"), { recursive: true });
  execFileSync("cp", ["-a", backup, path.join(serverDir, "postgres")]);
  const after = await domainAt(await start());
  expect(await after.checkOriginal(server?.url ?? "", dataDir)).toBe(1);
  const resume = () => after.db.$transaction((tx) => after.resumeMailing(tx, { mailingId: id, now: new Date() }));
  expect(await resume()).toEqual({ ok: false, error: { code: "mailing.history_unread" } });
  await after.gateway.probe();
  while (await after.sweepHistory(after.pool, after.gateway));
  expect(await resume()).toEqual({ ok: true, value: { state: "sending" } });
  await send(after, 2 * SLICES);
  const { rows } = await after.pool.query<{ reason: string; count: number }>(
    "select skip_reason as reason, count(*) from message where mailing_id = $1 and skip_reason is not null group by 1",
    [id],
  );
  expect(rows).toEqual([{ reason: "sent_before", count: 4 * LEAVE }]);
  const ledger = (await (await fetch(`${sandbox.controlUrl}ledger`)).json()) as { accepted: number; repeats: number };
  expect(ledger).toMatchObject({ accepted: 4 * SLICES, repeats: 0 });
  await stop(after);
});
