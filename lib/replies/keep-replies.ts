import { Prisma } from "@/lib/generated/prisma/client";
import type { Tx } from "@/lib/db";
import { normaliseStopWord } from "@/lib/replies/stop-words";
import { suppress } from "@/lib/suppression/commands";

/** An incoming message as the gateway tells it. */
export type Reply = {
  /** The gateway's own number of it; null when a callback named none. */
  inboundId: string | null;
  /** Digits, or a sender's name. */
  msisdn: string;
  text: string;
  ownMsisdn: string | null;
  /** By the gateway's clock. */
  receivedAt: Date;
};

export type ReplySource = "poll" | "callback";

const TEXT_LENGTH = 2_000;
const NUMBER_LENGTH = 20;
const REASON_LENGTH = 200;
/** Two tellings of one message may differ by so much in their time. */
const SAME_WITHIN = Prisma.raw("interval '5 seconds'");

/** One writer at a time keeps replies: what is told by both ways at one moment is kept once. */
const REPLIES_LOCK = 31;

/**
 * Keep incoming messages, each once, tied to the newest message that had left to its number; one that is a stop word
 * suppresses its number in this very transaction, so that no claim after its commit takes the number along. Gives how
 * many were new. Source: SMSC HTTP API, "get_answers=1" and "Callback, fields".
 */
export async function keepReplies(tx: Tx, source: ReplySource, replies: readonly Reply[]): Promise<number> {
  if (replies.length === 0) return 0;
  await tx.$queryRaw`select pg_advisory_xact_lock(${REPLIES_LOCK}::int, 0)::text`;
  const words = new Set((await tx.stopWord.findMany({ select: { word: true } })).map(({ word }) => word));
  let kept = 0;
  for (const reply of replies.map(fitting)) {
    const isStop = words.has(normaliseStopWord(reply.text)) && /^\d{5,15}$/.test(reply.msisdn);
    if (!(await keepOne(tx, source, reply, isStop))) continue;
    kept += 1;
    if (isStop) await suppress(tx, { msisdn: reply.msisdn, reason: reply.text.slice(0, REASON_LENGTH), source: "reply", operatorId: null });
  }
  return kept;
}

/** As the columns take it: PostgreSQL has no text with a zero character in it. */
function fitting(reply: Reply): Reply {
  const cut = (text: string, length: number) => [...text.replaceAll("\0", "")].slice(0, length).join("");
  return {
    ...reply,
    msisdn: cut(reply.msisdn, NUMBER_LENGTH),
    text: cut(reply.text, TEXT_LENGTH),
    ownMsisdn: reply.ownMsisdn?.slice(0, NUMBER_LENGTH) ?? null,
  };
}

/** False when it was kept before. */
async function keepOne(tx: Tx, source: ReplySource, { inboundId, msisdn, text, ownMsisdn, receivedAt }: Reply, isStop: boolean): Promise<boolean> {
  const known = await tx.$queryRaw<{ id: bigint; inboundId: string | null }[]>`
    select id, inbound_id as "inboundId" from inbound_message
    where inbound_id = ${inboundId} or (
      msisdn = ${msisdn} and text = ${text} and (inbound_id is null or ${inboundId}::text is null)
        and received_at between ${receivedAt}::timestamptz - ${SAME_WITHIN} and ${receivedAt}::timestamptz + ${SAME_WITHIN})
    limit 1`;
  if (known[0]) {
    if (known[0].inboundId === null && inboundId !== null) {
      await tx.$executeRaw`update inbound_message set inbound_id = ${inboundId} where id = ${known[0].id}`;
    }
    return false;
  }
  await tx.$executeRaw`
    insert into inbound_message (inbound_id, msisdn, text, own_msisdn, received_at, source, is_stop, done_at, message_id)
    values (${inboundId}, ${msisdn}, ${text}, ${ownMsisdn}, ${receivedAt}, ${source}, ${isStop},
      case when ${isStop} then now() end,
      (select m.id from message m left join submission s on s.id = m.submission_id
       where m.msisdn = ${msisdn} and (m.kind = 'outside' or s.attempt > 0) and m.created_at <= ${receivedAt} order by m.id desc limit 1))`;
  return true;
}
