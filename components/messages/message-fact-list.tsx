"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { chargedOf, isFinalState, isUnseen, worthOf } from "@/components/messages/message-facts";
import type { MayDo } from "@/components/messages/remedy";
import { CopyButton } from "@/components/ui/copy-button";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { RelativeTime } from "@/components/ui/relative-time";
import type { NumberOrigin } from "@/lib/messages/origin";
import { messageQueries } from "@/lib/messages/query-options";
import type { MessageView } from "@/lib/messages/timeline";

type Props = {
  message: MessageView;
  currency: string | null;
  /** A question to a carrier has no text, segments or sender. */ isLookup: boolean;
  may: MayDo;
};

/** The facts of a message: how it ended, what it took, where it belongs, and whose number it is. */
export function MessageFacts({ message, currency, isLookup, may }: Props) {
  const t = useTranslations("messages");
  const { data: found } = useQuery(messageQueries.origin(message.id));
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
    ...(isLookup
      ? []
      : [
          { term: t("page.worth"), details: t(`page.worthOf.${worthOf(message)}`) },
          { term: t("page.segments"), details: message.segmentCount ?? t("page.unknown") },
          { term: t("page.sender"), details: message.sender ?? t("page.senderDefault") },
          { term: t("page.carrier"), details: found === undefined ? "…" : originOf(found.origin) || t("page.unknown") },
          // Its line stands from the beginning: nothing below moves when the answer comes.
          { term: t("page.region"), details: found === undefined ? "…" : (found.origin?.region ?? "–") },
        ]),
    {
      term: t("page.mailing"),
      details: message.mailingId ? (
        may.openMailing ? (
          <Link className="link" href={`/mailings/${message.mailingId}`}>
            {message.mailingName}
          </Link>
        ) : (
          message.mailingName
        )
      ) : (
        t(message.kind === "outside" ? "page.outside" : "page.noMailing")
      ),
    },
    ...(message.contactId !== null && may.openContact
      ? [
          {
            term: t("page.contact"),
            details: (
              <Link className="link" href={`/contacts/${message.contactId}`}>
                {message.name ?? t("page.openContact")}
              </Link>
            ),
          },
        ]
      : []),
    { term: t("page.ourId"), details: <Copyable value={String(message.id)} /> },
    ...(lastTry ? [{ term: t("page.gatewayId"), details: <Copyable value={String(lastTry.gatewayId)} /> }] : []),
    ...(message.outsideId === null ? [] : [{ term: t("page.gatewayId"), details: <Copyable value={message.outsideId} /> }]),
    ...(lastReport ? [{ term: t("page.source"), details: t(`source.${lastReport.source}`) }] : []),
    ...(message.learntAt ? [{ term: t("table.learnt"), details: <RelativeTime at={message.learntAt} /> }] : []),
  ];
  return <DescriptionList items={items} />;
}

/** The carrier and its country. */
const originOf = (origin: NumberOrigin | null) => [origin?.carrier, origin?.country].filter(Boolean).join(", ");

function Copyable({ value }: { value: string }) {
  return (
    <span className="inline-flex items-center gap-1 tabular-nums">
      {value}
      <CopyButton value={value} />
    </span>
  );
}
