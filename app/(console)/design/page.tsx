import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Colours, Measures, States, Typeface } from "@/components/design/language";
import { Parts } from "@/components/design/parts";
import { PageHeader } from "@/components/ui/page-header";
import { requirePermission } from "@/lib/auth/guard";
import { env } from "@/lib/env";
import { getTranslator } from "@/lib/i18n/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("design");
  return { title: t("title") };
}

export default async function DesignPage() {
  await requirePermission("settings.manage");
  if (env.SIGNALBOX_GATEWAY !== "sandbox") notFound();
  const t = await getTranslator("design");
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} />
      <div className="flex flex-col gap-12">
        <Colours />
        <States />
        <Typeface />
        <Measures />
        <Parts />
      </div>
    </>
  );
}
