import type { Pool } from "pg";
import { listUnlearnt } from "@/lib/messages/learn-lookups";
import { listOpenPairs, markPolled, recordAnswers } from "@/lib/messages/poll-statuses";
import { ifAnswered, type GovernedGateway } from "@/lib/smsc/governor";
import { readStatusSettings } from "@/lib/smsc/settings";
import { listDoubts, recordDenial, type Doubt } from "@/lib/submissions/reconcile";
import { TIMING } from "@/lib/submissions/timing";

/**
 * Make one mass request for statuses: lost answers first, for they hold people up, then, in at most half of the rest, what
 * HLR checks lack, then what is open. Gives the number of pairs asked; 0 when there is nothing to ask or the gateway may
 * not be asked now.
 */
export async function pollStatuses(pool: Pool, gateway: GovernedGateway, now = new Date()): Promise<number> {
  const { pairsPerRequest } = await readStatusSettings(pool);
  const doubts = await listDoubts(pool, pairsPerRequest);
  const doubtful = doubts.flatMap(({ pairs }) => pairs);
  const unlearnt = await listUnlearnt(pool, Math.floor(Math.max(0, pairsPerRequest - doubtful.length) / 2));
  const limit = Math.max(0, pairsPerRequest - doubtful.length - unlearnt.length);
  const open = await listOpenPairs(pool, { limit, olderThanMs: TIMING.askAfterMs, now });
  const pairs = [...doubtful, ...unlearnt, ...open.pairs];
  if (pairs.length === 0) return 0;
  const answers = await ifAnswered(gateway.statuses(pairs));
  // The next round asks again.
  if (!answers) return 0;

  const key = (pair: { gatewayId: number; msisdn: string }) => `${pair.gatewayId} ${pair.msisdn}`;
  const inDoubt = new Set(doubtful.map(key));
  // "Not found" of a doubtful slice is evidence about the slice, not a status of its messages.
  await recordAnswers(
    pool,
    answers.filter((answer) => answer.status !== -3 || !inDoubt.has(key(answer))),
  );
  const denied = new Set(answers.filter(({ status }) => status === -3).map(key));
  for (const doubt of doubts.filter((each) => isDenied(each, denied, key))) await recordDenial(pool, doubt, now);
  await markPolled(pool, open.submissionIds);
  return pairs.length;
}

function isDenied({ pairs }: Doubt, denied: Set<string>, key: (pair: Doubt["pairs"][number]) => string): boolean {
  return pairs.length > 0 && pairs.every((pair) => denied.has(key(pair)));
}
