import { guardRoute } from "@/lib/auth/guard";
import { idInAddress } from "@/lib/keyset";
import { readFilter } from "@/lib/messages/filters";
import { listMessages } from "@/lib/messages/reads";

type Context = { params: Promise<{ mailingId: string }> };

/** One page of a mailing's messages. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const who = await guardRoute("mailing.read");
  if (who instanceof Response) return who;
  const { searchParams } = new URL(request.url);
  const page = await listMessages({
    mailingId: idInAddress((await params).mailingId),
    filter: readFilter(searchParams.get("filter")),
    search: searchParams.get("search") ?? "",
    after: searchParams.get("after"),
  });
  return Response.json(page, { headers: { "cache-control": "no-store" } });
}
