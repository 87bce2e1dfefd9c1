import { guardRoute } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { idInAddress } from "@/lib/keyset";
import { maskedRow } from "@/lib/messages/rows";
import { findMessage } from "@/lib/messages/timeline";

type Context = { params: Promise<{ messageId: string }> };

/** One message and its timeline; polled by its page until its status is final. Masked for those who see numbers masked. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const who = await guardRoute("message.look_up");
  if (who instanceof Response) return who;
  const message = await findMessage(idInAddress((await params).messageId, Number.MAX_SAFE_INTEGER));
  if (!message) return Response.json({ code: "message.not_found" }, { status: 404 });
  return Response.json(can(who.role, "contact.read") ? message : maskedRow(message), { headers: { "cache-control": "no-store" } });
}
