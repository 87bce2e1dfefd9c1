import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/http";
import { isLive } from "@/lib/mailings/lifecycle";
import { askPreview, type PreviewQuestion } from "@/lib/mailings/preview";
import type { MailingsPage, Progress } from "@/lib/mailings/reads";
import type { AskedMessagePage } from "@/lib/mailings/read-messages-page";

const POLL_MS = 1_500;

/** Keys run from general to particular: invalidating `of(id)` refreshes all that hangs on one mailing. */
export const mailingQueries = {
  all: () => ["mailings"] as const,
  of: (mailingId: number) => [...mailingQueries.all(), mailingId] as const,
  progress: (mailingId: number) =>
    queryOptions({
      queryKey: [...mailingQueries.of(mailingId), "progress"],
      queryFn: ({ signal }) => getJson<Progress>(`/api/mailings/${mailingId}`, ["bar", "numbers"], signal),
      refetchInterval: ({ state }) => (state.data && !isMoving(state.data) ? false : POLL_MS),
    }),
  messages: (mailingId: number, query: string, isMailingMoving: boolean) =>
    queryOptions({
      queryKey: [...mailingQueries.of(mailingId), "messages", query],
      queryFn: ({ signal }) => getJson<AskedMessagePage>(`/api/mailings/${mailingId}/messages?${query}`, ["rows", "search"], signal),
      refetchInterval: isMailingMoving ? POLL_MS : false,
    }),
  /** `address`: the query of the list's page. */
  list: (address: string) =>
    queryOptions({
      queryKey: [...mailingQueries.all(), "list", address],
      queryFn: ({ signal }) => getJson<MailingsPage>(`/api/mailings?${address}`, ["rows", "counts"], signal),
      refetchInterval: ({ state }) => (state.data?.rows.some(isMoving) ? POLL_MS : false),
    }),
};

/** It may still change by itself: it sends, goes on by itself, or the gateway has not said the last word of all that left. */
export function isMoving({ state, numbers, pause }: Pick<Progress, "state" | "numbers" | "pause">): boolean {
  // Whether the balance has risen is worth looking at, too.
  if (pause && (pause.until !== null || pause.cause === "gateway.no_money")) return true;
  return isLive(state) || numbers.leavingNow + numbers.mayStillLeave + numbers.withCarriers > 0;
}

/** What is being written, counted as it stands. */
export const previewQueries = {
  audience: (question: Omit<PreviewQuestion, "withQuote">) =>
    queryOptions({
      queryKey: ["preview", "audience", question],
      queryFn: ({ signal }) => askPreview({ ...question, withQuote: false }, signal),
      enabled: question.listIds.length > 0 || question.pasted.trim() !== "",
      placeholderData: keepPreviousData,
      staleTime: 15_000,
    }),
  quote: (question: Omit<PreviewQuestion, "withQuote">, enabled: boolean) =>
    queryOptions({
      queryKey: ["preview", "quote", question],
      queryFn: ({ signal }) => askPreview({ ...question, withQuote: true }, signal),
      enabled,
      staleTime: 60_000,
    }),
};
