import type { Metadata } from "next";
import { OwnStateTable, StatusTable } from "@/components/messages/status-table";
import { PageHeader } from "@/components/ui/page-header";
import { requirePermission } from "@/lib/auth/guard";
import { getTranslator } from "@/lib/i18n/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("help");
  return { title: t("statuses.title") };
}

export default async function StatusesPage() {
  await requirePermission("message.look_up");
  const t = await getTranslator("help");
  return (
    <>
      <PageHeader title={t("statuses.title")} description={<p className="max-w-180">{t("statuses.lead")}</p>} />
      <section aria-labelledby="gateway-statuses">
        <h2 id="gateway-statuses" className="mb-3 text-16 font-strong">
          {t("statuses.gatewayHeading")}
        </h2>
        <StatusTable />
        <p className="mt-3 text-12 text-muted">{t("statuses.unknownNote")}</p>
      </section>
      <section aria-labelledby="own-states" className="mt-10">
        <h2 id="own-states" className="mb-3 text-16 font-strong">
          {t("statuses.ownHeading")}
        </h2>
        <OwnStateTable />
      </section>
    </>
  );
}
