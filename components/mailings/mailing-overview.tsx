"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { MailingControls } from "@/components/mailings/mailing-controls";
import { MailingNotices } from "@/components/mailings/mailing-notices";
import { MailingStateBadge } from "@/components/mailings/mailing-state-badge";
import { Duration } from "@/components/mailings/mailing-times";
import { ProgressBar } from "@/components/mailings/progress-bar";
import { SpeedControl } from "@/components/mailings/speed-control";
import { FreshnessLine } from "@/components/messages/freshness-line";
import { Count } from "@/components/ui/count";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { Stat, StatRow } from "@/components/ui/stat";
import { useFormat } from "@/lib/i18n/use-format";
import { isMoving, mailingQueries } from "@/lib/mailings/query-options";
import type { Progress } from "@/lib/mailings/reads";

type Props = { name: string; initial: Progress; maySteer: boolean };

/** The head of a mailing's page: what it is, how far it is, what it costs, and the one thing to do. Live. */
export function MailingOverview({ name, initial, maySteer }: Props) {
  const t = useTranslations("mailings");
  const { data: progress = initial } = useQuery({ ...mailingQueries.progress(initial.id), initialData: initial });
  const steered = { ...progress, name };
  return (
    <>
      <PageHeader
        title={name}
        breadcrumb={[{ label: t("list.title"), href: "/mailings" }]}
        badge={<MailingStateBadge state={progress.state} cause={progress.pause?.cause} />}
        actions={maySteer ? <MailingControls mailing={steered} /> : undefined}
      />
      <MailingNotices progress={steered} maySteer={maySteer} />
      {progress.numbers.audience > 0 && <MailingNumbers progress={progress} maySteer={maySteer} />}
    </>
  );
}

function MailingNumbers({ progress, maySteer }: { progress: Progress; maySteer: boolean }) {
  const t = useTranslations("mailings.page");
  const { bar, numbers } = progress;
  const rows = (filter: string) => `/mailings/${progress.id}?filter=${filter}#messages`;
  const isPaused = progress.state === "paused";
  // What comes and goes keeps its place, so that the page below stays where it is.
  const noNote = isMoving(progress) ? "" : undefined;
  return (
    <>
      <ProgressBar counts={bar} size="l" words={false} />
      {progress.freshness && <FreshnessLine freshness={progress.freshness} className="mt-2" />}
      <div className="mt-5">
        <StatRow>
          <Stat
            label={t("delivered")}
            tone="delivered"
            value={<Count value={bar.delivered + bar.read} />}
            note={bar.read > 0 ? t("ofThemRead", { count: bar.read }) : noNote}
            href={rows("delivered")}
          />
          <Stat label={t("failed")} tone="failed" value={<Count value={bar.failed} />} href={rows("failed")} />
          {bar.noStatus > 0 && <Stat label={t("noStatus")} tone="attention" value={<Count value={bar.noStatus} />} href={rows("no_status")} />}
          <Stat label={t("withCarriers")} tone="moving" value={<Count value={bar.withCarriers} />} href={rows("with_carriers")} />
          <Stat
            label={t("atGateway")}
            tone="moving"
            value={<Count value={bar.atGateway} />}
            note={bar.leaving > 0 ? t("leavingNow", { count: bar.leaving }) : noNote}
            href={rows("at_gateway")}
          />
          {(isPaused || bar.stopped > 0) && (
            <Stat
              label={t("stopped")}
              tone="stopped"
              value={<Count value={isPaused ? Math.max(bar.stopped, numbers.stoppedHere) : bar.stopped} />}
              href={rows("-2")}
            />
          )}
          {!isPaused && <Stat label={t("left")} tone="waiting" value={<Count value={numbers.stoppedHere} />} href={rows("waiting")} />}
          {numbers.skipped > 0 && <Stat label={t("skipped")} tone="waiting" value={<Count value={numbers.skipped} />} href={rows("skipped")} />}
        </StatRow>
      </div>
      <MailingFacts progress={progress} maySteer={maySteer} />
    </>
  );
}

function MailingFacts({ progress, maySteer }: { progress: Progress; maySteer: boolean }) {
  const t = useTranslations("mailings.page");
  const format = useFormat();
  const canChange = maySteer && ["scheduled", "planning", "sending", "paused"].includes(progress.state);
  const { currency, quotedCost, speedPerMinute } = progress;
  const quoted = quotedCost === null ? t("notQuoted") : t("ofQuoted", { quoted: format.money(quotedCost, currency ?? "") });
  return (
    <dl className="mt-5 flex flex-wrap gap-x-8 gap-y-3 border-t border-line pt-3 text-13 [&_dd]:mt-0.5 [&_dt]:text-12 [&_dt]:text-muted">
      <div>
        <dt>{t("total")}</dt>
        <dd className="tabular-nums">
          <Count value={progress.numbers.audience} />
        </dd>
      </div>
      <div>
        <dt>{t("speed")}</dt>
        <dd className="flex h-5 items-center gap-2 tabular-nums">
          {speedPerMinute === null ? t("asFast") : `${format.number(speedPerMinute)} ${t("perMinute")}`}
          {canChange && <SpeedControl mailingId={progress.id} speed={speedPerMinute} />}
        </dd>
      </div>
      {progress.secondsLeft !== null && (
        <div>
          <dt>{t("timeLeft")}</dt>
          <dd className="tabular-nums">
            <Duration seconds={progress.secondsLeft} />
          </dd>
        </div>
      )}
      <div>
        <dt>{t("cost")}</dt>
        <dd>
          <Money amount={progress.cost} currency={currency} /> <span className="text-muted">{quoted}</span>
        </dd>
      </div>
    </dl>
  );
}
