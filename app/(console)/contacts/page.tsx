import { FileUp, SearchX, Users } from "lucide-react";
import type { Metadata } from "next";
import { AddContactDialog } from "@/components/contacts/add-contact-dialog";
import { ContactTable } from "@/components/contacts/contact-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { SearchBox } from "@/components/ui/search-box";
import { requirePermission } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { listContacts } from "@/lib/contacts/reads";
import { getTranslator } from "@/lib/i18n/request";
import { cursorOf, pageHref } from "@/lib/keyset";
import { sealQueryAction } from "@/lib/search/actions";
import { queryInAddress } from "@/lib/search/sealed-query";

type Props = { searchParams: Promise<{ q?: string | string[]; after?: string; before?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("contacts");
  return { title: t("title") };
}

export default async function ContactsPage({ searchParams }: Props) {
  const { role } = await requirePermission("contact.read");
  const [search, t] = await Promise.all([searchParams, getTranslator("contacts")]);
  const query = queryInAddress(search.q);
  const page = await listContacts(cursorOf(search), query);
  const mayWrite = can(role, "contact.write");
  const isEmpty = page.rows.length === 0 && query === "";
  const actions = (
    <>
      {can(role, "contact.import") && (
        <ButtonLink href="/contacts/imports" icon={<FileUp aria-hidden />}>
          {t("import")}
        </ButtonLink>
      )}
      <AddContactDialog />
    </>
  );
  return (
    <>
      <PageHeader title={t("title")} actions={mayWrite ? actions : undefined} />
      {!isEmpty && <SearchBox seal={sealQueryAction} label={t("search")} query={query} path="/contacts" />}
      {page.rows.length === 0 ? (
        <EmptyState
          icon={isEmpty ? <Users /> : <SearchX />}
          title={isEmpty ? t("empty") : t("none", { query })}
          action={isEmpty && mayWrite && actions}
        >
          {t(!isEmpty ? "noneNext" : mayWrite ? "emptyNext" : "emptyNextReader")}
        </EmptyState>
      ) : (
        <>
          <ContactTable rows={page.rows} label={t("title")} />
          <Pagination
            previousHref={pageHref("/contacts", search.q, { before: page.previous })}
            nextHref={pageHref("/contacts", search.q, { after: page.next })}
          />
        </>
      )}
    </>
  );
}
