import { RetryButton } from "@/components/connection/retry-button";
import { Banner } from "@/components/ui/banner";
import type { ConnectionView } from "@/lib/connection/reads";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import type { GatewayHealth } from "@/lib/smsc/governor-reads";

/** Why nothing is asked of the gateway, and what to do about it; nothing while all is well. */
export async function ConnectionNotices({ view, health }: { view: ConnectionView; health: GatewayHealth }) {
  const [t, dashboard, format] = await Promise.all([getTranslator("connection"), getTranslator("dashboard"), getFormatter()]);
  if (view.isUnreadable) {
    return (
      <Banner tone="failed" title={t("notice.unreadable")}>
        {t("notice.unreadableHelp")}
      </Banner>
    );
  }
  if (!view.hasCredential) {
    return (
      <Banner tone="attention" title={t("notice.unset")}>
        {t("notice.unsetHelp")}
      </Banner>
    );
  }
  if (view.isTurnedDown) {
    return (
      <Banner tone="failed" title={t("notice.turnedDown")} action={<RetryButton />}>
        {t("notice.turnedDownHelp")}
      </Banner>
    );
  }
  if (health.breaker !== "open" || health.cause === null) return null;
  if (health.cause === "refusals") {
    return (
      <Banner tone="failed" title={t("notice.refusals")} action={<RetryButton />}>
        {t("notice.refusalsHelp")}
      </Banner>
    );
  }
  return (
    <Banner tone="failed" title={dashboard("attention.gateway")}>
      {dashboard(`gateway.cause.${health.cause}`, { until: health.until ? format.time(health.until) : "" })}
    </Banner>
  );
}
