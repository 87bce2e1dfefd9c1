import { guardRoute } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { idInAddress } from "@/lib/keyset";
import { findMessage } from "@/lib/messages/timeline";
import { maskMsisdn } from "@/lib/sms/msisdn";

type Context = { params: Promise<{ messageId: string }> };

/** One message and its timeline; polled by its page until its status is final. Masked for those who see numbers masked. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const who = await guardRoute("message.look_up");
  if (who instanceof Response) return who;
  const message = await findMessage(idInAddress((await params).messageId, Number.MAX_SAFE_INTEGER));
  if (!message) return Response.json({ code: "message.not_found" }, { status: 404 });
  const msisdn = can(who.role, "contact.read") ? message.msisdn : maskMsisdn(message.msisdn);
  return Response.json({ ...message, msisdn }, { headers: { "cache-control": "no-store" } });
}
