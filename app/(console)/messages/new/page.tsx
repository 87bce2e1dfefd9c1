import type { Metadata } from "next";
import { SendOneForm } from "@/components/messages/send-one-form";
import { PageHeader } from "@/components/ui/page-header";
import { requirePermission } from "@/lib/auth/guard";
import { getLocale, getTranslator } from "@/lib/i18n/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("messages");
  return { title: t("sendOne.title") };
}

export default async function SendOnePage() {
  await requirePermission("message.send_single");
  const [t, locale] = await Promise.all([getTranslator("messages"), getLocale()]);
  const country = new Intl.DisplayNames(locale, { type: "region" }).of("RU") ?? "RU";
  return (
    <>
      <PageHeader title={t("sendOne.title")} description={t("sendOne.lead")} />
      <SendOneForm country={country} />
    </>
  );
}
