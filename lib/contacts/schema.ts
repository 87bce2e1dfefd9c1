import { z } from "zod";
import { ATTRIBUTES_MAX_COUNT } from "@/lib/contacts/limits";
import { msisdnSchema, suppressSchema } from "@/lib/suppression/schema";

/** What the text of a mailing can ask for as `{{…}}`. */
const KEY = /^[\p{L}\p{N}_ .-]{1,60}$/u;
/** These stand in fields of their own. */
const RESERVED = ["name", "msisdn"];

/** A row that is left blank means nothing, and is left out by who takes it. */
const attributeSchema = z
  .object({ key: z.string().trim(), value: z.string().trim().max(500, "too_long") })
  .refine(({ key, value }) => KEY.test(key) || (key === "" && value === ""), { path: ["key"], error: "attribute_invalid" })
  .refine(({ key }) => !RESERVED.includes(key), { path: ["key"], error: "attribute_reserved" });

const nameSchema = z.string().trim().max(200, "too_long");

export const contactRefSchema = z.object({ contactId: z.number().int().positive() });
/** Ids of rows chosen one by one: what stands on one page. */
export const chosenIdsSchema = z.array(z.number().int().positive()).min(1).max(500);
export const suppressContactsSchema = z.object({
  contactIds: chosenIdsSchema,
  reason: suppressSchema.shape.reason,
});
export const addContactSchema = z.object({ msisdn: msisdnSchema, name: nameSchema });
export const editContactSchema = contactRefSchema.extend({
  name: nameSchema,
  attributes: z
    .array(attributeSchema)
    .max(ATTRIBUTES_MAX_COUNT, "attributes_too_many")
    .refine((entries) => {
      const keys = entries.map(({ key }) => key).filter((key) => key !== "");
      return new Set(keys).size === keys.length;
    }, "attribute_twice"),
});
