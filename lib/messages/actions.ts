"use server";

import { revalidatePath } from "next/cache";
import { recordAudit } from "@/lib/audit";
import { operatorAction } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { err, ok } from "@/lib/errors";
import { askStatus } from "@/lib/messages/ask";
import { askHistory } from "@/lib/messages/ask-history";
import { placeOfNumber } from "@/lib/messages/display";
import { findLoosely } from "@/lib/messages/find-loosely";
import { lookUp, type LookUp } from "@/lib/messages/reads";
import { enterAnswer } from "@/lib/messages/enter-answer";
import { answerSchema, lookUpSchema, messageRefSchema, singleSchema } from "@/lib/messages/schema";
import { queryForAddress } from "@/lib/search/sealed-query";
import { formatMsisdn } from "@/lib/sms/msisdn";
import { gateway } from "@/lib/smsc/account";
import { sendSingle } from "@/lib/submissions/send-single";

/** Send one message now. */
export const sendSingleAction = operatorAction({ permission: "message.send_single", input: singleSchema }, async ({ operator, input, address }) =>
  sendSingle({ kind: "single", msisdn: input.number, text: input.text, sender: input.sender, operatorId: operator.id, address, gateway: gateway() }),
);

/** Send a draft's text to one's own phone. */
export const sendTestAction = operatorAction({ permission: "message.send_test", input: singleSchema }, async ({ operator, input, address }) =>
  sendSingle({ kind: "test", msisdn: input.number, text: input.text, sender: input.sender, operatorId: operator.id, address, gateway: gateway() }),
);

/** Ask the gateway for one message's status now. */
export const askStatusAction = operatorAction({ permission: "message.ask", input: messageRefSchema }, async ({ input }) => {
  const outcome = await askStatus({ messageId: input.messageId, gateway: gateway() });
  revalidatePath(`/messages/${input.messageId}`);
  return outcome;
});

/** Enter what the gateway's support service says became of a message that ended without a final status. */
export const enterAnswerAction = operatorAction({ permission: "message.answer", input: answerSchema }, async ({ operator, input, address }) => {
  const outcome = await enterAnswer({ ...input, operatorId: operator.id, address });
  revalidatePath(`/messages/${input.messageId}`);
  return outcome;
});

/** Show the whole number of a message to somebody who sees it masked; every time is written down. */
export const revealNumberAction = operatorAction({ permission: "message.reveal", input: messageRefSchema }, async ({ operator, input, address }) =>
  db.$transaction(async (tx) => {
    const message = await tx.message.findUnique({ where: { id: input.messageId }, select: { msisdn: true } });
    if (!message) return err({ code: "message.not_found" });
    await recordAudit(tx, { operatorId: operator.id, event: "message.number_revealed", subject: `message:${input.messageId}`, address });
    return ok({ number: formatMsisdn(message.msisdn) });
  }),
);

/**
 * Find what support asks about, and say where it stands. The question comes in a body and the answer is a link of ids, so
 * that no whole number ever stands in an address. Of a number that nothing is known of the gateway's history is asked;
 * `href` is null when it knows nothing either, or could not be asked (`sinceOn` is null then).
 */
export const lookUpAction = operatorAction({ permission: "message.look_up", input: lookUpSchema }, async ({ input: { query } }) => {
  const loose = await placeOfLoose(query);
  if (loose !== null) return ok({ href: loose });
  const found = await lookUp(query);
  if (found.kind !== "number" || found.rows.length > 0) return placeOf(found, query, null);
  const asked = await askHistory({ msisdn: found.msisdn, gateway: gateway(), now: new Date() });
  if (!asked.ok) return placeOf(found, query, null);
  return placeOf(asked.value.rows > 0 ? await lookUp(query) : found, query, asked.value.sinceOn);
});

/** Where last digits or words lead: straight to the only thing that fits, else to the list of what does; null when nothing does. */
async function placeOfLoose(query: string): Promise<string | null> {
  const { numbers, messageId, mailings } = await findLoosely(query);
  if (numbers.length + mailings.length === 0) return null;
  const [number] = numbers;
  if (number && numbers.length === 1 && messageId === null) return placeOfNumber(number);
  return `/messages?q=${encodeURIComponent(queryForAddress(query))}`;
}

function placeOf(found: LookUp, query: string, sinceOn: string | null) {
  if (found.kind === "message") return ok({ href: `/messages/${found.messageId}` });
  if (found.kind !== "number") return err({ code: "message.not_understood", query });
  const { contactId } = found;
  const messageId = found.rows[0]?.id ?? null;
  if (contactId !== null || messageId !== null) return ok({ href: placeOfNumber({ contactId, messageId }) });
  return ok({ href: null, msisdn: found.msisdn, number: formatMsisdn(found.msisdn), isSuppressed: found.isSuppressed, sinceOn });
}
