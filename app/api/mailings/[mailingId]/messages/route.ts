import { guardRoute } from "@/lib/auth/guard";
import { idInAddress } from "@/lib/keyset";
import { readFilter } from "@/lib/messages/filters";
import { listMessages } from "@/lib/messages/reads";
import { queryInAddress } from "@/lib/search/sealed-query";

type Context = { params: Promise<{ mailingId: string }> };

/** One page of a mailing's messages. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const who = await guardRoute("mailing.read");
  if (who instanceof Response) return who;
  const { searchParams } = new URL(request.url);
  const search = queryInAddress(searchParams.get("search"));
  const page = await listMessages({
    mailingId: idInAddress((await params).mailingId),
    filter: readFilter(searchParams.get("filter")),
    search,
    after: searchParams.get("after"),
  });
  return Response.json({ ...page, search }, { headers: { "cache-control": "no-store" } });
}
