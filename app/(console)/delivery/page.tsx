import { ChartColumn } from "lucide-react";
import type { Metadata } from "next";
import { CarrierTable } from "@/components/reports/carrier-table";
import { DeliveryChart } from "@/components/reports/delivery-chart";
import { CauseOutcomes, SenderOutcomes } from "@/components/reports/outcome-lists";
import { QuarantineProposals } from "@/components/reports/quarantine-proposals";
import { UnusualBanners } from "@/components/reports/unusual-banners";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requirePermission } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { readBalance } from "@/lib/balance/reads";
import { getFormatter, getTimeZone, getTranslator } from "@/lib/i18n/request";
import { everyDay } from "@/lib/reports/every-day";
import { failureFilterOf } from "@/lib/reports/filters";
import { readProposals } from "@/lib/reports/quarantine";
import { readDelivery, REPORT_DAYS } from "@/lib/reports/reads";

type Props = { searchParams: Promise<{ day?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("reports");
  return { title: t("title") };
}

export default async function DeliveryPage({ searchParams }: Props) {
  const { role } = await requirePermission("mailing.read");
  const { day } = failureFilterOf(await searchParams);
  const now = new Date();
  const timeZone = await getTimeZone();
  const [t, format, delivery, proposals, balance] = await Promise.all([
    getTranslator("reports"),
    getFormatter(),
    readDelivery({ now, timeZone, day }),
    readProposals(),
    readBalance(),
  ]);
  const { days, carriers, senders, causes } = delivery;
  const header = (
    <PageHeader
      title={t("title")}
      description={day === null ? t("lead") : t("leadDay", { day: format.date(`${day}T12:00:00Z`) })}
      actions={day === null ? undefined : <ButtonLink href="/delivery">{t("allDays")}</ButtonLink>}
    />
  );
  if (days.length === 0) {
    return (
      <>
        {header}
        <EmptyState icon={<ChartColumn />} title={t("empty")}>
          {t("emptyNext")}
        </EmptyState>
      </>
    );
  }
  return (
    <>
      {header}
      <div className="flex flex-col gap-10">
        <div className="flex flex-col gap-2 empty:hidden">
          <UnusualBanners carriers={carriers.filter(({ isUnusual }) => isUnusual)} />
        </div>
        <DeliveryChart days={everyDay(days, { now, timeZone, count: REPORT_DAYS })} />
        <CarrierTable carriers={carriers} day={day} />
        <div className="grid gap-10 xl:grid-cols-2">
          <CauseOutcomes causes={causes} day={day} />
          <SenderOutcomes senders={senders} day={day} />
        </div>
        <QuarantineProposals {...proposals} currency={balance?.currency ?? null} maySuppress={can(role, "suppression.quarantine")} />
      </div>
    </>
  );
}
