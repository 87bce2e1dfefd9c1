import type { Metadata } from "next";
import { ImportList } from "@/components/imports/import-list";
import { UploadZone } from "@/components/imports/upload-zone";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requirePermission } from "@/lib/auth/guard";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import { FILE_MAX_BYTES } from "@/lib/imports/limits";
import { listImports } from "@/lib/imports/reads";
import { cursorOf } from "@/lib/keyset";

type Props = { searchParams: Promise<{ after?: string; before?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("imports");
  return { title: t("title") };
}

export default async function ImportsPage({ searchParams }: Props) {
  await requirePermission("contact.import");
  const [t, format, page] = await Promise.all([
    getTranslator("imports"),
    getFormatter(),
    searchParams.then((search) => listImports(cursorOf(search))),
  ]);
  return (
    <>
      <PageHeader title={t("title")} />
      <UploadZone limit={format.bytes(FILE_MAX_BYTES)} />
      <section className="mt-8" aria-labelledby="earlier">
        <h2 id="earlier" className="mb-3 text-16 font-strong">
          {t("list.label")}
        </h2>
        {page.rows.length === 0 ? <EmptyState title={t("list.empty")}>{t("list.emptyNext")}</EmptyState> : <ImportList rows={page.rows} />}
        <Pagination
          previousHref={page.previous && `/contacts/imports?before=${page.previous}`}
          nextHref={page.next && `/contacts/imports?after=${page.next}`}
        />
      </section>
    </>
  );
}
