import { DescriptionList } from "@/components/ui/description-list";
import { RelativeTime } from "@/components/ui/relative-time";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import type { GatewayHealth } from "@/lib/smsc/governor-reads";

/** How the gateway does: state, last answer, requests of the last minute. */
export async function GatewayPanel({ health }: { health: GatewayHealth }) {
  const [t, format] = await Promise.all([getTranslator("dashboard"), getFormatter()]);
  const state = { closed: t("gateway.working"), open: t("gateway.stopped"), probing: t("gateway.waiting") }[health.breaker];
  return (
    <section aria-labelledby="gateway">
      <h2 id="gateway" className="mb-1 text-16 font-strong">
        {t("gateway.title")}
      </h2>
      <DescriptionList
        items={[
          { term: t("gateway.state"), details: state },
          {
            term: t("gateway.lastSuccess"),
            details: health.lastSuccessAt ? <RelativeTime at={health.lastSuccessAt} form="relative" /> : t("gateway.never"),
          },
          { term: t("gateway.requests"), details: format.number(health.requestsLastMinute) },
        ]}
      />
    </section>
  );
}
