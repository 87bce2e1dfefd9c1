import { DescriptionList } from "@/components/ui/description-list";
import { RelativeTime } from "@/components/ui/relative-time";
import type { CallbackCounts } from "@/lib/connection/callback-counts";
import type { HistoryView } from "@/lib/connection/reads";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import type { GatewayHealth } from "@/lib/smsc/governor-reads";

type Props = { health: GatewayHealth; callbacks: CallbackCounts; history: HistoryView };

/** How all ways do at present: requests to the gateway, callbacks from it, and its history. */
export async function ConnectionFacts({ health, callbacks, history }: Props) {
  const [t, format] = await Promise.all([getTranslator("connection"), getFormatter()]);
  const when = (at: string | null, none: string) => (at ? <RelativeTime at={at} form="relative" /> : none);
  const count = (number: number) => <span className="tabular-nums">{format.number(number)}</span>;
  const swept = () => {
    if (history.startedAt === null) return t("facts.never");
    const messages = t("facts.historyRows", { count: history.rowCount });
    return (
      <>
        {history.finishedAt === null ? t("facts.historyRunning") : when(history.finishedAt, "")} · {messages}
      </>
    );
  };
  return (
    <section aria-labelledby="state">
      <h2 id="state" className="mb-1 text-16 font-strong">
        {t("facts.title")}
      </h2>
      <DescriptionList
        items={[
          { term: t("facts.breaker"), details: t(`facts.${health.breaker}`) },
          { term: t("facts.lastSuccess"), details: when(health.lastSuccessAt, t("facts.never")) },
          { term: t("facts.used"), details: count(health.requestsLastMinute) },
          { term: t("facts.accepted"), details: count(callbacks.accepted) },
          { term: t("facts.wrongChecksum"), details: count(callbacks.wrongChecksum) },
          { term: t("facts.unreadable"), details: count(callbacks.unreadable) },
          { term: t("facts.ignored"), details: count(callbacks.ignored) },
          { term: t("facts.lastCallback"), details: when(callbacks.lastAt, t("facts.none")) },
          { term: t("facts.history"), details: swept() },
          { term: t("facts.historyNews"), details: count(history.reportCount) },
          { term: t("facts.historyOutside"), details: count(history.outsideCount) },
        ]}
      />
    </section>
  );
}
