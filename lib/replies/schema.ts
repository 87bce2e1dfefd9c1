import { z } from "zod";
import { readStopWords, STOP_WORD_LENGTH } from "@/lib/replies/stop-words";

const STOP_WORDS_AT_MOST = 100;

/** What a person may do with a reply. */
export const REPLY_DEEDS = ["read", "done", "reopen"] as const;
export type ReplyDeed = (typeof REPLY_DEEDS)[number];

export const replyDeedSchema = z.object({ replyId: z.number().int().positive(), deed: z.enum(REPLY_DEEDS) });

const wordsSchema = z
  .string()
  .max(10_000, "stop_words_too_many")
  .transform(readStopWords)
  .refine((words) => words.length <= STOP_WORDS_AT_MOST, "stop_words_too_many")
  .refine((words) => words.every((word) => word.length <= STOP_WORD_LENGTH), "stop_word_too_long");

/** The words of each language as entered, one a line. */
export const stopWordsSchema = z.object({ en: wordsSchema, ru: wordsSchema });
export type StopWordsInput = z.output<typeof stopWordsSchema>;
