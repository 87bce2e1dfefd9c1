"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "@/lib/i18n/use-format";
import { type Exchange, messageQueries } from "@/lib/messages/query-options";

/** What went over the wire about one message, for whoever wants to know; asked for when it is opened. */
export function TechnicalDetails({ messageId }: { messageId: number }) {
  const t = useTranslations("messages.page");
  const [isOpen, setIsOpen] = useState(false);
  const { data, isPending } = useQuery(messageQueries.exchanges(messageId, isOpen));
  return (
    <details className="mt-8 text-13" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="w-fit font-medium text-muted hover:text-text">{t("technical")}</summary>
      {isOpen && !isPending && (
        <div className="mt-2">
          <p className="text-12 text-muted">{data?.exchanges.length ? t("technicalLead") : t("technicalNone")}</p>
          <ol className="mt-2 flex flex-col gap-3">
            {data?.exchanges.map((exchange) => (
              <ExchangeLine key={exchange.id} exchange={exchange} />
            ))}
          </ol>
        </div>
      )}
    </details>
  );
}

function ExchangeLine({ exchange: { startedAt, durationMs, script, outcome, gatewayCode, parameters } }: { exchange: Exchange }) {
  const t = useTranslations("exchanges");
  const format = useFormat();
  return (
    <li className="rounded-m bg-sunken px-3 py-2">
      <p>
        <span className="font-medium">{script}</span> · {t(outcome)}
        {gatewayCode !== null && ` · ${t("code")} ${gatewayCode}`} · {t("ms", { ms: format.number(durationMs) })} ·{" "}
        <time dateTime={startedAt}>{format.precise(startedAt)}</time>
      </p>
      <p className="mt-1 font-mono text-12 wrap-anywhere text-muted">
        {Object.entries(parameters).map(([name, value]) => (
          <span key={name} className="mr-3 inline-block">
            {name}=<span className="text-text">{value}</span>
          </span>
        ))}
      </p>
    </li>
  );
}
