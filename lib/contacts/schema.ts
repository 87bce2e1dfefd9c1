import { z } from "zod";
import { msisdnSchema } from "@/lib/suppression/schema";

export const ATTRIBUTES_MAX_COUNT = 50;

/** What the text of a mailing can ask for as `{{…}}`; `name` and `msisdn` stand in fields of their own. */
const keySchema = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}_ .-]{1,60}$/u, "attribute_invalid")
  .refine((key) => key !== "name" && key !== "msisdn", "attribute_reserved");

const nameSchema = z.string().trim().max(200, "too_long");

export const contactRefSchema = z.object({ contactId: z.number().int().positive() });
export const addContactSchema = z.object({ msisdn: msisdnSchema, name: nameSchema });
export const editContactSchema = contactRefSchema.extend({
  name: nameSchema,
  attributes: z
    .array(z.object({ key: keySchema, value: z.string().trim().max(500, "too_long") }))
    .max(ATTRIBUTES_MAX_COUNT, "too_long")
    .refine((entries) => new Set(entries.map(({ key }) => key)).size === entries.length, "attribute_twice"),
});
