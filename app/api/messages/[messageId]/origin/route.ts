import { guardRoute } from "@/lib/auth/guard";
import { idInAddress } from "@/lib/keyset";
import { readOrigin } from "@/lib/messages/origin";
import { gateway } from "@/lib/smsc/account";

type Context = { params: Promise<{ messageId: string }> };

/** Carrier, country and region of a message's number; `null` while the gateway cannot be asked. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const who = await guardRoute("message.look_up");
  if (who instanceof Response) return who;
  const origin = await readOrigin({ messageId: idInAddress((await params).messageId, Number.MAX_SAFE_INTEGER), gateway: gateway() });
  return Response.json({ origin }, { headers: { "cache-control": "no-store" } });
}
