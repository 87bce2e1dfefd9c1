import { FileUp, SearchX, Users } from "lucide-react";
import type { Metadata } from "next";
import { AddContactDialog } from "@/components/contacts/add-contact-dialog";
import { ChoosableContacts } from "@/components/contacts/choosable-contacts";
import { ButtonLink } from "@/components/ui/button";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { SearchBox } from "@/components/ui/search-box";
import { requirePermission } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { CONTACT_SORTS, CONTACTS_OWN_SORT, contactLine, listContacts } from "@/lib/contacts/reads";
import { getTranslator } from "@/lib/i18n/request";
import { addressOf, cursorOf, pageHref, sortInAddress, sortLink } from "@/lib/keyset";
import { listChoices } from "@/lib/lists/reads";
import { sealQueryAction } from "@/lib/search/actions";
import { queryForAddress, queryInAddress } from "@/lib/search/sealed-query";

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
  const mayFillLists = can(role, "list.write");
  const [page, lists] = await Promise.all([listContacts(cursorOf(search), { search: query, sort }), mayFillLists ? listChoices() : null]);
  const mayWrite = can(role, "contact.write");
  const isEmpty = page.rows.length === 0 && query === "";
  const actions = (
    <>
      {can(role, "contact.export") && !isEmpty && (
        <DownloadLink className="max-sm:hidden" href={`/api/contacts.csv?${addressOf({ q: queryForAddress(query), sort: search.sort })}`}>
          {t("download")}
        </DownloadLink>
      )}
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
          <ChoosableContacts
            // What was chosen belongs to what is shown.
            key={JSON.stringify(search)}
            rows={page.rows.map(contactLine)}
            label={t("title")}
            // What is found stands in the order in which it was sought.
            sort={query === "" ? { number: sortLink("/contacts", sort, "number"), added: sortLink("/contacts", sort, "added", true) } : undefined}
            everybody={{ chosen: { search: queryForAddress(query) }, size: null, isMore: page.next !== null || page.previous !== null }}
            lists={lists && lists.map(({ name }) => name)}
            maySuppress={can(role, "suppression.add")}
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
