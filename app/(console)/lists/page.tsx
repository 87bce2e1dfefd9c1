import { ListChecks, Plus } from "lucide-react";
import type { Metadata } from "next";
import { ListNameDialog } from "@/components/lists/list-name-dialog";
import { ListTable } from "@/components/lists/list-table";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requirePermission } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { getTranslator } from "@/lib/i18n/request";
import { cursorOf, pageHref } from "@/lib/keyset";
import { listLists } from "@/lib/lists/reads";

type Props = { searchParams: Promise<{ after?: string; before?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("lists");
  return { title: t("title") };
}

export default async function ListsPage({ searchParams }: Props) {
  const { role } = await requirePermission("list.read");
  const [search, t] = await Promise.all([searchParams, getTranslator("lists")]);
  const page = await listLists(cursorOf(search));
  const mayWrite = can(role, "list.write");
  const create = mayWrite && (
    <ListNameDialog
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden />}>
          {t("new")}
        </Button>
      }
    />
  );
  return (
    <>
      <PageHeader title={t("title")} actions={create} />
      {page.rows.length === 0 ? (
        <EmptyState icon={<ListChecks />} title={t("empty")} action={create}>
          {t(mayWrite ? "emptyNext" : "emptyNextReader")}
        </EmptyState>
      ) : (
        <>
          <ListTable rows={page.rows} mayWrite={mayWrite} mayCompose={can(role, "mailing.compose")} />
          <Pagination previousHref={pageHref("/lists", "", { before: page.previous })} nextHref={pageHref("/lists", "", { after: page.next })} />
        </>
      )}
    </>
  );
}
