import { guardRoute } from "@/lib/auth/guard";
import { findProgress } from "@/lib/imports/reads";
import { idInAddress } from "@/lib/keyset";

type Context = { params: Promise<{ importId: string }> };

/** How far an import is, polled by its page. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const operator = await guardRoute("contact.import");
  if (operator instanceof Response) return operator;
  const importId = idInAddress((await params).importId);
  const progress = await findProgress(importId, new Date());
  if (!progress) return Response.json({ code: "import.not_found" }, { status: 404 });
  return Response.json(progress, { headers: { "cache-control": "no-store" } });
}
