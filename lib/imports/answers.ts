import type { ImportState } from "@/lib/imports/lifecycle";

/** What the route answers to the polling page. */
export type ImportProgress = {
  id: number;
  state: ImportState;
  fileSize: number;
  bytesRead: number;
  rowCount: number;
  createdCount: number;
  updatedCount: number;
  unchangedCount: number;
  duplicateCount: number;
  rejectedCount: number;
  suppressedCount: number;
  failure: string | null;
  /** Null until it runs. */
  elapsedMs: number | null;
};
