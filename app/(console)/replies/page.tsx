import { MessageCircleReply } from "lucide-react";
import type { Metadata } from "next";
import { ReplyList } from "@/components/replies/reply-list";
import { StopWordsDialog } from "@/components/replies/stop-words-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { requirePermission } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { getTranslator } from "@/lib/i18n/request";
import { cursorOf } from "@/lib/keyset";
import { countUnreadReplies, listReplies, readStopWordLists, REPLY_TABS, shownUnread } from "@/lib/replies/reads";
import { maskMsisdn } from "@/lib/sms/msisdn";

type Props = { searchParams: Promise<{ tab?: string; after?: string; before?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("replies");
  return { title: t("title") };
}

export default async function RepliesPage({ searchParams }: Props) {
  const { role } = await requirePermission("reply.read");
  const search = await searchParams;
  const tab = REPLY_TABS.find((name) => name === search.tab) ?? "open";
  const [t, page, unread, words] = await Promise.all([
    getTranslator("replies"),
    listReplies(tab, cursorOf(search)),
    countUnreadReplies(),
    can(role, "stop_words.write") ? readStopWordLists() : null,
  ]);
  const isMasked = !can(role, "contact.read");
  const rows = isMasked ? page.rows.map((row) => ({ ...row, msisdn: maskMsisdn(row.msisdn), name: null, contactId: null })) : page.rows;
  const href = (cursor: { after: string } | { before: string }) => `/replies?${new URLSearchParams({ tab, ...cursor })}`;
  return (
    <>
      <PageHeader title={t("title")} description={t("lead")} actions={words ? <StopWordsDialog words={words} /> : undefined} />
      <Tabs
        label={t("title")}
        tabs={REPLY_TABS.map((name) => ({
          href: `/replies?tab=${name}`,
          label: t(`tab.${name}`),
          current: name === tab,
          count: name === "unread" ? shownUnread(unread) : undefined,
        }))}
      />
      <div className="mt-4">
        {rows.length === 0 ? (
          <EmptyState icon={<MessageCircleReply />} title={t(`empty.${tab}`)}>
            {t("emptyNext")}
          </EmptyState>
        ) : (
          <>
            <ReplyList rows={rows} isMasked={isMasked} mayHandle={can(role, "reply.handle")} />
            <Pagination
              previousHref={page.previous === null ? null : href({ before: page.previous })}
              nextHref={page.next === null ? null : href({ after: page.next })}
            />
          </>
        )}
      </div>
    </>
  );
}
