import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/db";
import { resumeMailing } from "@/lib/mailings/steering";
import { sweepHistory } from "@/lib/messages/history-sweep";
import { createClient } from "@/lib/smsc/client";
import { createGovernor, type GovernedGateway } from "@/lib/smsc/governor";
import { createSandbox } from "@/lib/smsc/sandbox/server";
import { checkOriginal } from "@/lib/start/installation";
import { claimSubmission, mailingsDue, type ClaimedSubmission } from "@/lib/submissions/claim";
import { submitClaimed } from "@/lib/submissions/submit";
import { dropCopies, dumpDatabase, restoreDump } from "@/lib/testing/database-copy";
import { given, sampleMsisdn } from "@/lib/testing/factories";

const folder = mkdtempSync(path.join(tmpdir(), "signalbox-restored-"));
const MINUTE_MS = 50;
let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let numbers = 5_000;
const fresh = (count: number) => Array.from({ length: count }, () => sampleMsisdn(100 * ++numbers + 50));

const gatewayOf = (on: Pool): GovernedGateway =>
  createGovernor({
    pool: on,
    minuteMs: MINUTE_MS,
    settings: "test",
    connect: (onExchange) => createClient({ baseUrl: sandbox.baseUrl, login: "demo", password: "demo", timeoutMs: 2_000, onExchange }),
  });

/** Hand over so many slices of a mailing. */
async function send(mailingId: number, slices: number) {
  const gateway = gatewayOf(pool);
  await gateway.probe();
  for (let n = 0; n < slices; n++) {
    const due = (await mailingsDue(pool)).find(({ id }) => id === mailingId);
    const claimed = due && (await claimSubmission(pool, due));
    const lane = await gateway.openLane();
    if (!claimed || !lane) throw new Error("Nothing could be sent.");
    expect(await submitClaimed(lane, claimed)).toBe("accepted");
    await lane.release();
  }
  await gateway.close();
}

const numbersOf = ({ content }: ClaimedSubmission) => (content.personalised ? content.personalised.map(({ msisdn }) => msisdn) : content.msisdns);

/** Every number that would leave of a mailing. */
async function claimAll(on: Pool, mailingId: number): Promise<string[]> {
  const left: string[] = [];
  for (;;) {
    const due = (await mailingsDue(on)).find(({ id }) => id === mailingId);
    if (!due) return left;
    const claimed = await claimSubmission(on, due);
    if (claimed) left.push(...numbersOf(claimed));
  }
}

async function newFolder(): Promise<string> {
  const dataDir = path.join(folder, String(++numbers));
  mkdirSync(dataDir);
  return dataDir;
}

beforeAll(async () => {
  sandbox = await createSandbox({ pace: "at-once", minuteMs: MINUTE_MS });
  await pool.query("insert into installation (id, kind) values (1, 'sandbox')");
});

beforeEach(async () => {
  await pool.query("update mailing set state = 'canceled'");
  await pool.query("update installation set identity = null, cluster = null");
  await pool.query("truncate history_sweep, gateway_budget");
  await pool.query("update gateway_state set breaker = 'closed', proven_settings = 'test' where id = 1");
});

afterAll(async () => {
  await dropCopies();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a mailing of a dump restored elsewhere", () => {
  it.each([
    ["a plain one", undefined],
    ["a personalised one", (msisdn: string) => `Sample for ${msisdn.slice(-4)}`],
  ])("leaves out what left before the restore, and sends the rest: %s", async (_, textOf) => {
    const recipients = fresh(40);
    const texts = textOf && Object.fromEntries(recipients.map((msisdn) => [msisdn, textOf(msisdn)]));
    const { id } = await given.mailing({ recipients, sliceSize: 4, texts });
    await checkOriginal(process.env.DATABASE_URL ?? "", await newFolder());
    // The dump is older than what leaves now.
    const dump = await dumpDatabase();
    await send(id, 6);
    const url = await restoreDump(dump);

    expect(await checkOriginal(url, await newFolder())).toBe(1);
    const copy = new Pool({ connectionString: url });
    const gateway = gatewayOf(copy);
    try {
      while (await sweepHistory(copy, gateway));
      await copy.query("update mailing set state = 'sending' where id = $1", [id]);
      const left = await claimAll(copy, id);
      expect([...left].sort()).toEqual(recipients.slice(24).sort());
      const { rows } = await copy.query<{ reason: string; count: string }>(
        `select skip_reason as reason, count(*) as count from message where mailing_id = $1 and skip_reason is not null group by 1`,
        [id],
      );
      expect(rows.map(({ reason, count }) => [reason, Number(count)])).toEqual([["sent_before", 24]]);
    } finally {
      await gateway.close();
      await copy.end();
    }
  });

  it("is not resumed before the history has been read since", async () => {
    const { id } = await given.mailing({ recipients: fresh(4), state: "paused" });
    const gateway = gatewayOf(pool);
    while (await sweepHistory(pool, gateway));
    await pool.query("update mailing set restored_at = clock_timestamp() where id = $1", [id]);
    const resume = () => db.$transaction((tx) => resumeMailing(tx, { mailingId: id, now: new Date() }));
    expect(await resume()).toEqual({ ok: false, error: { code: "mailing.history_unread" } });
    // Due at once, although the last sweep has only just ended.
    while (await sweepHistory(pool, gateway));
    expect(await resume()).toEqual({ ok: true, value: { state: "sending" } });
    await gateway.close();
  });
});
