import { z } from "zod";
import { senderSchema, textSchema } from "@/lib/mailings/schema";
import { normaliseMsisdn } from "@/lib/sms/msisdn";

/** A number in any format, read as Russian when it has no country code. */
export const msisdnSchema = z.string().transform((input, context) => {
  const read = normaliseMsisdn(input, "RU");
  if (read.ok) return read.msisdn;
  context.addIssue({ code: "custom", message: `number_${read.reason}` });
  return z.NEVER;
});

export const singleSchema = z.object({ number: msisdnSchema, sender: senderSchema, text: textSchema });
export const messageRefSchema = z.object({ messageId: z.number().int().positive() });
