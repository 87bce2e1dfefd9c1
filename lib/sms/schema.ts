import { z } from "zod";
import { normaliseMsisdn } from "./msisdn";
import { brokenPlaceholder } from "./template";

/** The gateway takes no longer text. Source: SMSC HTTP API, "send.php". */
export const TEXT_MAX_LENGTH = 1000;

/** Beginnings that the gateway takes for another kind of message, and the mark of a comment that it does not send. */
const SPECIAL_TO_GATEWAY = /^\s*__[A-Z]+__|\n~~~\n/;

/** Whether the gateway would make another kind of message of a text, or send a part of it only. */
export const isSpecialToGateway = (text: string): boolean => SPECIAL_TO_GATEWAY.test(text);

/** Up to 11 Latin letters, digits and signs, or up to 15 digits; empty is the account's default. */
export const senderSchema = z
  .string()
  .trim()
  .regex(/^(?:[A-Za-z0-9 _.\-&!]{1,11}|\d{1,15})?$/, "sender_invalid")
  .transform((sender) => (sender === "" ? null : sender));

/** A text as the gateway will take it; its length in characters as people count them. */
export const textSchema = z
  .string()
  .transform((text) => text.replaceAll("\r\n", "\n"))
  .refine((text) => text.trim() !== "", "text_required")
  .refine((text) => [...text].length <= TEXT_MAX_LENGTH, "text_too_long")
  .refine((text) => brokenPlaceholder(text) === null, "text_placeholder_broken")
  .refine((text) => !isSpecialToGateway(text), "text_special");

/** A number in any format, read as Russian when it has no country code. */
export const msisdnSchema = z.string().transform((input, context) => {
  const read = normaliseMsisdn(input, "RU");
  if (read.ok) return read.msisdn;
  context.addIssue({ code: "custom", message: `number_${read.reason}` });
  return z.NEVER;
});
