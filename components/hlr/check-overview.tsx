"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { CheckStateBadge, VERDICT_TONE } from "@/components/hlr/hlr-badges";
import { CheckDeeds } from "@/components/hlr/check-deeds";
import { Banner } from "@/components/ui/banner";
import { Count } from "@/components/ui/count";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader } from "@/components/ui/page-header";
import { Progress } from "@/components/ui/progress";
import { RelativeTime } from "@/components/ui/relative-time";
import { Stat, StatRow } from "@/components/ui/stat";
import { VERDICTS } from "@/lib/hlr/lifecycle";
import { checkQueries } from "@/lib/hlr/query-options";
import type { CheckProgress } from "@/lib/hlr/reads";
import { useFormat } from "@/lib/i18n/use-format";

type Props = { initial: CheckProgress; /** What it is called. */ name: string; currency: string | null; mayRun: boolean };

/** A check: how far it is, what was found, what it cost, and what can be made of it. Live. */
export function CheckOverview({ initial, name, currency, mayRun }: Props) {
  const t = useTranslations("hlr");
  const router = useRouter();
  const { data: check = initial } = useQuery({ ...checkQueries.progress(initial.id), initialData: initial });
  // The numbers stand on the page that the server writes; they keep their order, so nothing moves under the pointer.
  const isNews = stampOf(check) !== stampOf(initial);
  useEffect(() => {
    if (isNews) router.refresh();
  }, [isNews, check, router]);
  return (
    <>
      <PageHeader
        title={name}
        breadcrumb={[{ label: t("title"), href: "/hlr" }]}
        badge={<CheckStateBadge state={check.state} />}
        actions={mayRun ? <CheckDeeds check={check} /> : undefined}
      />
      <CheckNotices check={check} />
      {check.answeredCount < check.size && (
        <Progress
          label={t("run.label")}
          value={check.answeredCount}
          max={check.size}
          text={t("run.text", { done: check.answeredCount, size: check.size })}
        />
      )}
      <div className="mt-5">
        <StatRow>
          {VERDICTS.map((verdict) => (
            <Stat
              key={verdict}
              label={t(`verdict.${verdict}`)}
              tone={VERDICT_TONE[verdict]}
              value={<Count value={check.verdicts[verdict]} />}
              href={`/hlr/${check.id}?verdict=${verdict}`}
            />
          ))}
        </StatRow>
      </div>
      <CheckFacts check={check} currency={currency} />
    </>
  );
}

const stampOf = ({ state, answeredCount, unlearntCount, queuedCount }: CheckProgress) => [state, answeredCount, unlearntCount, queuedCount].join();

function CheckNotices({ check }: { check: CheckProgress }) {
  const t = useTranslations("hlr.run");
  const mailings = useTranslations("mailings");
  const { state, stopCause, queuedCount, unconfirmedCount } = check;
  const cause = stopCause !== null && mailings.has(`causeShort.${stopCause}`) ? mailings(`causeShort.${stopCause}`) : (stopCause ?? "");
  return (
    <div className="mb-4 flex flex-col gap-2 empty:hidden">
      {state === "stopped" && (
        <Banner tone="stopped" title={t("stoppedTitle")}>
          {stopCause === "operator" ? t("stoppedBy", { count: queuedCount }) : t("stoppedSelf", { count: queuedCount, cause })}
        </Banner>
      )}
      {unconfirmedCount > 0 && (
        <Banner tone="attention" title={t("unconfirmedTitle", { count: unconfirmedCount })}>
          {t("unconfirmed")}
        </Banner>
      )}
    </div>
  );
}

function CheckFacts({ check, currency }: { check: CheckProgress; currency: string | null }) {
  const t = useTranslations("hlr.facts");
  const format = useFormat();
  const money = (amount: string) => format.money(amount, currency ?? "");
  const from = [...check.lists, ...(check.pastedCount > 0 ? [t("pasted", { count: check.pastedCount })] : [])].join(", ");
  const left = [
    ...(check.suppressedCount > 0 ? [t("suppressed", { count: check.suppressedCount })] : []),
    ...(check.recentCount > 0 ? [t("recent", { count: check.recentCount })] : []),
  ].join(", ");
  const quoted = check.quotedCost === null ? t("notQuoted") : t("ofQuoted", { quoted: money(check.quotedCost) });
  return (
    <section aria-label={t("label")} className="mt-6 max-w-180">
      <DescriptionList
        items={[
          { term: t("size"), details: <Count value={check.size} /> },
          ...(from ? [{ term: t("of"), details: from }] : []),
          { term: t("left"), details: left || t("nobody") },
          { term: t("cost"), details: [...(check.cost === null ? [] : [money(check.cost)]), quoted].join(" ") },
          {
            term: t("by"),
            details: (
              <>
                {check.createdBy} <RelativeTime at={check.createdAt} />
              </>
            ),
          },
          ...(check.finishedAt ? [{ term: t("ended"), details: <RelativeTime at={check.finishedAt} /> }] : []),
        ]}
      />
    </section>
  );
}
