"use client";

import { useTranslations } from "use-intl";
import { RelativeTime } from "@/components/ui/relative-time";
import { Timeline, type TimelineEntry } from "@/components/ui/timeline";
import type { Tone } from "@/components/ui/tone";
import type { MessageView, ReportView, TryView } from "@/lib/messages/timeline";
import { errKey, statusEntry, statusKey } from "@/lib/smsc/status-catalogue";

const OUTCOME_TONE: Record<string, Tone> = { accepted: "moving", refused: "failed", not_sent: "waiting", unknown: "attention" };

/** Everything that happened to a message, oldest first, with the gateway's clock and ours. */
export function MessageTimeline({ message }: { message: MessageView }) {
  const t = useTranslations("messages");
  const statuses = useTranslations("statuses");

  const tryEntries = (each: TryView): TimelineEntry[] => [
    {
      key: `try-${each.gatewayId}`,
      title: t("timeline.handedOver"),
      tone: "moving",
      at: <RelativeTime at={each.claimedAt} form="precise" />,
      details: t("timeline.handedOverDetail", { gatewayId: String(each.gatewayId), number: each.number }),
    },
    ...(each.outcome && each.answeredAt
      ? [
          {
            key: `answer-${each.gatewayId}`,
            title: t("timeline.answered", { outcome: each.outcome }),
            tone: OUTCOME_TONE[each.outcome] ?? ("waiting" as const),
            at: <RelativeTime at={each.answeredAt} form="precise" />,
            details: [
              each.durationMs === null ? null : t("timeline.answeredDetail", { ms: each.durationMs }),
              each.gatewayCode === null ? null : t("timeline.answeredCode", { code: each.gatewayCode }),
            ]
              .filter(Boolean)
              .join(" · "),
          },
        ]
      : []),
  ];

  const reportEntry = (report: ReportView, index: number): TimelineEntry => ({
    key: `report-${index}`,
    title: statuses(`word.${statusKey(report.status)}`, { code: report.status }),
    tone: statusEntry(report.status).family,
    at: <RelativeTime at={report.at ?? report.learntAt} form="precise" />,
    details: (
      <>
        {report.err ? <div>{statuses(`err.${errKey(report.err)}`, { code: report.err })}</div> : null}
        <div className="text-12">
          {t.rich("timeline.learntAt", {
            when: () => <RelativeTime at={report.learntAt} form="precise" />,
            source: t(`source.${report.source}`),
          })}
        </div>
      </>
    ),
  });

  const first: TimelineEntry = {
    key: "created",
    title: message.kind === "mailing" ? t("timeline.planned") : t(message.kind === "outside" ? "timeline.outside" : "timeline.created"),
    at: <RelativeTime at={message.createdAt} form="precise" />,
    details: message.createdBy ?? undefined,
  };
  const skipped: TimelineEntry[] = message.skipReason
    ? [{ key: "skipped", title: t("timeline.skipped", { reason: t(`skipReason.${message.skipReason}`) }), tone: "waiting" }]
    : [];
  const replies = message.replies.map(({ text, receivedAt, isStop }, index): TimelineEntry => ({
    key: `reply-${index}`,
    title: t("timeline.reply"),
    tone: isStop ? "attention" : "read",
    at: <RelativeTime at={receivedAt} form="precise" />,
    details: (
      <>
        <div className="wrap-anywhere whitespace-pre-wrap">{text}</div>
        {isStop && <div className="text-12">{t("timeline.replyStop")}</div>}
      </>
    ),
  }));
  const ended: TimelineEntry[] =
    message.endedAt === null || typeof message.state === "object"
      ? []
      : [
          {
            key: "ended",
            title: statuses(`ownState.${message.state}`),
            tone: "attention",
            at: <RelativeTime at={message.endedAt} form="precise" />,
            details: statuses(`ownMeaning.${message.state}`),
          },
        ];
  const entries = [first, ...skipped, ...message.tries.flatMap(tryEntries), ...message.reports.map(reportEntry), ...ended, ...replies];
  return <Timeline label={t("page.timeline")} entries={entries} />;
}
