import type { Metadata } from "next";
import { ConnectionFacts } from "@/components/connection/connection-facts";
import { ConnectionForm } from "@/components/connection/connection-form";
import { ConnectionNotices } from "@/components/connection/connection-notices";
import { ConnectionTest } from "@/components/connection/connection-test";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { requirePermission } from "@/lib/auth/guard";
import { readCallbackCounts } from "@/lib/connection/callback-counts";
import { readConnectionView, readHistoryView } from "@/lib/connection/reads";
import { getTranslator } from "@/lib/i18n/request";
import { readGatewayHealth } from "@/lib/smsc/governor-reads";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("connection");
  return { title: t("title") };
}

export default async function ConnectionPage() {
  await requirePermission("settings.manage");
  const [t, view, health, callbacks, history] = await Promise.all([
    getTranslator("connection"),
    readConnectionView(),
    readGatewayHealth(),
    readCallbackCounts(),
    readHistoryView(),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("lead")}
        actions={
          <>
            <ButtonLink href="/connection/unmatched">{t("unmatched")}</ButtonLink>
            <ButtonLink href="/connection/log">{t("log")}</ButtonLink>
          </>
        }
      />
      <div className="mb-8 empty:hidden">
        <ConnectionNotices view={view} health={health} />
      </div>
      <div className="flex flex-wrap items-start gap-x-16 gap-y-10">
        <div className="min-w-0 flex-[2_1_26rem]">
          <ConnectionForm view={view} />
        </div>
        <div className="flex min-w-0 flex-[1_1_18rem] flex-col gap-10">
          <ConnectionTest />
          <ConnectionFacts health={health} callbacks={callbacks} history={history} />
        </div>
      </div>
    </>
  );
}
