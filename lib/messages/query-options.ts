import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { getJson } from "@/lib/http";
import type { MessageState } from "@/lib/messages/lifecycle";
import type { MessageView } from "@/lib/messages/timeline";
import { isFinalStatus } from "@/lib/smsc/status-catalogue";

const POLL_MS = 1_500;
const messageSchema = z.custom<MessageView>((value) => typeof value === "object" && value !== null && "tries" in value && "reports" in value);

/** Whether more may become known of a message by itself. */
export function isOpen(state: MessageState): boolean {
  if (typeof state === "object") return !isFinalStatus(state.code) || state.code === 23;
  return ["planned", "leaving", "at_gateway", "unconfirmed"].includes(state);
}

export const messageQueries = {
  all: () => ["messages"] as const,
  of: (messageId: number) =>
    queryOptions({
      queryKey: [...messageQueries.all(), messageId],
      queryFn: ({ signal }) => getJson(`/api/messages/${messageId}`, messageSchema, signal),
      refetchInterval: ({ state }) => (state.data && !isOpen(state.data.state) ? false : POLL_MS),
    }),
};
