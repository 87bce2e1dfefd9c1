import { z } from "zod";
import { msisdnSchema, senderSchema, textSchema } from "@/lib/sms/schema";

export const singleSchema = z.object({ number: msisdnSchema, sender: senderSchema, text: textSchema });
export const lookUpSchema = z.object({ query: z.string().trim().min(1, "required").max(100, "too_long") });
export const messageRefSchema = z.object({ messageId: z.number().int().positive() });
export const explanationSchema = z.object({ text: z.string() });

/** What the gateway's support service may say became of a message. */
export const SUPPORT_ANSWERS = [1, 3, 20, 22, 25] as const;
export type SupportAnswer = (typeof SUPPORT_ANSWERS)[number];
export const answerSchema = messageRefSchema.extend({ status: z.literal(SUPPORT_ANSWERS) });
