import { guardRoute } from "@/lib/auth/guard";
import { idInAddress } from "@/lib/keyset";
import { readMessagesPage } from "@/lib/mailings/read-messages-page";

type Context = { params: Promise<{ mailingId: string }> };

/** One page of a mailing's messages. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const who = await guardRoute("mailing.read");
  if (who instanceof Response) return who;
  const page = await readMessagesPage(idInAddress((await params).mailingId), new URL(request.url).searchParams);
  return Response.json(page, { headers: { "cache-control": "no-store" } });
}
