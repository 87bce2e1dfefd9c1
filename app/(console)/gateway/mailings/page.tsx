import { Server } from "lucide-react";
import type { Metadata } from "next";
import { GatewayMailingTable } from "@/components/connection/gateway-mailing-table";
import { Banner } from "@/components/ui/banner";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requirePermission } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { readGatewayMailings } from "@/lib/connection/gateway-mailings";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import { gateway } from "@/lib/smsc/account";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("connection");
  return { title: t("mailings.title") };
}

export default async function GatewayMailingsPage() {
  const operator = await requirePermission("mailing.read");
  const [t, format, found] = await Promise.all([getTranslator("connection"), getFormatter(), readGatewayMailings(gateway())]);
  return (
    <>
      <PageHeader title={t("mailings.title")} description={t("mailings.lead")} />
      {found.kind === "failed" && <Banner tone="failed" title={t("mailings.failed")} />}
      {found.kind === "barred" && (
        <Banner tone="attention" title={t("mailings.barred")}>
          {found.seconds === null ? t("mailings.barredCause") : t("mailings.barredHelp", { seconds: found.seconds })}
        </Banner>
      )}
      {found.kind === "known" && found.rows.length === 0 && (
        <EmptyState icon={<Server />} title={t("mailings.empty")}>
          {t("mailings.emptyNext")}
        </EmptyState>
      )}
      {found.kind === "known" && found.rows.length > 0 && <GatewayMailingTable rows={found.rows} mayCancel={can(operator.role, "mailing.steer")} />}
      {found.kind === "known" && <p className="mt-3 text-12 text-muted">{t("mailings.asked", { when: format.clock(found.askedAt) })}</p>}
    </>
  );
}
