import { z } from "zod";
import { brokenPlaceholder } from "@/lib/sms/template";

/** The gateway takes no longer text. Source: SMSC HTTP API, "send.php". */
export const TEXT_MAX_LENGTH = 1000;
export const PASTED_MAX_COUNT = 10_000;
export const SPEED_MAX = 1_000_000;

/** Beginnings that the gateway takes for another kind of message, and the mark of a comment that it does not send. */
const SPECIAL_TO_GATEWAY = /^\s*__[A-Z]+__|\n~~~\n/;

export const mailingRefSchema = z.object({ mailingId: z.number().int().positive() });

/** Up to 11 Latin letters, digits and signs, or up to 15 digits. */
export const senderSchema = z
  .string()
  .trim()
  .regex(/^(?:[A-Za-z0-9 _.\-&!]{1,11}|\d{1,15})?$/, "sender_invalid")
  .transform((sender) => (sender === "" ? null : sender));

export const textSchema = z
  .string()
  .transform((text) => text.replaceAll("\r\n", "\n"))
  .refine((text) => text.trim() !== "", "text_required")
  .refine((text) => [...text].length <= TEXT_MAX_LENGTH, "text_too_long")
  .refine((text) => brokenPlaceholder(text) === null, "text_placeholder_broken")
  .refine((text) => !SPECIAL_TO_GATEWAY.test(text), "text_special");

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

export const pauseSchema = mailingRefSchema.extend({ reason: z.string().trim().max(500, "reason_too_long") });
export const changeSpeedSchema = mailingRefSchema.extend({ speedPerMinute: speedSchema });

export const previewSchema = audienceSchema.extend({ text: z.string().max(5_000), sender: z.string().max(15), withQuote: z.boolean() });
