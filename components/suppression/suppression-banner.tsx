import { Ban } from "lucide-react";
import { LiftDialog } from "@/components/suppression/lift-dialog";
import { Banner } from "@/components/ui/banner";
import { RelativeTime } from "@/components/ui/relative-time";
import { getTranslator } from "@/lib/i18n/request";
import { formatMsisdn } from "@/lib/sms/msisdn";
import type { SuppressionRow } from "@/lib/suppression/reads";

/** This number is never written to: why, who said so, and the way back for those who may take it. */
export async function SuppressionBanner({ entry, mayLift }: { entry: SuppressionRow; mayLift: boolean }) {
  const t = await getTranslator("suppression");
  const source = t.has(`source.${entry.source}`) ? t(`source.${entry.source}`) : entry.source;
  return (
    <div className="mb-6">
      <Banner
        tone="stopped"
        icon={<Ban />}
        title={t("banner.title")}
        action={mayLift ? <LiftDialog msisdn={entry.msisdn} number={formatMsisdn(entry.msisdn)} /> : undefined}
      >
        <p className="wrap-anywhere">{entry.reason}</p>
        <p className="text-12 text-muted">
          {[source, entry.createdBy].filter(Boolean).join(" · ")} · <RelativeTime at={entry.createdAt} />
        </p>
        {!mayLift && <p className="text-12 text-muted">{t("banner.whoLifts")}</p>}
      </Banner>
    </div>
  );
}
