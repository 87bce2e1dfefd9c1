import { z } from "zod";
import { SUPPORT_ANSWERS } from "@/lib/messages/answers";
import { msisdnSchema, senderSchema, textSchema } from "@/lib/sms/schema";

export const singleSchema = z.object({ number: msisdnSchema, sender: senderSchema, text: textSchema });
export const lookUpSchema = z.object({ query: z.string().trim().min(1, "required").max(100, "too_long") });
export const messageRefSchema = z.object({ messageId: z.number().int().positive() });

export const answerSchema = messageRefSchema.extend({ status: z.literal(SUPPORT_ANSWERS) });
