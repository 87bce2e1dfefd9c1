import { queryOptions } from "@tanstack/react-query";
import { z } from "zod/mini";
import { getJson } from "@/lib/http";
import { isOpen } from "@/lib/messages/lifecycle";
import type { NumberOrigin } from "@/lib/messages/origin";
import type { MessageView } from "@/lib/messages/timeline";

const POLL_MS = 1_500;
const messageSchema = z.custom<MessageView>((value) => typeof value === "object" && value !== null && "tries" in value && "reports" in value);

const originSchema = z.object({ origin: z.custom<NumberOrigin | null>((value) => typeof value === "object") });
const exchangesSchema = z.object({
  exchanges: z.array(
    z.object({
      id: z.number(),
      startedAt: z.string(),
      durationMs: z.number(),
      script: z.string(),
      outcome: z.string(),
      gatewayCode: z.nullable(z.number()),
      parameters: z.record(z.string(), z.string()),
    }),
  ),
});

export const messageQueries = {
  all: () => ["messages"] as const,
  of: (messageId: number) =>
    queryOptions({
      queryKey: [...messageQueries.all(), messageId],
      queryFn: ({ signal }) => getJson(`/api/messages/${messageId}`, messageSchema, signal),
      refetchInterval: ({ state }) => (state.data && !isOpen(state.data.state) ? false : POLL_MS),
    }),
  origin: (messageId: number) =>
    queryOptions({
      queryKey: [...messageQueries.all(), messageId, "origin"],
      queryFn: ({ signal }) => getJson(`/api/messages/${messageId}/origin`, originSchema, signal),
      staleTime: Infinity,
      retry: false,
    }),
  exchanges: (messageId: number, enabled: boolean) =>
    queryOptions({
      queryKey: [...messageQueries.all(), messageId, "exchanges"],
      queryFn: ({ signal }) => getJson(`/api/messages/${messageId}/exchanges`, exchangesSchema, signal),
      enabled,
    }),
};
