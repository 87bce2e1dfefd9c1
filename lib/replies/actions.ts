"use server";

import { revalidatePath } from "next/cache";
import { operatorAction } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { handleReply, saveStopWords } from "@/lib/replies/commands";
import { replyDeedSchema, stopWordsSchema } from "@/lib/replies/schema";

/** Mark a reply as read or done, or open it again. */
export const handleReplyAction = operatorAction({ permission: "reply.handle", input: replyDeedSchema }, async ({ operator, input, address }) => {
  const outcome = await db.$transaction((tx) => handleReply(tx, input, { operatorId: operator.id, address }));
  revalidatePath("/replies", "layout");
  return outcome;
});

/** Replace the words that suppress a number. */
export const saveStopWordsAction = operatorAction(
  { permission: "stop_words.write", input: stopWordsSchema },
  async ({ operator, input, address }) => {
    const outcome = await db.$transaction((tx) => saveStopWords(tx, input, { operatorId: operator.id, address }));
    revalidatePath("/replies", "layout");
    return outcome;
  },
);
