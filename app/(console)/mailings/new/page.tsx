import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MailingForm, type Draft } from "@/components/mailings/mailing-form";
import { PageHeader } from "@/components/ui/page-header";
import { requirePermission } from "@/lib/auth/guard";
import { readDefaultSpeed } from "@/lib/connection/reads";
import { getTranslator } from "@/lib/i18n/request";
import { listChoices } from "@/lib/lists/reads";
import { findMailing, readPasted } from "@/lib/mailings/reads";

type Props = { searchParams: Promise<{ draft?: string; list?: string }> };

/** A sensible pace to begin with: ten a second. */
const DEFAULT_SPEED = 600;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("mailings");
  return { title: t("form.titleNew") };
}

async function readDraft(mailingId: number | null): Promise<Draft | null> {
  if (mailingId === null) return null;
  const mailing = await findMailing(mailingId);
  if (mailing?.state !== "draft") notFound();
  return {
    mailingId,
    name: mailing.name,
    listIds: mailing.lists.map(({ id }) => id),
    pasted: await readPasted(mailingId),
    sender: mailing.sender ?? "",
    text: mailing.text,
    speedPerMinute: mailing.speedPerMinute,
    localTime: "",
  };
}

export default async function ComposePage({ searchParams }: Props) {
  await requirePermission("mailing.compose");
  const [{ draft, list }, t, speedPerMinute, lists] = await Promise.all([
    searchParams,
    getTranslator("mailings"),
    readDefaultSpeed(DEFAULT_SPEED),
    listChoices(),
  ]);
  const listIds = list && Number(list) ? [Number(list)] : [];
  const empty: Draft = { mailingId: null, name: "", listIds, pasted: "", sender: "", text: "", speedPerMinute, localTime: "" };
  const initial = await readDraft(Number(draft) || null);
  return (
    <>
      <PageHeader title={t(initial ? "form.titleEdit" : "form.titleNew")} breadcrumb={[{ label: t("list.title"), href: "/mailings" }]} />
      <MailingForm initial={initial ?? empty} lists={lists} />
    </>
  );
}
