import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import { carrierName } from "@/components/reports/carrier-table";
import { FailedTable } from "@/components/reports/failed-table";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requirePermission } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { getFormatter, getTimeZone, getTranslator } from "@/lib/i18n/request";
import { listFailed } from "@/lib/reports/failed-messages";
import { failureFilterOf, failureQuery, type FailureFilter } from "@/lib/reports/filters";
import { errKey, statusKey } from "@/lib/smsc/status-catalogue";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("reports");
  return { title: t("failures.title") };
}

/** What is shown, in words. */
async function describe({ day, carrier, sender, cause }: FailureFilter): Promise<string> {
  const [t, statuses, format] = await Promise.all([getTranslator("reports"), getTranslator("statuses"), getFormatter()]);
  return [
    day === null ? t("lead") : t("failures.day", { day: format.date(`${day}T12:00:00Z`) }),
    carrier === null ? null : t("failures.carrier", { carrier: await carrierName(carrier) }),
    sender === null ? null : t("failures.sender", { sender: sender || t("senders.default") }),
    cause === null ? null : statuses(`word.${statusKey(cause.status)}`, { code: cause.status }),
    cause === null || cause.err === 0 ? null : statuses(`err.${errKey(cause.err)}`, { code: cause.err }),
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

export default async function FailuresPage({ searchParams }: Props) {
  const { role } = await requirePermission("mailing.read");
  const search = await searchParams;
  const filter = failureFilterOf(search);
  const after = typeof search.after === "string" ? search.after : null;
  const timeZone = await getTimeZone();
  const [t, page, description] = await Promise.all([
    getTranslator("reports"),
    listFailed({ filter, timeZone, now: new Date(), after }),
    describe(filter),
  ]);
  const href = (cursor: string | null) =>
    `/delivery/failures?${new URLSearchParams([...new URLSearchParams(failureQuery(filter)), ...(cursor === null ? [] : [["after", cursor]])] as [string, string][])}`;
  return (
    <>
      <PageHeader
        title={t("failures.title")}
        description={description}
        breadcrumb={[{ label: t("title"), href: "/delivery" }]}
        actions={
          can(role, "mailing.export") &&
          page.rows.length > 0 && <DownloadLink href={`/api/delivery/failures.csv?${failureQuery(filter)}`}>{t("failures.download")}</DownloadLink>
        }
      />
      {page.rows.length === 0 ? (
        <EmptyState icon={<SearchX />} title={t("failures.none")}>
          {t("failures.noneNext")}
        </EmptyState>
      ) : (
        <FailedTable rows={page.rows} />
      )}
      <Pagination previousHref={after === null ? null : href(null)} nextHref={page.next === null ? null : href(page.next)} />
    </>
  );
}
