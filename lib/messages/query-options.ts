import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/http";
import { isOpen } from "@/lib/messages/lifecycle";
import type { NumberOrigin } from "@/lib/messages/origin";
import type { MessageView } from "@/lib/messages/timeline";

const POLL_MS = 1_500;

/** A request to the gateway that told something of a message, as its page shows it. */
export type Exchange = {
  id: number;
  startedAt: string;
  durationMs: number;
  script: string;
  outcome: string;
  gatewayCode: number | null;
  parameters: Record<string, string>;
};

export const messageQueries = {
  all: () => ["messages"] as const,
  of: (messageId: number) =>
    queryOptions({
      queryKey: [...messageQueries.all(), messageId],
      queryFn: ({ signal }) => getJson<MessageView>(`/api/messages/${messageId}`, ["tries", "reports"], signal),
      refetchInterval: ({ state }) => (state.data && !isOpen(state.data.state) ? false : POLL_MS),
    }),
  origin: (messageId: number) =>
    queryOptions({
      queryKey: [...messageQueries.all(), messageId, "origin"],
      queryFn: ({ signal }) => getJson<{ origin: NumberOrigin | null }>(`/api/messages/${messageId}/origin`, ["origin"], signal),
      staleTime: Infinity,
      retry: false,
    }),
  exchanges: (messageId: number, enabled: boolean) =>
    queryOptions({
      queryKey: [...messageQueries.all(), messageId, "exchanges"],
      queryFn: ({ signal }) => getJson<{ exchanges: Exchange[] }>(`/api/messages/${messageId}/exchanges`, ["exchanges"], signal),
      enabled,
    }),
};
