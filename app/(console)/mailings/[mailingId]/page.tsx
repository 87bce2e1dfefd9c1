import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DraftActions } from "@/components/mailings/draft-actions";
import { FailureCauses } from "@/components/mailings/failure-causes";
import { MailingAbout, MailingHistory } from "@/components/mailings/mailing-about";
import { MailingMessages } from "@/components/mailings/mailing-messages";
import { MailingDeliveryTimes } from "@/components/mailings/delivery-times";
import { MailingOverview } from "@/components/mailings/mailing-overview";
import { Tabs } from "@/components/ui/tabs";
import { requirePermission } from "@/lib/auth/guard";
import { can, canSteer, type Role } from "@/lib/auth/permissions";
import { getTranslator } from "@/lib/i18n/request";
import { idInAddress } from "@/lib/keyset";
import { listChoices } from "@/lib/lists/reads";
import { findProgress } from "@/lib/mailings/read-progress";
import { findMailing, listHistory, type Progress } from "@/lib/mailings/reads";
import { readMessagesPage } from "@/lib/mailings/read-messages-page";
import { readDeliveryTimes } from "@/lib/reports/delivery-times";
import { messagesQuery, type MessagesSearch } from "@/lib/messages/filters";

type Props = { params: Promise<{ mailingId: string }>; searchParams: Promise<MessagesSearch & { tab?: string }> };

const TABS = ["messages", "delivery", "about", "history"] as const;
const TAB_WORDS = { messages: "page.messages", delivery: "deliveryTimes.tab", about: "page.text", history: "page.history" } as const;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const mailing = await findMailing(idInAddress((await params).mailingId));
  return { title: mailing?.name };
}

export default async function MailingPage({ params, searchParams }: Props) {
  const operator = await requirePermission("mailing.read");
  const mailingId = idInAddress((await params).mailingId);
  const [mailing, progress, search, t] = await Promise.all([
    findMailing(mailingId),
    findProgress(mailingId),
    searchParams,
    getTranslator("mailings"),
  ]);
  if (!mailing || !progress) notFound();
  const isDraft = mailing.state === "draft";
  const shown = TABS.find((name) => name === search.tab) ?? (isDraft || mailing.state === "scheduled" ? "about" : "messages");
  return (
    <>
      <MailingOverview name={mailing.name} initial={progress} maySteer={canSteer(operator, mailing)} />
      {isDraft && can(operator.role, "mailing.compose") && <DraftActions mailingId={mailing.id} />}
      <div className="mt-8">
        <Tabs
          label={mailing.name}
          tabs={TABS.map((name) => ({
            href: `/mailings/${mailing.id}?tab=${name}`,
            label: t(TAB_WORDS[name]),
            current: name === shown,
          }))}
        />
      </div>
      {shown === "messages" && <Messages progress={progress} search={search} role={operator.role} />}
      {shown === "delivery" && (
        <div className="mt-6 flex flex-col gap-10">
          <MailingDeliveryTimes times={await readDeliveryTimes(mailing.id)} />
          <FailureCauses initial={progress} />
        </div>
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

/** The messages that the address asks for come with the page: its script need not ask for them first. */
async function Messages({ progress, search, role }: { progress: Progress; search: MessagesSearch; role: Role }) {
  const query = messagesQuery(search);
  const [page, lists] = await Promise.all([
    readMessagesPage(progress.id, new URLSearchParams(query)),
    can(role, "list.write") ? listChoices() : null,
  ]);
  return (
    <MailingMessages
      initial={progress}
      first={{ query, page }}
      mayExport={can(role, "mailing.export")}
      lists={lists && lists.map(({ name }) => name)}
    />
  );
}
