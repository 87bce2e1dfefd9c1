import { Ban, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { SuppressDialog } from "@/components/suppression/suppress-dialog";
import { SuppressionTable } from "@/components/suppression/suppression-table";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { SearchBox } from "@/components/ui/search-box";
import { requirePermission } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { getTranslator } from "@/lib/i18n/request";
import { addressOf, cursorOf, pageHref } from "@/lib/keyset";
import { sealQueryAction } from "@/lib/search/actions";
import { queryForAddress, queryInAddress } from "@/lib/search/sealed-query";
import { listSuppression, listSuppressionOfNumber } from "@/lib/suppression/reads";

type Props = { searchParams: Promise<{ q?: string | string[]; after?: string; before?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("suppression");
  return { title: t("title") };
}

export default async function SuppressionPage({ searchParams }: Props) {
  const operator = await requirePermission("suppression.read");
  const [search, t] = await Promise.all([searchParams, getTranslator("suppression")]);
  const query = queryInAddress(search.q);
  const isMasked = !can(operator.role, "contact.read");
  const page = isMasked && query !== "" ? await listSuppressionOfNumber(query) : await listSuppression(cursorOf(search), query);
  const isEmpty = page.rows.length === 0 && query === "";
  const actions = (
    <>
      {can(operator.role, "suppression.export") && !isEmpty && (
        <DownloadLink className="max-sm:hidden" href={`/api/suppression.csv?${addressOf({ q: queryForAddress(query) })}`}>
          {t("download")}
        </DownloadLink>
      )}
      {can(operator.role, "suppression.add") && <SuppressDialog variant="primary" />}
    </>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} actions={actions} />
      {!isEmpty && (
        <SearchBox seal={sealQueryAction} label={t(isMasked ? "search.whole" : "search.begins")} query={query} path="/suppression" inputMode="tel" />
      )}
      {isEmpty ? (
        <EmptyState icon={<Ban />} title={t("empty")}>
          {t("emptyNext")}
        </EmptyState>
      ) : page.rows.length === 0 ? (
        <EmptyState icon={<SearchX />} title={t("none", { query })}>
          {t(isMasked ? "noneNextWhole" : "noneNext")}
        </EmptyState>
      ) : (
        <>
          <SuppressionTable rows={page.rows} isMasked={isMasked} mayLift={can(operator.role, "suppression.lift")} />
          <Pagination
            previousHref={pageHref("/suppression", search.q, { before: page.previous })}
            nextHref={pageHref("/suppression", search.q, { after: page.next })}
          />
        </>
      )}
    </>
  );
}
