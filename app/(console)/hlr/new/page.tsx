import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { CheckForm } from "@/components/hlr/check-form";
import { PageHeader } from "@/components/ui/page-header";
import { requirePermission } from "@/lib/auth/guard";
import { getTranslator } from "@/lib/i18n/request";
import { listChoices } from "@/lib/lists/reads";

type Props = { searchParams: Promise<{ list?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("hlr");
  return { title: t("form.title") };
}

export default async function NewCheckPage({ searchParams }: Props) {
  await requirePermission("hlr.run");
  const [{ list }, t, lists] = await Promise.all([searchParams, getTranslator("hlr"), listChoices()]);
  const listIds = lists.filter(({ id }) => id === Number(list)).map(({ id }) => id);
  return (
    <>
      <PageHeader title={t("form.title")} description={t("lead")} breadcrumb={[{ label: t("title"), href: "/hlr" }]} />
      <CheckForm lists={lists} listIds={listIds} requestKey={randomUUID()} />
    </>
  );
}
