import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { askCheckPreview, type CheckQuestion } from "@/lib/hlr/preview";
import type { CheckProgress } from "@/lib/hlr/reads";
import { getJson } from "@/lib/http";

const POLL_MS = 1_500;

export const checkQueries = {
  progress: (checkId: number) =>
    queryOptions({
      queryKey: ["hlr", checkId, "progress"],
      queryFn: ({ signal }) => getJson<CheckProgress>(`/api/hlr/${checkId}`, ["verdicts"], signal),
      refetchInterval: ({ state }) => (state.data && !isCheckMoving(state.data) ? false : POLL_MS),
    }),
  count: (question: CheckQuestion) =>
    queryOptions({
      queryKey: ["hlr", "count", question],
      queryFn: ({ signal }) => askCheckPreview({ ...question, withQuote: false }, signal),
      enabled: question.listIds.length > 0 || question.pasted.trim() !== "",
      placeholderData: keepPreviousData,
      staleTime: 15_000,
    }),
  quote: (question: CheckQuestion, enabled: boolean) =>
    queryOptions({
      queryKey: ["hlr", "quote", question],
      queryFn: ({ signal }) => askCheckPreview({ ...question, withQuote: true }, signal),
      enabled,
      staleTime: 60_000,
    }),
};

/** It may still change by itself: it asks, or answers are to come. */
export function isCheckMoving({ state, queuedCount, answeredCount, size, unlearntCount }: CheckProgress): boolean {
  return state === "running" || (state === "stopped" && answeredCount + queuedCount < size) || unlearntCount > 0;
}
