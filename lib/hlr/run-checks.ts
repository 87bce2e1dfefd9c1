import type { Pool } from "pg";
import { GatewayError } from "@/lib/smsc/errors";
import { GovernorRefusal, type GovernedGateway } from "@/lib/smsc/governor";
import { claimLookup, hasLookupsDue } from "@/lib/submissions/claim-lookup";
import { submitClaimed } from "@/lib/submissions/submit";

/**
 * Ask the gateway about the next slice of a check, and write what came of it; true when there may be more to ask now. One
 * slice at a time: a check is no mailing that a minute matters to.
 */
export async function runNextLookup(pool: Pool, gateway: GovernedGateway): Promise<boolean> {
  if (!(await hasLookupsDue(pool)) || !(await isOpen(gateway))) return false;
  const claimed = await claimLookup(pool);
  if (!claimed) return false;
  const ended = await submitClaimed(
    { send: ({ gatewayId, msisdns, mustLeaveBefore }) => ask(gateway, { gatewayId, msisdns, mustLeaveBefore }) },
    claimed,
  );
  return ended === "accepted" || ended === "refused";
}

type Slice = { gatewayId: number; msisdns?: string[]; mustLeaveBefore?: number };

function ask(gateway: GovernedGateway, { gatewayId, msisdns, mustLeaveBefore }: Slice) {
  if (!msisdns) throw new Error("A check asks about numbers alone.");
  return gateway.lookups.hlr({ gatewayId, msisdns, mustLeaveBefore });
}

/** Where nothing is proven yet, the balance is asked first: it costs nothing. While the breaker is open nothing is claimed. */
async function isOpen(gateway: GovernedGateway): Promise<boolean> {
  try {
    await gateway.probe();
    return true;
  } catch (error) {
    if (error instanceof GovernorRefusal || error instanceof GatewayError) return false;
    throw error;
  }
}

/** The gateway forgets after a day: what has no answer by then gets none. */
const ANSWERS_WITHIN_HOURS = 24;

/**
 * End the checks that have nothing left to ask or to hear: every number is answered, refused, or a day old. Gives their ids;
 * safe to repeat.
 */
export async function completeChecks(pool: Pool): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>({
    name: "checks_complete",
    text: `
      update hlr_check c set state = 'completed', finished_at = now()
      where c.state in ('running', 'stopped') and not exists (
        select from submission s where s.hlr_check_id = c.id and s.state in ('queued', 'submitting')
      ) and not exists (
        select from submission s where s.hlr_check_id = c.id and s.state in ('accepted', 'unconfirmed') and s.open_count > 0
          and s.send_before > now() - $1 * interval '1 hour'
      )
      returning c.id`,
    values: [ANSWERS_WITHIN_HOURS],
  });
  return rows.map(({ id }) => id);
}
