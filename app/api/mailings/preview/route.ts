import { guardRoute } from "@/lib/auth/guard";
import { countAudience, listAttributeKeys, parsePastedNumbers } from "@/lib/mailings/audience";
import { quoteMailing } from "@/lib/mailings/quote";
import { previewSchema } from "@/lib/mailings/schema";
import { gateway } from "@/lib/smsc/account";

/** Who would get it and what it would take, while a mailing is being written. Nothing is kept. */
export async function POST(request: Request): Promise<Response> {
  const who = await guardRoute("mailing.compose");
  if (who instanceof Response) return who;
  const parsed = previewSchema.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return Response.json({ code: "input.invalid" }, { status: 400 });
  const { listIds, pasted, text, sender, withQuote } = parsed.data;
  const { msisdns, invalid } = parsePastedNumbers(pasted);
  const audience = { listIds, msisdns };
  const [quote, keys] = await Promise.all([
    withQuote ? quoteMailing({ ...audience, text, sender: sender || null, gateway: gateway() }) : countAudience(audience, text),
    listAttributeKeys(listIds),
  ]);
  return Response.json({
    segments: null,
    cost: null,
    isEstimate: false,
    ...quote,
    keys,
    invalid: invalid.slice(0, 20),
    invalidCount: invalid.length,
  });
}
