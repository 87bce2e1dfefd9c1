import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import { applyReports } from "@/lib/messages/apply-reports";
import { recordReports, type Report } from "@/lib/messages/record-reports";
import { createClient } from "@/lib/smsc/client";
import { createGovernor, type GovernedGateway } from "@/lib/smsc/governor";
import { createSandbox } from "@/lib/smsc/sandbox/server";
import { claimSubmission, mailingsDue, type ClaimedSubmission } from "@/lib/submissions/claim";
import { pollStatuses } from "@/lib/submissions/poll";
import { recordAccepted } from "@/lib/submissions/record-outcome";
import { submitClaimed } from "@/lib/submissions/submit";
import { given, sampleMsisdn } from "@/lib/testing/factories";

let numbers = 0;
const fresh = (ending: number) => sampleMsisdn(100 * ++numbers + ending);

async function claim(): Promise<ClaimedSubmission> {
  const next = (await mailingsDue(pool))[0];
  const claimed = next && (await claimSubmission(pool, next));
  if (!claimed) throw new Error("Nothing was claimed.");
  return claimed;
}

async function apply() {
  while ((await applyReports(pool)) > 0);
}

/** Charges and refunds of a mailing, and its cost; refunds as they stand, one entry each. */
async function moneyOf(mailingId: number) {
  const { rows } = await pool.query<{ kind: string; amount: string }>("select kind, amount from ledger_entry where mailing_id = $1 order by id", [
    mailingId,
  ]);
  const mailing = await pool.query<{ cost: string }>("select cost from mailing_charge where mailing_id = $1", [mailingId]);
  const sum = (of: string) => rows.filter(({ kind }) => kind === of).reduce((total, { amount }) => total + Number(amount), 0);
  return { charged: sum("charge"), refunded: sum("refund") + 0, cost: Number(mailing.rows[0]?.cost) };
}

beforeEach(async () => {
  await pool.query("update mailing set state = 'canceled'");
});

describe("refunds", () => {
  /** Accept a slice of these numbers at 3 each, the last at 6, as the answer said. */
  async function accept(claimed: ClaimedSubmission, msisdns: readonly string[]) {
    const phones = msisdns.map((msisdn, index) => ({
      msisdn,
      mccmnc: null,
      cost: index === msisdns.length - 1 ? "6" : "3",
      status: null,
      err: null,
    }));
    const cost = String(3 * msisdns.length + 3);
    await recordAccepted(
      { ...claimed, durationMs: 1 },
      { gatewayId: String(claimed.gatewayId), segments: msisdns.length, cost, balance: null, phones },
    );
  }

  const second = (n: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, n));

  it("are the same whatever the order of answer and reports, and however often they come", async () => {
    const said: [number: 0 | 1 | 2 | 3, status: number, cost: string | null][] = [
      [0, -1, "3"],
      [0, 25, "0"],
      [1, 23, null],
      [1, 0, "3"],
      [1, 1, null],
      [2, 0, "3"],
      [2, 1, null],
      [3, 23, "6"],
    ];
    for (let turn = 0; turn < said.length; turn++) {
      const recipients = [0, 1, 2, 3].map(() => fresh(50));
      const { id } = await given.mailing({ recipients });
      const claimed = await claim();
      const reports = said.map(([number, status, cost], index): Report => {
        return { gatewayId: claimed.gatewayId, msisdn: recipients[number] ?? "", status, err: null, at: second(index), cost, segments: null };
      });
      const turned = [...reports.slice(turn), ...reports.slice(0, turn)];
      if (turn % 2) turned.reverse();
      const answerAfter = turn % 3;
      for (const [index, report] of [...turned, ...turned].entries()) {
        if (index === answerAfter) await accept(claimed, recipients);
        await recordReports(pool, "callback", [report]);
        await apply();
      }
      // 25 at 3 and 23 at 6 are given back; a 23 that was delivered after all is paid.
      expect(await moneyOf(id), `turn ${turn}`).toEqual({ charged: 15, refunded: -9, cost: 6 });
    }
  });

  it("are written once by appliers at work at the same time", async () => {
    const recipients = Array.from({ length: 40 }, () => fresh(50));
    const { id } = await given.mailing({ recipients });
    const claimed = await claim();
    await accept(claimed, recipients);
    const reports = recipients.map((msisdn): Report => {
      return { gatewayId: claimed.gatewayId, msisdn, status: 25, err: null, at: second(1), cost: null, segments: null };
    });
    for (let round = 0; round < 3; round++) await recordReports(pool, "callback", reports);
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while ((await applyReports(pool, { limit: 7 })) > 0);
      }),
    );
    expect(await moneyOf(id)).toEqual({ charged: 123, refunded: -123, cost: 0 });
  });
});

describe("the ledger beside the gateway", () => {
  let sandbox: Awaited<ReturnType<typeof createSandbox>>;
  let gateway: GovernedGateway;

  beforeAll(async () => {
    sandbox = await createSandbox({ pace: "at-once" });
    gateway = createGovernor({
      pool,
      settings: "test",
      connect: (onExchange) => createClient({ baseUrl: sandbox.baseUrl, login: "demo", password: "demo", onExchange }),
    });
  });

  afterAll(async () => {
    await gateway.close();
    await sandbox.close();
  });

  it("sums up to what the balance fell by, refunds included", async () => {
    await pool.query("truncate ledger_entry, report_inbox");
    const before = Number((await gateway.balance()).balance);
    const endings = [50, 51, 1, 20, 22, 24, 25, 53, 23, 25];
    const { id } = await given.mailing({ recipients: endings.map(fresh), sliceSize: 5 });
    for (let slices = 0; slices < 2; slices++) {
      const lane = await gateway.openLane();
      if (!lane) throw new Error("No place to send from.");
      expect(await submitClaimed(lane, await claim())).toBe("accepted");
      await lane.release();
    }
    await apply();
    await pool.query("update submission set settled_at = now() - interval '1 hour'");
    await pollStatuses(pool, gateway);
    await apply();
    const { rows } = await pool.query<{ sum: string }>("select sum(amount) from ledger_entry");
    const after = Number((await gateway.balance()).balance);
    const { charged, refunded, cost } = await moneyOf(id);
    expect(refunded).toBeLessThan(0);
    expect(before - after).toBeCloseTo(Number(rows[0]?.sum), 4);
    expect(cost).toBeCloseTo(charged + refunded, 4);
  });
});
