import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { getJson } from "@/lib/http";
import { isOpen } from "@/lib/messages/lifecycle";
import type { MessageView } from "@/lib/messages/timeline";

const POLL_MS = 1_500;
const messageSchema = z.custom<MessageView>((value) => typeof value === "object" && value !== null && "tries" in value && "reports" in value);

export const messageQueries = {
  all: () => ["messages"] as const,
  of: (messageId: number) =>
    queryOptions({
      queryKey: [...messageQueries.all(), messageId],
      queryFn: ({ signal }) => getJson(`/api/messages/${messageId}`, messageSchema, signal),
      refetchInterval: ({ state }) => (state.data && !isOpen(state.data.state) ? false : POLL_MS),
    }),
};
