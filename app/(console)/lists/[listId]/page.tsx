import { Megaphone, Users } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ChoosableContacts } from "@/components/contacts/choosable-contacts";
import { AddMemberDialog } from "@/components/lists/add-member-dialog";
import { ListFacts } from "@/components/lists/list-facts";
import { ListMenu } from "@/components/lists/list-menu";
import { ButtonLink } from "@/components/ui/button";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requirePermission } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { contactLine } from "@/lib/contacts/reads";
import { getTranslator } from "@/lib/i18n/request";
import { cursorOf, idInAddress, pageHref } from "@/lib/keyset";
import { findList, listChoices, listMembers } from "@/lib/lists/reads";

type Props = { params: Promise<{ listId: string }>; searchParams: Promise<{ after?: string; before?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requirePermission("list.read");
  return { title: (await findList(idInAddress((await params).listId)))?.name };
}

export default async function ListPage({ params, searchParams }: Props) {
  const { role } = await requirePermission("list.read");
  const listId = idInAddress((await params).listId);
  const [search, t, list] = await Promise.all([searchParams, getTranslator("lists"), findList(listId)]);
  if (!list) notFound();
  const mayWrite = can(role, "list.write");
  const [page, lists] = await Promise.all([listMembers(listId, cursorOf(search)), mayWrite ? listChoices() : null]);
  const path = `/lists/${listId}`;
  const compose = can(role, "mailing.compose") && page.rows.length > 0 && (
    <ButtonLink href={`/mailings/new?list=${listId}`} variant="primary" icon={<Megaphone aria-hidden />}>
      {t("page.compose")}
    </ButtonLink>
  );
  const actions = mayWrite && (
    <>
      {can(role, "contact.export") && page.rows.length > 0 && (
        <DownloadLink className="max-sm:hidden" href={`/api/contacts.csv?list=${listId}`}>
          {t("page.download")}
        </DownloadLink>
      )}
      <ListMenu list={list} />
      <AddMemberDialog listId={listId} />
      {compose}
    </>
  );
  const lead = <ListFacts memberCount={list.memberCount} updatedAt={list.updatedAt} />;
  return (
    <>
      <PageHeader title={list.name} breadcrumb={[{ label: t("title"), href: "/lists" }, { label: list.name }]} description={lead} actions={actions} />
      {page.rows.length === 0 ? (
        <EmptyState icon={<Users />} title={t("page.empty")}>
          {t(mayWrite ? "page.emptyNext" : "emptyNextReader")}
        </EmptyState>
      ) : (
        <ChoosableContacts
          // What was chosen belongs to what is shown.
          key={JSON.stringify(search)}
          rows={page.rows.map(contactLine)}
          label={t("page.members")}
          list={mayWrite ? { id: listId, name: list.name } : undefined}
          everybody={{ chosen: { memberOf: listId }, size: list.memberCount, isMore: page.next !== null || page.previous !== null }}
          lists={lists && lists.filter(({ id }) => id !== listId).map(({ name }) => name)}
          maySuppress={can(role, "suppression.add")}
        />
      )}
      <Pagination previousHref={pageHref(path, "", { before: page.previous })} nextHref={pageHref(path, "", { after: page.next })} />
    </>
  );
}
