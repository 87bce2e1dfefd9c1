import { z } from "zod";
import { HLR_LIMIT, VERDICTS } from "@/lib/hlr/lifecycle";
import { listNameSchema } from "@/lib/lists/schema";
import { audienceSchema } from "@/lib/mailings/schema";

/** Whom a check is about; `again` asks about those as well that were answered a few days ago. */
export const choiceSchema = audienceSchema.extend({ again: z.boolean() });
export const checkPreviewSchema = choiceSchema.extend({ withQuote: z.boolean() });

export const startCheckSchema = choiceSchema.extend({
  /** Made by the form: the same key again is the same check. */
  requestKey: z.uuid(),
  /** Numbers that the price was said for. */
  confirmedCount: z.number().int().min(1).max(HLR_LIMIT),
});

export const checkRefSchema = z.object({ checkId: z.number().int().positive() });

export const listOfResultsSchema = checkRefSchema.extend({
  verdict: z.enum(VERDICTS),
  name: listNameSchema,
});

export const quarantineSchema = checkRefSchema.extend({ reason: z.string().trim().min(1, "reason_required").max(500, "reason_too_long") });
