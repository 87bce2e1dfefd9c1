export const IMPORT_STATES = ["uploading", "uploaded", "queued", "running", "completed", "failed", "canceled"] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** Every move an import may make. A move that is not listed is refused. */
export const IMPORT_MOVES: Record<ImportState, readonly ImportState[]> = {
  uploading: ["uploaded"],
  uploaded: ["queued", "canceled"],
  queued: ["running", "canceled"],
  running: ["completed", "failed", "canceled"],
  completed: [],
  failed: [],
  canceled: [],
};

/** The states that may move to `next`. */
export function statesBefore(next: ImportState): ImportState[] {
  return IMPORT_STATES.filter((state) => IMPORT_MOVES[state].includes(next));
}

/** No move is left: what the page shows will not change any more. */
export function isSettled(state: ImportState): boolean {
  return IMPORT_MOVES[state].length === 0;
}
