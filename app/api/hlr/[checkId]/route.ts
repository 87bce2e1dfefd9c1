import { guardRoute } from "@/lib/auth/guard";
import { findCheck } from "@/lib/hlr/reads";
import { idInAddress } from "@/lib/keyset";

type Context = { params: Promise<{ checkId: string }> };

/** What changes while a check runs; polled by its page. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const who = await guardRoute("hlr.read");
  if (who instanceof Response) return who;
  const check = await findCheck(idInAddress((await params).checkId));
  if (!check) return Response.json({ code: "hlr.not_found" }, { status: 404 });
  return Response.json(check, { headers: { "cache-control": "no-store" } });
}
