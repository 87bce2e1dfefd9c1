import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { ExchangeFilter } from "@/components/connection/exchange-filter";
import { ExchangeTable } from "@/components/connection/exchange-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requirePermission } from "@/lib/auth/guard";
import { addressOfPage, filterOf, listExchanges, SCRIPTS } from "@/lib/connection/exchanges";
import { getTranslator } from "@/lib/i18n/request";
import { cursorOf } from "@/lib/keyset";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("exchanges");
  return { title: t("title") };
}

export default async function ExchangeLogPage({ searchParams }: Props) {
  await requirePermission("exchange.read");
  const [search, t] = await Promise.all([searchParams, getTranslator("exchanges")]);
  const [filter, cursor] = [filterOf(search), cursorOf(search)];
  const page = await listExchanges(filter, cursor);
  const until = filter.until?.toISOString() ?? "";
  const { script = "", outcome = "" } = filter;
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} />
      <ExchangeFilter key={`${script} ${outcome} ${until}`} scripts={SCRIPTS} script={script} outcome={outcome} until={until} />
      {page.rows.length === 0 ? (
        <EmptyState icon={<ScrollText />} title={t("empty")}>
          {t("emptyNext")}
        </EmptyState>
      ) : (
        <>
          <ExchangeTable rows={page.rows} />
          <Pagination previousHref={addressOfPage(filter, { before: page.previous })} nextHref={addressOfPage(filter, { after: page.next })} />
        </>
      )}
    </>
  );
}
