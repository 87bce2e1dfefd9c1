import { FROM_THE_END, readFilter } from "@/lib/messages/filters";
import { listMessages, type MessagePage } from "@/lib/messages/reads";
import { queryInAddress } from "@/lib/search/sealed-query";

/** `search`: the question as it was written; the address may hold it sealed. */
export type AskedMessagePage = MessagePage & { search: string };

/** The page of a mailing's messages that a query (see `messagesQuery`) asks for. */
export async function readMessagesPage(mailingId: number, query: URLSearchParams): Promise<AskedMessagePage> {
  const search = queryInAddress(query.get("search"));
  const isDescending = query.get("sort") === FROM_THE_END;
  const page = await listMessages({ mailingId, filter: readFilter(query.get("filter")), search, after: query.get("after"), isDescending });
  return { ...page, search };
}
