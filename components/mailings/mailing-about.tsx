import Link from "next/link";
import type { ReactNode } from "react";
import { DescriptionList } from "@/components/ui/description-list";
import { RelativeTime } from "@/components/ui/relative-time";
import { Timeline } from "@/components/ui/timeline";
import { getTranslator } from "@/lib/i18n/request";
import type { HistoryEntry, MailingView } from "@/lib/mailings/reads";
import { countSegments } from "@/lib/sms/segments";

/** The text, who it goes to, and when; what does not change while it runs. */
export async function MailingAbout({ mailing }: { mailing: MailingView }) {
  const t = await getTranslator("mailings");
  const when = (at: string | null, who: string | null): ReactNode =>
    at === null ? null : (
      <>
        <RelativeTime at={at} form="exact" />
        {who && <span className="text-muted"> · {who}</span>}
      </>
    );
  const times = [
    { term: t("page.created"), details: when(mailing.createdAt, mailing.createdBy) },
    { term: t("page.launched"), details: when(mailing.launchedAt, mailing.launchedBy) },
    { term: t("page.scheduled"), details: when(mailing.scheduledAt, null) },
    { term: t("page.started"), details: when(mailing.startedAt, null) },
    { term: t("page.finished"), details: when(mailing.finishedAt, null) },
  ].filter(({ details }) => details !== null);
  const segments = mailing.personalised ? t("page.perRecipient") : t("page.segments", { count: countSegments(mailing.text).segments });
  return (
    <div className="grid gap-10 lg:grid-cols-2">
      <section>
        <h2 className="mb-2 text-16 font-strong">{t("page.text")}</h2>
        <p className="rounded-m bg-sunken px-3 py-2 text-14 wrap-anywhere whitespace-pre-wrap">{mailing.text}</p>
        <p className="mt-1 text-12 text-muted">
          {segments} · {t("page.sender")}: {mailing.sender ?? t("page.senderDefault")}
        </p>
        <h2 className="mt-6 mb-2 text-16 font-strong">{t("page.audience")}</h2>
        <ul className="flex flex-col gap-1 text-13">
          {mailing.lists.map((list) => (
            <li key={list.id}>
              <Link className="link" href={`/lists/${list.id}`}>
                {list.name}
              </Link>{" "}
              <span className="text-muted">{t("page.members", { count: list.memberCount })}</span>
            </li>
          ))}
          {mailing.pastedCount > 0 && <li>{t("page.pasted", { count: mailing.pastedCount })}</li>}
        </ul>
      </section>
      <section>
        <DescriptionList items={times} />
      </section>
    </div>
  );
}

/** Who did what, newest first. */
export async function MailingHistory({ entries }: { entries: readonly HistoryEntry[] }) {
  const t = await getTranslator("mailings");
  if (entries.length === 0) return <p className="text-14 text-muted">{t("page.noHistory")}</p>;
  return (
    <div className="max-w-140">
      <Timeline
        label={t("page.history")}
        entries={entries.map((entry) => ({
          key: String(entry.id),
          title: t.has(`event.${entry.event}`) ? t(`event.${entry.event}`) : entry.event,
          at: <RelativeTime at={entry.at} form="exact" />,
          details: [entry.by, entry.reason && t.has(`causeShort.${entry.reason}`) ? t(`causeShort.${entry.reason}`) : entry.reason]
            .filter(Boolean)
            .join(" · "),
        }))}
      />
    </div>
  );
}
