import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ContactFacts } from "@/components/contacts/contact-facts";
import { EditContactDialog } from "@/components/contacts/edit-contact-dialog";
import { ContactTimeline } from "@/components/contacts/contact-timeline";
import { SuppressDialog } from "@/components/suppression/suppress-dialog";
import { SuppressedBadge } from "@/components/suppression/suppressed-badge";
import { SuppressionBanner } from "@/components/suppression/suppression-banner";
import { PageHeader } from "@/components/ui/page-header";
import { requirePermission } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { listContactEvents } from "@/lib/contacts/history";
import { findContact } from "@/lib/contacts/reads";
import { getTranslator } from "@/lib/i18n/request";
import { idInAddress } from "@/lib/keyset";
import { findMessagesTo } from "@/lib/messages/reads";
import { listRepliesFrom } from "@/lib/replies/reads";
import { formatMsisdn } from "@/lib/sms/msisdn";

type Props = { params: Promise<{ contactId: string }>; searchParams: Promise<{ before?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("contacts");
  return { title: t("page.title") };
}

export default async function ContactPage({ params, searchParams }: Props) {
  const { role } = await requirePermission("contact.read");
  const [{ contactId }, { before }, t] = await Promise.all([params, searchParams, getTranslator("contacts")]);
  const contact = await findContact(idInAddress(contactId));
  if (!contact) notFound();
  const cursor = idInAddress(before ?? "", Number.MAX_SAFE_INTEGER) || null;
  const [found, events, replies] = await Promise.all([
    findMessagesTo(contact.id, { before: cursor }),
    listContactEvents(contact),
    listRepliesFrom(contact.msisdn),
  ]);
  const maySuppress = !contact.suppression && can(role, "suppression.add");
  const mayEdit = can(role, "contact.write");
  const { id, msisdn, name, attributes } = contact;
  const number = formatMsisdn(msisdn);
  const actions = (
    <>
      {maySuppress && <SuppressDialog whom={{ msisdn, shown: number }} />}
      {mayEdit && <EditContactDialog contact={{ id, name, attributes }} />}
    </>
  );
  return (
    <>
      <PageHeader
        title={<span className="tabular-nums">{number}</span>}
        breadcrumb={[{ label: t("title"), href: "/contacts" }, { label: number }]}
        badge={contact.suppression && <SuppressedBadge />}
        description={name}
        actions={maySuppress || mayEdit ? actions : undefined}
      />
      {contact.suppression && <SuppressionBanner entry={contact.suppression} mayLift={can(role, "suppression.lift")} />}
      <ContactFacts contact={contact} mayTakeOut={can(role, "list.write")} />
      <ContactTimeline contact={contact} found={found} events={events} replies={replies} isFirst={cursor === null} />
    </>
  );
}
