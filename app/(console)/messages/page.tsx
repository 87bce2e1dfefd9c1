import { MessageSquareDashed, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LookUpBox } from "@/components/messages/look-up-box";
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
import { idInAddress, queryOf } from "@/lib/keyset";
import { lookUp, type LookUp } from "@/lib/messages/reads";
import { formatMsisdn } from "@/lib/sms/msisdn";

type Search = { q?: string | string[]; before?: string };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("messages");
  return { title: t("lookUp.title") };
}

export default async function LookUpPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { role } = await requirePermission("message.look_up");
  const [search, t] = await Promise.all([searchParams, getTranslator("messages")]);
  const q = queryOf(search);
  const found = await lookUp(q, { before: idInAddress(search.before ?? "", Number.MAX_SAFE_INTEGER) || null });
  if (found.kind === "message") redirect(`/messages/${found.messageId}`);
  return (
    <>
      <PageHeader title={t("lookUp.title")} />
      <LookUpBox query={q} />
      <section className="mt-6" aria-live="polite">
        <Found found={found} query={q} role={role} />
      </section>
    </>
  );
}

type FoundProps = { found: Exclude<LookUp, { kind: "message" }>; query: string; role: Role };

async function Found({ found, query, role }: FoundProps) {
  const [t, balance] = await Promise.all([getTranslator("messages"), readBalance()]);
  if (found.kind === "empty") return <EmptyState icon={<MessageSquareDashed />} title={t("lookUp.empty")} />;
  if (found.kind === "not_understood") {
    return (
      <EmptyState icon={<SearchX />} title={t("lookUp.notUnderstood", { query })}>
        {t("lookUp.notUnderstoodHelp")}
      </EmptyState>
    );
  }
  const number = formatMsisdn(found.msisdn);
  const label = t("lookUp.foundMore", { query: found.name ? `${number}, ${found.name}` : number });
  const deeds = (
    <NumberDeeds
      msisdn={found.msisdn}
      contactId={can(role, "contact.read") ? found.contactId : null}
      maySuppress={!found.isSuppressed && can(role, "suppression.add")}
    />
  );
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
          <MessageTable rows={found.rows} currency={balance?.currency ?? null} label={label} />
          <Pagination previousHref={null} nextHref={found.next === null ? null : `/messages?q=${encodeURIComponent(query)}&before=${found.next}`} />
        </>
      )}
    </>
  );
}
