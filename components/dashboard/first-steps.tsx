import { Check } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { getTranslator } from "@/lib/i18n/request";
import type { FirstSteps as Steps } from "@/lib/reports/first-steps";

const PLACE: Record<keyof Steps, string> = {
  connected: "/connection",
  contacts: "/contacts/imports",
  test: "/messages/new",
  mailing: "/mailings/new",
};
const ORDER = ["connected", "contacts", "test", "mailing"] as const;

/** What a new installation lacks before its first mailing; the next step has the button. */
export async function FirstSteps({
  steps,
  may,
}: {
  steps: Steps;
  /** Which of the places the reader may open. */ may: Record<keyof Steps, boolean>;
}) {
  const t = await getTranslator("dashboard");
  const next = ORDER.find((step) => !steps[step] && may[step]);
  return (
    <section aria-labelledby="steps">
      <h2 id="steps" className="text-16 font-strong">
        {t("steps.title")}
      </h2>
      <p className="mb-3 text-13 text-muted">{t("steps.lead")}</p>
      <ol className="divide-y divide-line border-y border-line">
        {ORDER.map((step, index) => (
          <li key={step} className="flex items-center gap-4 py-3">
            <span
              className={cx(
                "grid size-6 shrink-0 place-items-center rounded-full text-12 font-strong",
                steps[step] ? "bg-delivered-bg text-delivered-fg" : "bg-pressed text-muted",
              )}
            >
              {steps[step] ? <Check role="img" aria-label={t("steps.done")} className="size-3.5" /> : index + 1}
            </span>
            <div className="min-w-0 flex-1">
              <p className={cx("text-14 font-medium", steps[step] && "text-muted")}>{t(`steps.${step}`)}</p>
              {!steps[step] && <p className="text-13 text-muted">{t(`steps.${step}Help`)}</p>}
            </div>
            {step === next && (
              <ButtonLink size="s" href={PLACE[step]}>
                {t(`steps.open.${step}`)}
              </ButtonLink>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
