import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CheckOverview } from "@/components/hlr/check-overview";
import { ResultTable } from "@/components/hlr/result-table";
import { Banner } from "@/components/ui/banner";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { requirePermission } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { readBalance } from "@/lib/balance/reads";
import { daysSince, readVerdict, RECENT_DAYS, VERDICTS, type Verdict } from "@/lib/hlr/lifecycle";
import { findCheck, listResults } from "@/lib/hlr/reads";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import { cursorOf, idInAddress } from "@/lib/keyset";

type Props = { params: Promise<{ checkId: string }>; searchParams: Promise<{ verdict?: string; after?: string; before?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("hlr");
  return { title: t("message.check") };
}

export default async function CheckPage({ params, searchParams }: Props) {
  const { role } = await requirePermission("hlr.read");
  const checkId = idInAddress((await params).checkId);
  const search = await searchParams;
  const verdict = readVerdict(search.verdict);
  const [t, format, check, page, balance] = await Promise.all([
    getTranslator("hlr"),
    getFormatter(),
    findCheck(checkId),
    listResults({ checkId, verdict }, cursorOf(search)),
    readBalance(),
  ]);
  if (!check) notFound();
  const href = (chosen: Verdict | null, cursor: Record<string, string> = {}) =>
    `/hlr/${checkId}?${new URLSearchParams({ ...(chosen === null ? {} : { verdict: chosen }), ...cursor })}`;
  const age = check.finishedAt === null ? 0 : daysSince(check.finishedAt, new Date());
  return (
    <>
      <CheckOverview
        initial={check}
        name={t("name", { when: format.dateTime(check.createdAt) })}
        currency={balance?.currency ?? null}
        mayRun={can(role, "hlr.run")}
      />
      <section aria-labelledby="numbers" className="mt-8">
        <div className="mb-1 flex items-center justify-between gap-4">
          <h2 id="numbers" className="text-16 font-strong">
            {t("results.title")}
          </h2>
          <DownloadLink href={`/api/hlr/${checkId}/results.csv${verdict === null ? "" : `?verdict=${verdict}`}`}>
            {t("results.download")}
          </DownloadLink>
        </div>
        {age >= RECENT_DAYS && <Banner tone="attention" title={t("results.old", { age })} />}
        <Tabs
          label={t("results.title")}
          className="mb-2"
          tabs={[null, ...VERDICTS].map((chosen) => ({
            href: href(chosen),
            label: chosen === null ? t("results.all") : t(`verdict.${chosen}`),
            current: chosen === verdict,
          }))}
        />
        {page.rows.length === 0 ? <EmptyState title={t("results.none")} /> : <ResultTable rows={page.rows} />}
        <Pagination
          previousHref={page.previous && href(verdict, { before: page.previous })}
          nextHref={page.next && href(verdict, { after: page.next })}
        />
      </section>
    </>
  );
}
