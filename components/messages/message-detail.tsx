"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { LookupAccount, LookupFacts, type Lookup } from "@/components/hlr/lookup-facts";
import { VerdictBadge } from "@/components/hlr/hlr-badges";
import { AskNowButton } from "@/components/messages/ask-now-button";
import { CopyExplanation } from "@/components/messages/copy-explanation";
import { accountOf, isUnseen } from "@/components/messages/message-facts";
import { FreshnessLine } from "@/components/messages/freshness-line";
import { MessageFacts } from "@/components/messages/message-fact-list";
import { MessageStatusBadge } from "@/components/messages/message-status-badge";
import { MessageText } from "@/components/messages/message-text";
import { MessageTimeline } from "@/components/messages/message-timeline";
import { Remedy, type MayDo } from "@/components/messages/remedy";
import { RevealedNumber } from "@/components/messages/revealed-number";
import { TechnicalDetails } from "@/components/messages/technical-details";
import { UnseenNotice } from "@/components/messages/unseen-notice";
import { PageHeader } from "@/components/ui/page-header";
import { useFormat } from "@/lib/i18n/use-format";
import { messageQueries } from "@/lib/messages/query-options";
import type { MessageView } from "@/lib/messages/timeline";

type Props = {
  initial: MessageView;
  /** Of a question to the carrier: what it found. */ lookup: Lookup | null;
  currency: string | null;
  isMasked: boolean;
  may: MayDo;
};

/** One message: what it is in a sentence, the facts, what to do, and everything that happened. Follows itself to the end. */
export function MessageDetail({ initial, lookup, currency, isMasked, may }: Props) {
  const t = useTranslations("messages");
  const statuses = useTranslations("statuses");
  const format = useFormat();
  const { data: message = initial } = useQuery({ ...messageQueries.of(initial.id), initialData: initial });
  const { data: found } = useQuery(messageQueries.origin(initial.id));
  const { number } = message;
  // A try that was refused, or never left the machine, took no text with it.
  const hasLeft = message.kind === "outside" || message.tries.some(({ outcome }) => outcome !== "refused" && outcome !== "not_sent");
  return (
    <>
      <PageHeader
        title={isMasked ? <RevealedNumber messageId={message.id} masked={number} /> : t("page.title", { number })}
        breadcrumb={message.contactId === null ? undefined : [{ label: number, href: `/messages?contact=${message.contactId}` }]}
        badge={
          lookup ? <VerdictBadge verdict={lookup.verdict} /> : <MessageStatusBadge state={message.state} code={message.code} err={message.err} />
        }
        actions={message.tries.length > 0 ? <AskNowButton messageId={message.id} /> : undefined}
      />
      <p className="mb-1 max-w-180 text-16" role="status">
        {lookup ? (
          <LookupAccount lookup={lookup} err={message.err} />
        ) : (
          accountOf(message, { statuses, messages: t, format, currency, recipient: { timeZone: found?.origin?.timeZone ?? null, now: new Date() } })
        )}
      </p>
      {message.freshness && <FreshnessLine freshness={message.freshness} className="mb-1" />}
      {!lookup && <Remedy message={message} shown={number} may={may} />}
      {!lookup && <CopyExplanation messageId={message.id} />}
      {isUnseen(message) && <UnseenNotice messageId={message.id} mayAnswer={may.answer} />}
      <div className="mt-8 grid gap-10 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <section aria-labelledby="timeline">
          <h2 id="timeline" className="mb-3 text-16 font-strong">
            {t("page.timeline")}
          </h2>
          <MessageTimeline message={message} />
          <TechnicalDetails messageId={message.id} />
        </section>
        <aside>
          {lookup ? <LookupFacts lookup={lookup} /> : <MessageText text={message.text} hasLeft={hasLeft} />}
          <h2 className="mt-6 mb-1 text-16 font-strong">{t("page.facts")}</h2>
          <MessageFacts message={message} currency={currency} isLookup={lookup !== null} may={may} />
        </aside>
      </div>
    </>
  );
}
