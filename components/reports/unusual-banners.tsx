import { carrierName } from "@/components/reports/carrier-table";
import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import { failureQuery } from "@/lib/reports/filters";
import type { CarrierOutcomes } from "@/lib/reports/reads";

/** Carriers that fail unusually against their own last thirty days. */
export async function UnusualBanners({ carriers }: { carriers: readonly CarrierOutcomes[] }) {
  const [t, format] = await Promise.all([getTranslator("reports"), getFormatter()]);
  const named = await Promise.all(carriers.map(async (carrier) => ({ ...carrier, name: await carrierName(carrier.key) })));
  return named.map(({ key, name, day, before }) => (
    <Banner
      key={key}
      tone="attention"
      title={t("unusual.title", { carrier: name, now: format.percent(day.failed / day.total), norm: format.percent(before.failed / before.total) })}
      action={
        <ButtonLink size="s" href={`/delivery/failures?${failureQuery({ carrier: key })}`}>
          {t("unusual.open")}
        </ButtonLink>
      }
    >
      {t("unusual.text", { failed: day.failed, total: day.total })}
    </Banner>
  ));
}
