"use client";

import { useTranslations } from "use-intl";
import { Banner } from "@/components/ui/banner";
import { useFormat } from "@/lib/i18n/use-format";
import type { Progress } from "@/lib/mailings/reads";

/** Who stopped it and why with what to do; why it does not move; what is in doubt. */
export function MailingNotices({ progress }: { progress: Pick<Progress, "pause" | "wait" | "unconfirmed"> }) {
  const t = useTranslations("mailings");
  const format = useFormat();
  const { pause, wait, unconfirmed } = progress;
  return (
    <div className="mb-5 flex flex-col gap-2 empty:hidden">
      {pause && (
        <Banner
          tone={pause.cause === "operator" ? "stopped" : "failed"}
          title={
            pause.cause === "operator"
              ? t("banner.paused", { who: pause.by ?? "–", when: format.dateTime(pause.at) })
              : t("banner.stopped", { when: format.dateTime(pause.at) })
          }
        >
          {pause.cause === "operator"
            ? pause.reason
              ? t("banner.reason", { reason: pause.reason })
              : t("banner.noReason")
            : t(`cause.${pause.cause}`)}
        </Banner>
      )}
      {wait && wait.code !== "speed" && (
        <Banner tone={wait.code === "statuses" || wait.code === "planning" ? "moving" : "attention"} title={waitSentence(wait)} />
      )}
      {unconfirmed > 0 && <Banner tone="attention" title={t("page.unconfirmed", { count: unconfirmed })} />}
    </div>
  );

  function waitSentence({ code, until }: NonNullable<Progress["wait"]>): string {
    const key = t.has(`wait.${code}`) ? `wait.${code}` : "wait.gateway_blocked";
    return t(key, { until: until ? ` – ${format.time(until)}` : "" });
  }
}
