import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/http";
import { isSettled } from "@/lib/imports/lifecycle";
import type { ImportProgress } from "@/lib/imports/answers";

const PROGRESS_POLL_MS = 700;

/** Keys run from general to particular: invalidating `of(id)` refreshes all that hangs on one import. */
export const importQueries = {
  all: () => ["imports"] as const,
  of: (importId: number) => [...importQueries.all(), importId] as const,
  progress: (importId: number) =>
    queryOptions({
      queryKey: [...importQueries.of(importId), "progress"],
      queryFn: ({ signal }) => getJson<ImportProgress>(`/api/imports/${importId}`, ["state", "rowCount"], signal),
      refetchInterval: ({ state }) => (state.data && isSettled(state.data.state) ? false : PROGRESS_POLL_MS),
    }),
};
