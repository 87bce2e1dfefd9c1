import { Unlink } from "lucide-react";
import type { Metadata } from "next";
import { OrphanTable } from "@/components/messages/orphan-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requirePermission } from "@/lib/auth/guard";
import { getTranslator } from "@/lib/i18n/request";
import { cursorOf, pageHref } from "@/lib/keyset";
import { listOrphans } from "@/lib/messages/orphans";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const PATH = "/connection/unmatched";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("messages");
  return { title: t("unmatched.title") };
}

export default async function UnmatchedReportsPage({ searchParams }: Props) {
  await requirePermission("exchange.read");
  const [search, t, connection] = await Promise.all([searchParams, getTranslator("messages"), getTranslator("connection")]);
  const page = await listOrphans(cursorOf(search));
  return (
    <>
      <PageHeader title={t("unmatched.title")} description={t("unmatched.lead")} breadcrumb={[{ label: connection("title"), href: "/connection" }]} />
      {page.rows.length === 0 ? (
        <EmptyState icon={<Unlink />} title={t("unmatched.empty")}>
          {t("unmatched.emptyHelp")}
        </EmptyState>
      ) : (
        <>
          <OrphanTable rows={page.rows} />
          <Pagination
            previousHref={pageHref(PATH, undefined, { before: page.previous })}
            nextHref={pageHref(PATH, undefined, { after: page.next })}
          />
        </>
      )}
    </>
  );
}
