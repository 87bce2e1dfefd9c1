import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MessageDetail } from "@/components/messages/message-detail";
import type { MayDo } from "@/components/messages/remedy";
import { requirePermission } from "@/lib/auth/guard";
import { can, type Role } from "@/lib/auth/permissions";
import { readBalance } from "@/lib/balance/reads";
import { findResult } from "@/lib/hlr/reads";
import { getTranslator } from "@/lib/i18n/request";
import { idInAddress } from "@/lib/keyset";
import { maskedRow } from "@/lib/messages/rows";
import { findMessage } from "@/lib/messages/timeline";

type Props = { params: Promise<{ messageId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslator("messages");
  return { title: t("page.titleId", { id: (await params).messageId }) };
}

function mayDo(role: Role): MayDo {
  return {
    answer: can(role, "message.answer"),
    sendSingle: can(role, "message.send_single"),
    suppress: can(role, "suppression.add"),
    openMailing: can(role, "mailing.read"),
    openBalance: can(role, "balance.read"),
    openContact: can(role, "contact.read"),
  };
}

export default async function MessagePage({ params }: Props) {
  const operator = await requirePermission("message.look_up");
  const [message, balance] = await Promise.all([findMessage(idInAddress((await params).messageId, Number.MAX_SAFE_INTEGER)), readBalance()]);
  if (!message) notFound();
  const isMasked = !can(operator.role, "contact.read");
  const shown = isMasked ? maskedRow(message) : message;
  const found = message.kind === "hlr" ? await findResult(message.id) : null;
  const lookup = found && isMasked ? { ...found, msisdn: shown.msisdn, name: null } : found;
  return <MessageDetail initial={shown} lookup={lookup} currency={balance?.currency ?? null} isMasked={isMasked} may={mayDo(operator.role)} />;
}
