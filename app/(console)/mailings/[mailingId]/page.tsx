import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DraftActions } from "@/components/mailings/draft-actions";
import { MailingAbout, MailingHistory } from "@/components/mailings/mailing-about";
import { MailingMessages } from "@/components/mailings/mailing-messages";
import { MailingOverview } from "@/components/mailings/mailing-overview";
import { Tabs } from "@/components/ui/tabs";
import { requirePermission } from "@/lib/auth/guard";
import { can, canSteer } from "@/lib/auth/permissions";
import { getTranslator } from "@/lib/i18n/request";
import { idInAddress } from "@/lib/keyset";
import { findProgress } from "@/lib/mailings/read-progress";
import { findMailing, listHistory } from "@/lib/mailings/reads";

type Props = { params: Promise<{ mailingId: string }>; searchParams: Promise<{ tab?: string }> };

const TABS = ["messages", "about", "history"] as const;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const mailing = await findMailing(idInAddress((await params).mailingId));
  return { title: mailing?.name };
}

export default async function MailingPage({ params, searchParams }: Props) {
  const operator = await requirePermission("mailing.read");
  const mailingId = idInAddress((await params).mailingId);
  const [mailing, progress, { tab }, t] = await Promise.all([
    findMailing(mailingId),
    findProgress(mailingId),
    searchParams,
    getTranslator("mailings"),
  ]);
  if (!mailing || !progress) notFound();
  const isDraft = mailing.state === "draft";
  const shown = TABS.find((name) => name === tab) ?? (isDraft || mailing.state === "scheduled" ? "about" : "messages");
  return (
    <>
      <MailingOverview name={mailing.name} initial={progress} maySteer={canSteer(operator, mailing)} />
      {isDraft && can(operator.role, "mailing.compose") && <DraftActions mailingId={mailing.id} />}
      <div className="mt-8">
        <Tabs
          label={mailing.name}
          tabs={TABS.map((name) => ({
            href: `/mailings/${mailing.id}?tab=${name}`,
            label: t({ messages: "page.messages", about: "page.text", history: "page.history" }[name]),
            current: name === shown,
          }))}
        />
      </div>
      {shown === "messages" && (
        <MailingMessages initial={progress} mayExport={can(operator.role, "mailing.export")} mayMakeList={can(operator.role, "list.write")} />
      )}
      {shown === "about" && (
        <div className="mt-6">
          <MailingAbout mailing={mailing} />
        </div>
      )}
      {shown === "history" && (
        <div className="mt-6">
          <MailingHistory entries={await listHistory(mailing.id)} />
        </div>
      )}
    </>
  );
}
