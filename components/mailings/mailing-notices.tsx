"use client";

import { useTranslations } from "use-intl";
import { RefreshBalanceButton } from "@/components/balance/refresh-balance-button";
import { DoubtsDialog } from "@/components/mailings/doubts-dialog";
import { ResumeButton } from "@/components/mailings/resume-button";
import { useReason } from "@/components/mailings/use-reason";
import { Banner } from "@/components/ui/banner";
import { useFormat } from "@/lib/i18n/use-format";
import type { Progress } from "@/lib/mailings/reads";

type Props = { progress: Pick<Progress, "id" | "pause" | "wait" | "unconfirmed" | "undecided" | "currency">; maySteer: boolean };

/** What a wait looks like while nothing is wrong. */
const CALM = new Set(["statuses", "planning", "speed", "due", "night", "turn", "gateway_probing"]);

/** Who stopped it and why with what to do; why it does not move; what is in doubt. */
export function MailingNotices({ progress, maySteer }: Props) {
  const t = useTranslations("mailings");
  const reason = useReason();
  const { pause, wait, unconfirmed, undecided } = progress;
  return (
    <div className="mb-5 flex flex-col gap-2 empty:hidden">
      {pause && (pause.cause === "operator" ? <Paused pause={pause} /> : <Stopped progress={progress} pause={pause} maySteer={maySteer} />)}
      {wait && wait.code !== "speed" && <Banner tone={CALM.has(wait.code) ? "moving" : "attention"} title={reason({ wait, pause: null })} />}
      {undecided > 0 && (
        <Banner
          tone="attention"
          title={t("doubts.title", { count: undecided })}
          action={maySteer ? <DoubtsDialog mailingId={progress.id} count={undecided} /> : undefined}
        >
          {t("doubts.text")}
        </Banner>
      )}
      {unconfirmed > undecided && <Banner tone="attention" title={t("page.unconfirmed", { count: unconfirmed - undecided })} />}
    </div>
  );
}

type Pause = NonNullable<Progress["pause"]>;

function Paused({ pause }: { pause: Pause }) {
  const t = useTranslations("mailings.banner");
  const format = useFormat();
  return (
    <Banner tone="stopped" title={t("paused", { who: pause.by ?? "–", when: format.dateTime(pause.at) })}>
      {pause.reason ? t("reason", { reason: pause.reason }) : t("noReason")}
      {pause.until && <p>{t("until", { when: format.dateTime(pause.until) })}</p>}
    </Banner>
  );
}

/** A stop by itself: when, why and what to do; for want of money also whether the balance has risen, and the one click. */
function Stopped({ progress, pause, maySteer }: Props & { pause: Pause }) {
  const t = useTranslations("mailings");
  const format = useFormat();
  const isMoney = pause.cause === "gateway.no_money";
  const action = isMoney && maySteer && (pause.balance?.hasRisen ? <ResumeButton mailingId={progress.id} /> : <RefreshBalanceButton />);
  return (
    <Banner tone="failed" title={t("banner.stopped", { when: format.dateTime(pause.at) })} action={action || undefined}>
      {t(`cause.${pause.cause}`, { detail: pause.detail ?? "" })}
      {isMoney && <p>{balanceSentence()}</p>}
      {pause.until && <p>{t("banner.until", { when: format.dateTime(pause.until) })}</p>}
    </Banner>
  );

  function balanceSentence(): string {
    if (!pause.balance) return t("banner.balanceUnknown");
    const { then, now, at, hasRisen } = pause.balance;
    const money = (amount: string) => format.money(amount, progress.currency ?? "");
    const when = format.dateTime(at);
    return hasRisen ? t("banner.balanceRisen", { then: money(then), now: money(now), when }) : t("banner.balanceNotRisen", { now: money(now), when });
  }
}
