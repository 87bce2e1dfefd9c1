import type { Pool, PoolClient } from "pg";
import { hasEvidence, openAttempt, readMessages, skipMessages, type ClaimedSubmission } from "@/lib/submissions/claim";
import { TIMING } from "@/lib/submissions/timing";
import { transaction } from "@/lib/transaction";

/** A slice of an HLR check that may be asked now; its content is the numbers alone. */
export type ClaimedLookup = Omit<ClaimedSubmission, "mailingId"> & { mailingId: null; checkId: number };

/** Whether a check has anything to ask now: looked at before the gateway is, so that idling costs nothing there. */
export async function hasLookupsDue(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query({ name: "lookups_due", text: `select from (${DUE}) due` });
  return rowCount === 1;
}

/** Checks are few, and each has at most a hundred slices or so: found by the index on (check, state, id). */
const DUE = `
  select s.id from hlr_check c join submission s on s.hlr_check_id = c.id
  where c.state = 'running' and s.state = 'queued' and s.due_at <= clock_timestamp() order by c.id, s.id limit 1`;

/**
 * Claim the next slice of the oldest check that runs; null when there is none. The check's row is shared meanwhile, so that
 * a stop waits the milliseconds of a claim under way and finds what it has left. Whoever was suppressed since leaves the
 * slice in this very transaction, and one of which the gateway has said anything is not asked again.
 */
export async function claimLookup(pool: Pool): Promise<ClaimedLookup | null> {
  const mustLeaveBefore = performance.now() + TIMING.sendWithinMs;
  const claimed = await transaction(pool, async (client) => {
    const slice = await pick(client);
    if (!slice) return null;
    if (slice.attempt > 1 && (await hasEvidence(client, slice.id))) {
      await client.query("update submission set state = 'accepted', attempt = attempt - 1, lease_until = null, settled_at = now() where id = $1", [
        slice.id,
      ]);
      return null;
    }
    return takeOut(client, slice);
  });
  return claimed && { ...claimed, mustLeaveBefore };
}

type Picked = { id: number; attempt: number; checkId: number };

async function pick(client: PoolClient): Promise<Picked | undefined> {
  const { rows } = await client.query<Picked>({
    name: "lookup_pick",
    text: `
      with next as (${DUE} for update of s skip locked for share of c)
      update submission s set state = 'submitting', attempt = s.attempt + 1, denied_at = null, unconfirmed_at = null,
        send_before = clock_timestamp() + $1 * interval '1 millisecond',
        lease_until = clock_timestamp() + $2 * interval '1 millisecond'
      from next where s.id = next.id
      returning s.id, s.attempt, s.hlr_check_id as "checkId"`,
    values: [TIMING.sendWithinMs, TIMING.leaseMs],
  });
  return rows[0];
}

async function takeOut(client: PoolClient, { id, attempt, checkId }: Picked): Promise<Omit<ClaimedLookup, "mustLeaveBefore"> | null> {
  const messages = await readMessages(client, id);
  const skipped = messages.filter(({ skip }) => skip !== null);
  const msisdns = messages.filter(({ skip }) => skip === null).map(({ msisdn }) => msisdn);
  if (skipped.length > 0) await skipMessages(client, id, skipped, msisdns.length === 0);
  if (msisdns.length === 0) return null;
  const gatewayId = await openAttempt(client, id, attempt);
  return { submissionId: id, mailingId: null, checkId, attempt, gatewayId, sender: null, content: { msisdns, text: "" }, size: msisdns.length };
}
