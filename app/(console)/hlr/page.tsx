import { Plus, RadioTower } from "lucide-react";
import type { Metadata } from "next";
import { CheckList } from "@/components/hlr/check-list";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requirePermission } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { readBalance } from "@/lib/balance/reads";
import { listChecks } from "@/lib/hlr/reads";
import { getTranslator } from "@/lib/i18n/request";
import { cursorOf, pageHref } from "@/lib/keyset";

type Props = { searchParams: Promise<{ after?: string; before?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("hlr");
  return { title: t("title") };
}

export default async function ChecksPage({ searchParams }: Props) {
  const { role } = await requirePermission("hlr.read");
  const [t, page, balance] = await Promise.all([getTranslator("hlr"), searchParams.then((search) => listChecks(cursorOf(search))), readBalance()]);
  const begin = can(role, "hlr.run") ? (
    <ButtonLink href="/hlr/new" variant="primary" icon={<Plus aria-hidden />}>
      {t("new")}
    </ButtonLink>
  ) : undefined;
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} actions={begin} />
      {page.rows.length === 0 ? (
        <EmptyState icon={<RadioTower />} title={t("empty")}>
          {t("emptyNext")}
        </EmptyState>
      ) : (
        <CheckList rows={page.rows} currency={balance?.currency ?? null} />
      )}
      <Pagination
        previousHref={pageHref("/hlr", undefined, { before: page.previous })}
        nextHref={pageHref("/hlr", undefined, { after: page.next })}
      />
    </>
  );
}
