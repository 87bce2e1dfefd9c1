import type { Metadata } from "next";
import { SendOneForm, type Single } from "@/components/messages/send-one-form";
import { PageHeader } from "@/components/ui/page-header";
import { requirePermission } from "@/lib/auth/guard";
import { can, type Role } from "@/lib/auth/permissions";
import { getLocale, getTranslator } from "@/lib/i18n/request";
import { idInAddress } from "@/lib/keyset";
import { findMessage } from "@/lib/messages/timeline";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("messages");
  return { title: t("sendOne.title") };
}

type Props = { searchParams: Promise<{ repeat?: string }> };

/** What is to be sent again; nothing where the reader may not see whole numbers. */
async function readRepeated(messageId: number, role: Role): Promise<Single | undefined> {
  const message = messageId > 0 && can(role, "contact.read") ? await findMessage(messageId) : null;
  return message ? { number: `+${message.msisdn}`, sender: message.sender ?? "", text: message.text ?? "" } : undefined;
}

export default async function SendOnePage({ searchParams }: Props) {
  const { role } = await requirePermission("message.send_single");
  const { repeat } = await searchParams;
  const [t, locale, initial] = await Promise.all([
    getTranslator("messages"),
    getLocale(),
    readRepeated(idInAddress(repeat ?? "", Number.MAX_SAFE_INTEGER), role),
  ]);
  const country = new Intl.DisplayNames(locale, { type: "region" }).of("RU") ?? "RU";
  return (
    <>
      <PageHeader title={t("sendOne.title")} description={t("sendOne.lead")} />
      <SendOneForm country={country} initial={initial} />
    </>
  );
}
