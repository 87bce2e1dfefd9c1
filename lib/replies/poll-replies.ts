import type { Pool } from "pg";
import { db } from "@/lib/db";
import { keepReplies, type Reply } from "@/lib/replies/keep-replies";
import type { InboundMessage } from "@/lib/smsc/gateway";
import { ifAnswered, type GovernedGateway } from "@/lib/smsc/governor";
import { scaled } from "@/lib/time-scale";

/** All that the gateway gives at once, and as far back as it goes. */
const PAGE = 1_000;
const REACH_HOURS = 168;
const EVERY_MS = scaled(60_000, 1_000);
const LEASE_MS = scaled(90_000, 5_000);

/**
 * Ask the gateway for incoming messages, once a minute and by one of all workers; they are kept together with the place
 * reached. Gives how many were new, and whether there are more to be asked for at once.
 */
export async function pollReplies(pool: Pool, gateway: GovernedGateway): Promise<{ kept: number; hasMore: boolean }> {
  const { rows } = await pool.query<{ afterId: string | null }>(
    `update inbound_poll set lease_until = clock_timestamp() + $1 * interval '1 millisecond', asked_at = clock_timestamp()
     where id = 1 and (lease_until is null or lease_until < clock_timestamp())
       and (asked_at is null or asked_at < clock_timestamp() - $2 * interval '1 millisecond')
     returning after_id as "afterId"`,
    [LEASE_MS, EVERY_MS],
  );
  const [turn] = rows;
  if (!turn) return { kept: 0, hasMore: false };
  const from = turn.afterId === null ? {} : { afterId: turn.afterId };
  const page = await ifAnswered(gateway.history.answers({ hours: REACH_HOURS, count: PAGE, ...from }));
  // It is asked again in a minute.
  if (!page) {
    await pool.query("update inbound_poll set lease_until = null where id = 1");
    return { kept: 0, hasMore: false };
  }
  const hasMore = page.length === PAGE;
  const afterId = page.at(-1)?.inboundId ?? turn.afterId;
  const kept = await db.$transaction(async (tx) => {
    const fresh = await keepReplies(tx, "poll", page.flatMap(replyOf));
    // With more to come the next question may leave at once; it is another one, for it begins elsewhere.
    await tx.inboundPoll.update({ where: { id: 1 }, data: { afterId, leaseUntil: null, ...(hasMore ? { askedAt: null } : {}) } });
    return fresh;
  });
  return { kept, hasMore };
}

function replyOf({ inboundId, msisdn, text, ownMsisdn, receivedAt, sentAt }: InboundMessage): Reply[] {
  const at = receivedAt ?? sentAt;
  return at === null || inboundId.length > 20 ? [] : [{ inboundId, msisdn, text, ownMsisdn, receivedAt: at }];
}
