import { guardRoute } from "@/lib/auth/guard";
import { findProgress } from "@/lib/mailings/reads";

type Context = { params: Promise<{ mailingId: string }> };

/** What changes while a mailing runs; polled by its page. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const who = await guardRoute("mailing.read");
  if (who instanceof Response) return who;
  const progress = await findProgress(Number((await params).mailingId) || 0);
  if (!progress) return Response.json({ code: "mailing.not_found" }, { status: 404 });
  return Response.json(progress, { headers: { "cache-control": "no-store" } });
}
