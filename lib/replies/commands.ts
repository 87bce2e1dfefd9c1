import { recordAudit } from "@/lib/audit";
import type { Tx } from "@/lib/db";
import { err, ok, type Result } from "@/lib/errors";
import { STOP_LANGUAGES } from "@/lib/replies/languages";
import type { ReplyDeed, StopWordsInput } from "@/lib/replies/schema";

type By = { operatorId: number; address: string | null };

/** Mark a reply as read or done, or open it again. What is done already keeps who did it first. */
export async function handleReply(tx: Tx, { replyId, deed }: { replyId: number; deed: ReplyDeed }, { operatorId }: By): Promise<Result<undefined>> {
  const now = new Date();
  const where = { id: replyId };
  const { count } = await {
    read: () => tx.inboundMessage.updateMany({ where: { ...where, readAt: null }, data: { readAt: now } }),
    done: () => tx.inboundMessage.updateMany({ where: { ...where, doneAt: null }, data: { readAt: now, doneAt: now, doneById: operatorId } }),
    reopen: () => tx.inboundMessage.updateMany({ where, data: { doneAt: null, doneById: null } }),
  }[deed]();
  if (count === 0 && !(await tx.inboundMessage.findUnique({ where, select: { id: true } }))) return err({ code: "reply.not_found" });
  return ok();
}

/** Replace the stop words by these. They count for what comes in from now on. */
export async function saveStopWords(tx: Tx, input: StopWordsInput, { operatorId, address }: By): Promise<Result<undefined>> {
  const before = (await tx.stopWord.findMany({ orderBy: { word: "asc" } })).map(({ word }) => word);
  await tx.stopWord.deleteMany();
  await tx.stopWord.createMany({
    data: STOP_LANGUAGES.flatMap((language) => input[language].map((word) => ({ word, language }))),
    skipDuplicates: true,
  });
  const after = [...new Set(STOP_LANGUAGES.flatMap((language) => input[language]))].sort();
  await recordAudit(tx, { operatorId, address, event: "stop_words.changed", subject: "stop_words:1", before, after });
  return ok();
}
