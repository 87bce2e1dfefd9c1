import { guardRoute } from "@/lib/auth/guard";
import { countChosen } from "@/lib/hlr/choose";
import { quoteCheck } from "@/lib/hlr/quote";
import { checkPreviewSchema } from "@/lib/hlr/schema";
import { parsePastedNumbers } from "@/lib/mailings/audience";
import { gateway } from "@/lib/smsc/account";

/** Whom a check would ask about and what it would take, while it is being chosen. Nothing is kept. */
export async function POST(request: Request): Promise<Response> {
  const who = await guardRoute("hlr.run");
  if (who instanceof Response) return who;
  const parsed = checkPreviewSchema.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return Response.json({ code: "input.invalid" }, { status: 400 });
  const { listIds, pasted, again, withQuote } = parsed.data;
  const { msisdns, invalid } = parsePastedNumbers(pasted);
  const choice = { listIds, msisdns, again };
  const counted = withQuote ? await quoteCheck({ ...choice, gateway: gateway(), now: new Date() }) : await countChosen(choice);
  return Response.json({ cost: null, isEstimate: false, balance: null, ...counted, invalid: invalid.slice(0, 20), invalidCount: invalid.length });
}
