import { cx } from "@/components/ui/cx";
import { TONE_SOLID, type Tone } from "@/components/ui/tone";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import type { Funnel } from "@/lib/reports/today";

const STEPS: readonly (readonly [keyof Funnel, Tone])[] = [
  ["planned", "waiting"],
  ["handedOver", "moving"],
  ["ended", "stopped"],
  ["delivered", "delivered"],
];

/** How far the messages of today's mailings have come, each step as a part of all of them. */
export async function Today({ funnel }: { funnel: Funnel }) {
  const [t, format] = await Promise.all([getTranslator("dashboard"), getFormatter()]);
  return (
    <section aria-labelledby="today">
      <h2 id="today" className="mb-3 text-16 font-strong">
        {t("today.title")}
      </h2>
      {funnel.planned === 0 ? (
        <p className="text-14 text-muted">{t("today.none")}</p>
      ) : (
        <dl className="flex flex-col gap-2.5 text-13">
          {STEPS.map(([step, tone]) => {
            const share = funnel[step] / funnel.planned;
            return (
              <div
                key={step}
                className="grid grid-cols-[minmax(0,12rem)_4.5rem_3.5rem_minmax(0,1fr)] items-center gap-x-3 max-sm:grid-cols-[minmax(0,1fr)_4.5rem_3.5rem]"
              >
                <dt className="truncate text-muted">{t(`today.${step}`)}</dt>
                <dd className="text-right font-medium tabular-nums">{format.number(funnel[step])}</dd>
                <dd className="text-right text-12 text-muted tabular-nums">{format.percent(share, share > 0.995 && share < 1 ? 1 : 0)}</dd>
                <dd aria-hidden className="h-2 overflow-hidden rounded-[3px] bg-pressed max-sm:col-span-3">
                  <span className={cx("block h-full", TONE_SOLID[tone])} style={{ width: `${share * 100}%` }} />
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </section>
  );
}
