import { z } from "zod";
import { COLUMNS_MAX_COUNT, DELIMITERS, ENCODINGS } from "@/lib/imports/limits";
import { INT_MAX } from "@/lib/keyset";
import { listNameSchema } from "@/lib/lists/schema";

/** How the bytes of a file become rows. */
export const layoutSchema = z.object({
  encoding: z.enum(ENCODINGS),
  delimiter: z.enum(DELIMITERS),
  hasHeader: z.boolean(),
});
export type Layout = z.output<typeof layoutSchema>;

/** What the text of a mailing can ask for as `{{…}}`. */
export const attributeKeySchema = z
  .string()
  .regex(/^[\p{L}\p{N}_.-](?:[\p{L}\p{N}_ .-]{0,58}[\p{L}\p{N}_.-])?$/u, "attribute_invalid")
  .refine((key) => key !== "__proto__", "attribute_invalid");

/** One entry a column: `msisdn`, `name`, an attribute's name, or null for a column that is left out. */
export const columnsSchema = z
  .array(attributeKeySchema.nullable())
  .min(1)
  .max(COLUMNS_MAX_COUNT, "columns_too_many")
  .refine((columns) => columns.filter((column) => column === "msisdn").length === 1, "columns_number_once")
  .refine((columns) => {
    const used = columns.filter((column) => column !== null);
    return new Set(used).size === used.length;
  }, "columns_twice");

/** What `import.mapping` holds. A new list is made together with its first members. */
export const mappingSchema = z.object({ columns: columnsSchema, newListName: z.string().nullable() });
export type Mapping = z.output<typeof mappingSchema>;

const idSchema = z.number().int().positive().max(INT_MAX);

export const importRefSchema = z.object({ importId: idSchema });

export const confirmImportSchema = importRefSchema.extend({
  layout: layoutSchema,
  columns: columnsSchema,
  /** ISO 3166; what numbers without a country code belong to. */
  defaultCountry: z.string().regex(/^[A-Z]{2}$/),
  listId: idSchema.nullable(),
  newListName: listNameSchema.nullable(),
});
export type ConfirmImportInput = z.output<typeof confirmImportSchema>;
