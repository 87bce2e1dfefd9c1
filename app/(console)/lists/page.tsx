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
import { cursorOf, pageHref, sortInAddress, sortLink } from "@/lib/keyset";
import { listLists, LIST_SORTS, LISTS_OWN_SORT } from "@/lib/lists/reads";

const LISTS_ON_A_PAGE = 100;

type Props = { searchParams: Promise<{ sort?: string; after?: string; before?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("lists");
  return { title: t("title") };
}

export default async function ListsPage({ searchParams }: Props) {
  const { role } = await requirePermission("list.read");
  const [search, t] = await Promise.all([searchParams, getTranslator("lists")]);
  const sort = sortInAddress(search.sort, LIST_SORTS, LISTS_OWN_SORT);
  const page = await listLists(cursorOf(search), LISTS_ON_A_PAGE, sort);
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
          <ListTable
            rows={page.rows}
            sort={{
              name: sortLink("/lists", sort, "name"),
              members: sortLink("/lists", sort, "members", true),
              updated: sortLink("/lists", sort, "updated", true),
            }}
            mayWrite={mayWrite}
            mayCompose={can(role, "mailing.compose")}
          />
          <Pagination
            previousHref={pageHref("/lists", "", { before: page.previous }, search.sort)}
            nextHref={pageHref("/lists", "", { after: page.next }, search.sort)}
          />
        </>
      )}
    </>
  );
}
