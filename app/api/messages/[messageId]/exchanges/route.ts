import { guardRoute } from "@/lib/auth/guard";
import { listExchangesOf } from "@/lib/connection/exchanges";
import { idInAddress } from "@/lib/keyset";
import { findMessage } from "@/lib/messages/timeline";

type Context = { params: Promise<{ messageId: string }> };

/** The requests to the gateway that were about one message, redacted as the log keeps them. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const who = await guardRoute("message.look_up");
  if (who instanceof Response) return who;
  const message = await findMessage(idInAddress((await params).messageId, Number.MAX_SAFE_INTEGER));
  if (!message) return Response.json({ code: "message.not_found" }, { status: 404 });
  const exchanges = await listExchangesOf(message.tries.map(({ gatewayId, claimedAt }) => ({ gatewayId, claimedAt: new Date(claimedAt) })));
  return Response.json({ exchanges }, { headers: { "cache-control": "no-store" } });
}
