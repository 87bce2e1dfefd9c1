"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { LookupAccount, LookupFacts, type Lookup } from "@/components/hlr/lookup-facts";
import { VerdictBadge } from "@/components/hlr/hlr-badges";
import { AskNowButton } from "@/components/messages/ask-now-button";
import { CopyExplanation } from "@/components/messages/copy-explanation";
import { accountOf, chargedOf, isFinalState, isUnseen, remedyOf } from "@/components/messages/message-facts";
import { FreshnessLine } from "@/components/messages/freshness-line";
import { MessageStatusBadge } from "@/components/messages/message-status-badge";
import { MessageTimeline } from "@/components/messages/message-timeline";
import { RevealedNumber } from "@/components/messages/revealed-number";
import { UnseenNotice } from "@/components/messages/unseen-notice";
import { CopyButton } from "@/components/ui/copy-button";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { useFormat } from "@/lib/i18n/use-format";
import { messageQueries } from "@/lib/messages/query-options";
import type { MessageView } from "@/lib/messages/timeline";
import { formatMsisdn } from "@/lib/sms/msisdn";

type Props = {
  initial: MessageView;
  /** Of a question to the carrier: what it found. */ lookup: Lookup | null;
  currency: string | null;
  isMasked: boolean;
  /** Enter what support says. */ mayAnswer: boolean;
};

/** One message: what it is in a sentence, the facts, what to do, and everything that happened. Follows itself to the end. */
export function MessageDetail({ initial, lookup, currency, isMasked, mayAnswer }: Props) {
  const t = useTranslations("messages");
  const statuses = useTranslations("statuses");
  const format = useFormat();
  const { data: message = initial } = useQuery({ ...messageQueries.of(initial.id), initialData: initial });
  const number = isMasked ? message.msisdn : formatMsisdn(message.msisdn);
  // A try that was refused, or never left the machine, took no text with it.
  const hasLeft = message.kind === "outside" || message.tries.some(({ outcome }) => outcome !== "refused" && outcome !== "not_sent");
  const remedy = lookup ? null : remedyOf(message, statuses);
  return (
    <>
      <PageHeader
        title={isMasked ? <RevealedNumber messageId={message.id} masked={message.msisdn} /> : t("page.title", { number })}
        breadcrumb={message.contactId === null ? undefined : [{ label: number, href: `/messages?contact=${message.contactId}` }]}
        badge={
          lookup ? <VerdictBadge verdict={lookup.verdict} /> : <MessageStatusBadge state={message.state} code={message.code} err={message.err} />
        }
        actions={message.tries.length > 0 ? <AskNowButton messageId={message.id} /> : undefined}
      />
      <p className="mb-1 max-w-180 text-16" role="status">
        {lookup ? <LookupAccount lookup={lookup} err={message.err} /> : accountOf(message, { statuses, messages: t, format, currency })}
      </p>
      {message.freshness && <FreshnessLine freshness={message.freshness} className="mb-1" />}
      {remedy && (
        <p className="max-w-180 text-14 text-muted">
          <span className="font-medium text-text">{t("page.whatToDo")}:</span> {remedy}
        </p>
      )}
      {!lookup && <CopyExplanation messageId={message.id} />}
      {isUnseen(message) && <UnseenNotice messageId={message.id} mayAnswer={mayAnswer} />}
      <div className="mt-8 grid gap-10 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <section aria-labelledby="timeline">
          <h2 id="timeline" className="mb-3 text-16 font-strong">
            {t("page.timeline")}
          </h2>
          <MessageTimeline message={message} />
        </section>
        <aside>
          {lookup ? <LookupFacts lookup={lookup} /> : <MessageText text={message.text} hasLeft={hasLeft} />}
          <h2 className="mt-6 mb-1 text-16 font-strong">{t("page.facts")}</h2>
          <MessageFacts message={message} currency={currency} />
        </aside>
      </div>
    </>
  );
}

function MessageText({ text, hasLeft }: { text: string | null; hasLeft: boolean }) {
  const t = useTranslations("messages");
  return (
    <>
      <h2 className="mb-2 text-16 font-strong">{t(hasLeft ? "page.textHeading" : "page.textHeadingPlanned")}</h2>
      <p className="rounded-m bg-sunken px-3 py-2 text-14 wrap-anywhere whitespace-pre-wrap">{text}</p>
    </>
  );
}

function MessageFacts({ message, currency }: { message: MessageView; currency: string | null }) {
  const t = useTranslations("messages");
  const lastTry = message.tries.at(-1);
  const lastReport = message.reports.at(-1);
  const charged = { yes: t("page.yes"), no: t("page.no"), maybe: t("page.unknown") }[chargedOf(message)];
  const items = [
    { term: t("page.final"), details: t(isUnseen(message) ? "page.unknown" : isFinalState(message) ? "page.yes" : "page.notYet") },
    {
      term: t("page.charged"),
      details: (
        <>
          {charged}
          {message.cost !== null && (
            <>
              {" · "}
              <Money amount={message.cost} currency={currency} digits={4} />
            </>
          )}
        </>
      ),
    },
    { term: t("page.segments"), details: message.segmentCount ?? t("page.unknown") },
    { term: t("page.sender"), details: message.sender ?? t("page.senderDefault") },
    {
      term: t("page.mailing"),
      details: message.mailingId ? (
        <Link className="link" href={`/mailings/${message.mailingId}`}>
          {message.mailingName}
        </Link>
      ) : (
        t(message.kind === "outside" ? "page.outside" : "page.noMailing")
      ),
    },
    { term: t("page.ourId"), details: <Copyable value={String(message.id)} /> },
    ...(lastTry ? [{ term: t("page.gatewayId"), details: <Copyable value={String(lastTry.gatewayId)} /> }] : []),
    ...(message.outsideId === null ? [] : [{ term: t("page.gatewayId"), details: <Copyable value={message.outsideId} /> }]),
    ...(lastReport ? [{ term: t("page.source"), details: t(`source.${lastReport.source}`) }] : []),
    ...(message.learntAt ? [{ term: t("table.learnt"), details: <RelativeTime at={message.learntAt} /> }] : []),
  ];
  return <DescriptionList items={items} />;
}

function Copyable({ value }: { value: string }) {
  return (
    <span className="inline-flex items-center gap-1 tabular-nums">
      {value}
      <CopyButton value={value} />
    </span>
  );
}
