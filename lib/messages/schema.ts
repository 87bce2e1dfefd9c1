import { z } from "zod";
import { msisdnSchema, senderSchema, textSchema } from "@/lib/sms/schema";

export const singleSchema = z.object({ number: msisdnSchema, sender: senderSchema, text: textSchema });
export const messageRefSchema = z.object({ messageId: z.number().int().positive() });
