import { FROM_THE_END, readFilter } from "@/lib/messages/filters";
import { listMessages, type MessagePage, type MessageView } from "@/lib/messages/reads";
import { queryInAddress } from "@/lib/search/sealed-query";

/** `search`: the question as it was written; the address may hold it sealed. */
export type AskedMessagePage = MessagePage & { search: string };

/** The view of a mailing's messages that a query (see `messagesQuery`) asks for: which of them, and from which end. */
export function readMessageView(mailingId: number, query: URLSearchParams): Required<MessageView> {
  return {
    mailingId,
    filter: readFilter(query.get("filter")),
    search: queryInAddress(query.get("search")),
    isDescending: query.get("sort") === FROM_THE_END,
  };
}

/** The page of it that the same query asks for. */
export async function readMessagesPage(mailingId: number, query: URLSearchParams): Promise<AskedMessagePage> {
  const view = readMessageView(mailingId, query);
  return { ...(await listMessages({ ...view, after: query.get("after") })), search: view.search };
}
