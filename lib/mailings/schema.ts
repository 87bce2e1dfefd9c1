import { z } from "zod";
import { chosenIdsSchema } from "@/lib/contacts/schema";
import { listNameSchema } from "@/lib/lists/schema";
import { readFilter } from "@/lib/messages/filters";
import { DOUBT_CHOICES } from "@/lib/submissions/schema";
import { senderSchema, textSchema } from "@/lib/sms/schema";

export const PASTED_MAX_COUNT = 10_000;
export const SPEED_MAX = 1_000_000;

export const mailingRefSchema = z.object({ mailingId: z.number().int().positive() });

export const audienceSchema = z.object({
  listIds: z.array(z.number().int().positive()).max(100),
  /** As pasted: numbers between commas, semicolons or line ends. */
  pasted: z
    .string()
    .max(40 * PASTED_MAX_COUNT, "pasted_too_long")
    .refine((pasted) => pasted.split(/[,;\t\n]/).filter((input) => input.trim() !== "").length <= PASTED_MAX_COUNT, "pasted_too_long"),
});

export const speedSchema = z.number().int("speed_invalid").min(1, "speed_invalid").max(SPEED_MAX, "speed_invalid").nullable();

/** What an operator may enter of a mailing. */
export const mailingSchema = audienceSchema.extend({
  mailingId: z.number().int().positive().nullable(),
  name: z.string().trim().min(1, "name_required").max(120, "name_too_long"),
  sender: senderSchema,
  text: textSchema,
  speedPerMinute: speedSchema,
});
export type MailingInput = z.output<typeof mailingSchema>;

export const launchSchema = mailingRefSchema.extend({
  /** ISO instant; null = now. */
  scheduledAt: z.iso.datetime({ offset: true, message: "time_invalid" }).nullable(),
});

export const cancelSchema = mailingRefSchema.extend({ reason: z.string().trim().max(500, "reason_too_long") });
export const pauseSchema = cancelSchema.extend({
  /** ISO instant at which it goes on by itself; null = when a person resumes it. */
  until: z.iso.datetime({ offset: true, message: "time_invalid" }).nullable(),
});
export const decideDoubtsSchema = mailingRefSchema.extend({ choice: z.enum(DOUBT_CHOICES) });
export const changeSpeedSchema = mailingRefSchema.extend({ speedPerMinute: speedSchema });

export const previewSchema = audienceSchema.extend({ text: z.string().max(5_000), sender: z.string().max(15), withQuote: z.boolean() });

const chosenSchema = z.union([
  z.object({ ids: chosenIdsSchema }),
  z.object({ filter: z.string().max(20).transform(readFilter), search: z.string().max(500) }),
]);
export const listOfMessagesSchema = mailingRefSchema.extend({ name: listNameSchema, chosen: chosenSchema });
