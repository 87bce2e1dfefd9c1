import { z } from "zod";
import { IMPORT_STATES } from "@/lib/imports/lifecycle";
import { INT_MAX } from "@/lib/keyset";

/** A larger file is refused while it arrives. */
export const FILE_MAX_BYTES = 512 * 1024 * 1024;
/** Numbers seen are kept in memory while a file is read: 16 bytes a row. */
export const ROWS_MAX_COUNT = 10_000_000;
export const PREVIEW_ROWS = 20;
export const COLUMNS_MAX_COUNT = 200;

export const ENCODINGS = ["utf-8", "windows-1251", "utf-16le", "utf-16be"] as const;
export const DELIMITERS = [",", ";", "\t"] as const;

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
  newListName: z.string().trim().min(1, "name_required").max(120, "name_too_long").nullable(),
});
export type ConfirmImportInput = z.output<typeof confirmImportSchema>;

/** What the route answers to the polling page. */
export const importProgressSchema = z.object({
  id: z.number(),
  state: z.enum(IMPORT_STATES),
  fileSize: z.number(),
  bytesRead: z.number(),
  rowCount: z.number(),
  createdCount: z.number(),
  updatedCount: z.number(),
  unchangedCount: z.number(),
  duplicateCount: z.number(),
  rejectedCount: z.number(),
  suppressedCount: z.number(),
  failure: z.string().nullable(),
  /** Null until it runs. */
  elapsedMs: z.number().nullable(),
});
export type ImportProgress = z.output<typeof importProgressSchema>;

/** What the upload's route answers: the import that waits to be confirmed, or why there is none. */
export const uploadedSchema = z.object({ importId: z.number() });
export const uploadRefusedSchema = z.looseObject({ code: z.string() });
