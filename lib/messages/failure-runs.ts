import type { PoolClient } from "pg";
import { isDelivered } from "@/lib/smsc/status-catalogue";

/** A message came to a status. */
export type Outcome = { mailingId: number; msisdn: string; status: number; at: Date | null; claimedAt: Date };

/** First key of the advisory lock under which what failed in a row is noted, a mailing at a time. */
const RUNS_LOCK = 2;

/** The run of messages that were not paid for, among the runs of number ranges. */
export const UNPAID = "24";
/** Digits that a range of numbers is told by: country code and what says the carrier within it. */
const RANGE_DIGITS = 5;

/** Handed to a carrier and not delivered by it: expired, undeliverable, unavailable. */
const FAILED_AT_CARRIER = new Set([3, 20, 25]);

type Run = { mailingId: number; what: string; failed: number; isBroken: boolean };

/**
 * Fold outcomes into runs, in the order of their times: a delivery ends the run of its range, failures after it begin a
 * new one. What a carrier took was paid for, and ends the run of the unpaid. Carriers are told by the first digits of a number: the gateway's reports do not name them.
 */
export function runsOf(outcomes: readonly Outcome[]): Run[] {
  const runs = new Map<string, Run>();
  const note = (mailingId: number, what: string, isFailure: boolean) => {
    const key = `${mailingId} ${what}`;
    const run = runs.get(key) ?? { mailingId, what, failed: 0, isBroken: false };
    runs.set(key, isFailure ? { ...run, failed: run.failed + 1 } : { ...run, failed: 0, isBroken: true });
  };
  for (const { mailingId, msisdn, status } of [...outcomes].sort((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0))) {
    if (status === 24) note(mailingId, UNPAID, true);
    else if (status === 0 || isDelivered(status)) note(mailingId, UNPAID, false);
    if (FAILED_AT_CARRIER.has(status) || isDelivered(status)) note(mailingId, msisdn.slice(0, RANGE_DIGITS), FAILED_AT_CARRIER.has(status));
  }
  return [...runs.values()];
}

/**
 * Note what failed in a row in mailings that are being sent. Slices claimed before the mailing was last resumed are left
 * out: what was known then stopped it once and must not stop it again. Appliers of one mailing are ordered by its lock.
 */
export async function noteFailureRuns(client: PoolClient, outcomes: readonly Outcome[]): Promise<void> {
  if (runsOf(outcomes).length === 0) return;
  for (const mailingId of [...new Set(outcomes.map((outcome) => outcome.mailingId))].sort((a, b) => a - b)) {
    await client.query({ name: "runs_lock", text: "select pg_advisory_xact_lock($1, $2)", values: [RUNS_LOCK, mailingId] });
  }
  const { rows } = await client.query<{ id: number; resumedAt: Date | null }>({
    name: "runs_mailings",
    text: `select id, resumed_at as "resumedAt" from mailing where id = any ($1::int[]) and state = 'sending'`,
    values: [[...new Set(outcomes.map(({ mailingId }) => mailingId))]],
  });
  const resumedAt = new Map(rows.map((row) => [row.id, row.resumedAt?.getTime() ?? 0]));
  const runs = runsOf(outcomes.filter(({ mailingId, claimedAt }) => claimedAt.getTime() > (resumedAt.get(mailingId) ?? Infinity)));
  if (runs.length === 0) return;
  await client.query({
    name: "runs_note",
    text: `
      with run as (select * from unnest($1::int[], $2::text[], $3::int[], $4::bool[]) as r (mailing_id, what, failed, is_broken)),
      ended as (
        update mailing_failure_run f set in_row = 0 from run r
        where r.is_broken and r.failed = 0 and f.mailing_id = r.mailing_id and f.what = r.what and f.in_row > 0
      )
      insert into mailing_failure_run as f (mailing_id, what, in_row) select mailing_id, what, failed from run where failed > 0
      on conflict (mailing_id, what) do update
        set in_row = excluded.in_row + case when (select is_broken from run r where r.mailing_id = f.mailing_id and r.what = f.what) then 0 else f.in_row end`,
    values: [runs.map((run) => run.mailingId), runs.map((run) => run.what), runs.map((run) => run.failed), runs.map((run) => run.isBroken)],
  });
}
