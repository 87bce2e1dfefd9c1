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
import { CONTACT_SORTS, CONTACTS_OWN_SORT, listContacts } from "@/lib/contacts/reads";
import { getTranslator } from "@/lib/i18n/request";
import { cursorOf, pageHref, sortInAddress, sortLink } from "@/lib/keyset";
import { sealQueryAction } from "@/lib/search/actions";
import { queryInAddress } from "@/lib/search/sealed-query";

type Props = { searchParams: Promise<{ q?: string | string[]; sort?: string; after?: string; before?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("contacts");
  return { title: t("title") };
}

export default async function ContactsPage({ searchParams }: Props) {
  const { role } = await requirePermission("contact.read");
  const [search, t] = await Promise.all([searchParams, getTranslator("contacts")]);
  const query = queryInAddress(search.q);
  const sort = sortInAddress(search.sort, CONTACT_SORTS, CONTACTS_OWN_SORT);
  const page = await listContacts(cursorOf(search), { search: query, sort });
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
          <ContactTable
            rows={page.rows}
            label={t("title")}
            // What is found stands in the order in which it was sought.
            sort={query === "" ? { number: sortLink("/contacts", sort, "number"), added: sortLink("/contacts", sort, "added", true) } : undefined}
          />
          <Pagination
            previousHref={pageHref("/contacts", search.q, { before: page.previous }, search.sort)}
            nextHref={pageHref("/contacts", search.q, { after: page.next }, search.sort)}
          />
        </>
      )}
    </>
  );
}
