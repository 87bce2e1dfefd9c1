import { explanationOf, supportRequestOf } from "@/components/messages/message-facts";
import { guardRoute } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { readBalance } from "@/lib/balance/reads";
import { asLocale, INTL_LOCALE } from "@/lib/i18n/config";
import { formatOf } from "@/lib/i18n/format";
import { getTimeZone, translatorOf } from "@/lib/i18n/request";
import { idInAddress } from "@/lib/keyset";
import { readOrigin } from "@/lib/messages/origin";
import { maskedRow } from "@/lib/messages/rows";
import { findMessage } from "@/lib/messages/timeline";
import { gateway } from "@/lib/smsc/account";

type Context = { params: Promise<{ messageId: string }> };

/**
 * What became of one message as a text for the customer, with times in the zone of the customer's number where that is known; or, with `for=support`, a question about it to the gateway's
 * support service; in the language of `locale`. Masked for those who see numbers masked.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const who = await guardRoute("message.look_up");
  if (who instanceof Response) return who;
  const { searchParams } = new URL(request.url);
  const locale = asLocale(searchParams.get("locale"));
  if (!locale) return Response.json({ code: "input.invalid" }, { status: 400 });
  const messageId = idInAddress((await params).messageId, Number.MAX_SAFE_INTEGER);
  const [message, balance, ownZone, origin] = await Promise.all([
    findMessage(messageId),
    readBalance(),
    getTimeZone(),
    readOrigin({ messageId, gateway: gateway() }),
  ]);
  if (!message) return Response.json({ code: "message.not_found" }, { status: 404 });
  const isForSupport = searchParams.get("for") === "support";
  const timeZone = (isForSupport ? null : origin?.timeZone) ?? ownZone;
  const textOf = isForSupport ? supportRequestOf : explanationOf;
  const text = textOf(can(who.role, "contact.read") ? message : maskedRow(message), {
    statuses: translatorOf(locale, "statuses", timeZone),
    messages: translatorOf(locale, "messages", timeZone),
    format: formatOf({ locale: INTL_LOCALE[locale], timeZone }),
    currency: balance?.currency ?? null,
    recipient: { timeZone: origin?.timeZone ?? null, now: new Date() },
  });
  return Response.json({ text }, { headers: { "cache-control": "no-store" } });
}
