import Link from "next/link";
import { MessageStatusBadge } from "@/components/messages/message-status-badge";
import { Pagination } from "@/components/ui/pagination";
import { RelativeTime } from "@/components/ui/relative-time";
import { Timeline, type TimelineEntry } from "@/components/ui/timeline";
import type { ContactEvent } from "@/lib/contacts/history";
import { getTranslator } from "@/lib/i18n/request";
import type { FoundNumber } from "@/lib/messages/reads";
import type { MessageRow } from "@/lib/messages/rows";
import type { ReplyRow } from "@/lib/replies/reads";

type Props = {
  contact: { id: number; createdAt: Date };
  found: FoundNumber | null;
  events: readonly ContactEvent[];
  replies: readonly ReplyRow[];
  isFirst: boolean;
};

type Dated = TimelineEntry & { happenedAt: string };

/**
 * Everything that happened with one contact, newest first: added and edited by whom, messages with what they are now, what
 * came back, opt-outs. It is paged by its messages; the rest stands between them where it belongs.
 */
export async function ContactTimeline({ contact, found, events, replies, isFirst }: Props) {
  const [t, messages, inbox] = await Promise.all([getTranslator("contacts"), getTranslator("messages"), getTranslator("replies")]);
  const rows = found?.rows ?? [];
  const isLast = (found?.next ?? null) === null;
  const wasAdded = events.some(({ event }) => event === "contact.created");

  const messageEntry = (row: MessageRow): Dated => ({
    key: `message-${row.id}`,
    happenedAt: row.createdAt,
    tone: "moving",
    title: (
      <span className="flex flex-wrap items-center gap-2">
        <Link className="link" href={`/messages/${row.id}`}>
          {row.mailingName ?? messages(`table.kind.${row.kind}`)}
        </Link>
        <MessageStatusBadge state={row.state} code={row.code} err={row.err} />
      </span>
    ),
    at: <RelativeTime at={row.createdAt} form="exact" />,
    details: <span className="wrap-anywhere">{row.text}</span>,
  });
  const eventEntry = ({ id, at, event, by, reason }: ContactEvent): Dated => ({
    key: `event-${id}`,
    happenedAt: at,
    tone: event === "suppression.added" ? "attention" : "waiting",
    title: t(`event.${event}`),
    at: <RelativeTime at={at} form="exact" />,
    details: [by ?? t("event.byItself"), reason].filter(Boolean).join(" · "),
  });
  const replyEntry = (reply: ReplyRow): Dated => ({
    key: `reply-${reply.id}`,
    happenedAt: reply.receivedAt,
    tone: "read",
    title: messages("timeline.reply"),
    at: <RelativeTime at={reply.receivedAt} form="exact" />,
    details: (
      <>
        <span className="wrap-anywhere whitespace-pre-wrap">{reply.text}</span>
        {reply.isStop && <span className="block text-12">{inbox("stop")}</span>}
      </>
    ),
  });
  const addedAt = contact.createdAt.toISOString();
  const added: Dated = { key: "added", happenedAt: addedAt, title: t("event.imported"), at: <RelativeTime at={contact.createdAt} form="exact" /> };

  const [newest, oldest] = [rows[0]?.createdAt, rows.at(-1)?.createdAt];
  const stands = ({ happenedAt }: Dated) =>
    (isFirst || newest === undefined || happenedAt <= newest) && (isLast || oldest === undefined || happenedAt > oldest);
  const others = [...events.map(eventEntry), ...replies.map(replyEntry), ...(wasAdded ? [] : [added])].filter(stands);
  const entries = [...rows.map(messageEntry), ...others].sort((a, b) => (a.happenedAt < b.happenedAt ? 1 : -1));
  return (
    <section id="messages" aria-labelledby="messages-heading" className="mt-10 max-w-200 scroll-mt-24">
      <h2 id="messages-heading" className="mb-4 text-16 font-strong">
        {t("page.timeline")}
      </h2>
      <Timeline label={t("page.timeline")} entries={entries} />
      <Pagination
        previousHref={isFirst ? null : `/contacts/${contact.id}#messages`}
        nextHref={isLast ? null : `/contacts/${contact.id}?before=${found?.next}#messages`}
      />
    </section>
  );
}
