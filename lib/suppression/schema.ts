import { z } from "zod";
import { normaliseMsisdn } from "@/lib/sms/msisdn";

/** What an entered number belongs to when it has no country code. */
export const DEFAULT_COUNTRY = "RU";

/** A number as people write it → MSISDN. */
export const msisdnSchema = z
  .string()
  .trim()
  .min(1, "required")
  .max(40, "msisdn_invalid")
  .transform((input, context) => {
    const read = normaliseMsisdn(input, DEFAULT_COUNTRY);
    if (read.ok) return read.msisdn;
    context.addIssue({ code: "custom", message: "msisdn_invalid" });
    return z.NEVER;
  });

const reasonSchema = z.string().trim().min(1, "reason_required").max(500, "reason_too_long");

export const suppressSchema = z.object({ msisdn: msisdnSchema, reason: reasonSchema });
export const liftSuppressionSchema = z.object({ msisdn: z.string().regex(/^\d{5,15}$/), reason: reasonSchema });

export const SUPPRESSION_SOURCES = ["operator", "reply", "import", "request", "hlr", "failures"] as const;
export type SuppressionSource = (typeof SUPPRESSION_SOURCES)[number];
