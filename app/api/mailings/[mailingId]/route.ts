import { guardRoute } from "@/lib/auth/guard";
import { idInAddress } from "@/lib/keyset";
import { findProgress } from "@/lib/mailings/read-progress";

type Context = { params: Promise<{ mailingId: string }> };

/** What changes while a mailing runs; polled by its page. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const who = await guardRoute("mailing.read");
  if (who instanceof Response) return who;
  const progress = await findProgress(idInAddress((await params).mailingId));
  if (!progress) return Response.json({ code: "mailing.not_found" }, { status: 404 });
  return Response.json(progress, { headers: { "cache-control": "no-store" } });
}
