import { MessageSquareDashed, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { LookUpBox } from "@/components/messages/look-up-box";
import { LooseResults } from "@/components/messages/loose-results";
import { MessageTable } from "@/components/messages/message-table";
import { NumberDeeds } from "@/components/messages/number-deeds";
import { Banner } from "@/components/ui/banner";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requirePermission } from "@/lib/auth/guard";
import { can, type Role } from "@/lib/auth/permissions";
import { readBalance } from "@/lib/balance/reads";
import { getTranslator } from "@/lib/i18n/request";
import { idInAddress } from "@/lib/keyset";
import { findLoosely } from "@/lib/messages/find-loosely";
import { findMessagesTo, type FoundNumber } from "@/lib/messages/reads";
import { maskedRow } from "@/lib/messages/rows";
import { queryInAddress } from "@/lib/search/sealed-query";
import { formatMsisdn, maskMsisdn } from "@/lib/sms/msisdn";

type Props = { searchParams: Promise<{ contact?: string; before?: string; q?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("messages");
  return { title: t("lookUp.title") };
}

export default async function LookUpPage({ searchParams }: Props) {
  const { role } = await requirePermission("message.look_up");
  const [{ contact, before, q }, t] = await Promise.all([searchParams, getTranslator("messages")]);
  const query = queryInAddress(q);
  const contactId = idInAddress(contact ?? "");
  const found = contactId ? await findMessagesTo(contactId, { before: idInAddress(before ?? "", Number.MAX_SAFE_INTEGER) || null }) : null;
  return (
    <>
      <PageHeader title={t("lookUp.title")} />
      <LookUpBox key={`${contactId} ${query}`} maySuppress={can(role, "suppression.add")}>
        {found ? (
          <Found found={found} contactId={contactId} role={role} />
        ) : query !== "" ? (
          <FoundLoosely query={query} role={role} />
        ) : (
          <EmptyState icon={<MessageSquareDashed />} title={t("lookUp.empty")} />
        )}
      </LookUpBox>
    </>
  );
}

type FoundProps = { found: FoundNumber; contactId: number; role: Role };

async function Found({ found, contactId, role }: FoundProps) {
  const [t, balance] = await Promise.all([getTranslator("messages"), readBalance()]);
  // A link may come from a colleague: whole numbers are for those who may see contacts.
  const mayOpen = can(role, "contact.read");
  const number = mayOpen ? formatMsisdn(found.msisdn) : maskMsisdn(found.msisdn);
  const label = t("lookUp.foundMore", { query: found.name ? `${number}, ${found.name}` : number });
  const maySuppress = !found.isSuppressed && can(role, "suppression.add");
  const deeds = <NumberDeeds contactId={contactId} shown={number} mayOpen={mayOpen} maySuppress={maySuppress} />;
  return (
    <>
      {found.isSuppressed && (
        <div className="mb-4">
          <Banner tone="attention" title={t("lookUp.suppressed")} />
        </div>
      )}
      {found.rows.length === 0 ? (
        <EmptyState icon={<SearchX />} title={t("lookUp.none", { query: number })} action={deeds}>
          {t("lookUp.noneHelp")}
        </EmptyState>
      ) : (
        <>
          <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
            <h2 className="text-16 font-strong">{label}</h2>
            {deeds}
          </div>
          <MessageTable rows={mayOpen ? found.rows : found.rows.map(maskedRow)} currency={balance?.currency ?? null} label={label} />
          <Pagination previousHref={null} nextHref={found.next === null ? null : `/messages?contact=${contactId}&before=${found.next}`} />
        </>
      )}
    </>
  );
}

async function FoundLoosely({ query, role }: { query: string; role: Role }) {
  const found = await findLoosely(query);
  return <LooseResults found={found} query={query} isMasked={!can(role, "contact.read")} mayOpenMailings={can(role, "mailing.read")} />;
}
