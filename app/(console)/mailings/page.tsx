import { Plus, Send } from "lucide-react";
import type { Metadata } from "next";
import { MailingList } from "@/components/mailings/mailing-list";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { requirePermission } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { getTranslator } from "@/lib/i18n/request";
import { sortInAddress, sortLink } from "@/lib/keyset";
import { MAILING_SORTS, MAILINGS_OWN_SORT, readMailingsPage, readTab, TABS, type MailingsAddress, type Tab } from "@/lib/mailings/reads";

type Props = { searchParams: Promise<MailingsAddress> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("mailings");
  return { title: t("list.title") };
}

export default async function MailingsPage({ searchParams }: Props) {
  const operator = await requirePermission("mailing.read");
  const [search, t] = await Promise.all([searchParams, getTranslator("mailings")]);
  const page = await readMailingsPage(search);
  const tab = readTab(search.tab);
  const sort = sortInAddress(search.sort, MAILING_SORTS, MAILINGS_OWN_SORT);
  const address = new URLSearchParams({ ...search, tab }).toString();
  const compose = can(operator.role, "mailing.compose") && (
    <ButtonLink href="/mailings/new" variant="primary" icon={<Plus aria-hidden />}>
      {t("list.new")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t("list.title")} actions={compose || undefined} />
      <Tabs
        label={t("list.label")}
        tabs={(Object.keys(TABS) as Tab[]).map((name) => ({
          href: `/mailings?tab=${name}`,
          label: t(`list.tab.${name}`),
          current: name === tab,
          count: name === "all" || name === "done" ? undefined : page.counts[name],
        }))}
      />
      <div className="mt-4">
        {page.rows.length === 0 ? (
          <EmptyState icon={<Send />} title={t(`list.empty.${tab}`)} action={compose || undefined}>
            {t("list.emptyNext")}
          </EmptyState>
        ) : (
          <MailingList
            key={address}
            address={address}
            initial={page}
            sort={{ made: sortLink(`/mailings?tab=${tab}`, sort, "made", true), name: sortLink(`/mailings?tab=${tab}`, sort, "name") }}
            steering={{ operatorId: operator.id, any: can(operator.role, "mailing.steer") }}
          />
        )}
      </div>
    </>
  );
}
