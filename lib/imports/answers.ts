import { z } from "zod/mini";
import { IMPORT_STATES } from "@/lib/imports/lifecycle";
import { DELIMITERS, ENCODINGS } from "@/lib/imports/limits";

/** How the bytes of a file become rows. */
export const layoutSchema = z.object({
  encoding: z.enum(ENCODINGS),
  delimiter: z.enum(DELIMITERS),
  hasHeader: z.boolean(),
});
export type Layout = z.output<typeof layoutSchema>;

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
  failure: z.nullable(z.string()),
  /** Null until it runs. */
  elapsedMs: z.nullable(z.number()),
});
export type ImportProgress = z.output<typeof importProgressSchema>;

/** What the upload's route answers: the import that waits to be confirmed, or why there is none. */
export const uploadedSchema = z.object({ importId: z.number() });
export const uploadRefusedSchema = z.looseObject({ code: z.string() });
