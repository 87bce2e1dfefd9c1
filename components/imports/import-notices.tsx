"use client";

import { useTranslations } from "use-intl";
import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button";
import { useFailure } from "@/lib/i18n/use-failure";
import { useFormat } from "@/lib/i18n/use-format";
import type { ImportProgress } from "@/lib/imports/answers";

/** What has to be known of an import before its numbers: why it ended early, and who gets no message. */
export function ImportNotices({ progress }: { progress: ImportProgress }) {
  const t = useTranslations("imports.result");
  const { sentence } = useFailure();
  const { state, failure, suppressedCount } = progress;
  const again = (
    <ButtonLink href="/contacts/imports" size="s">
      {t("again")}
    </ButtonLink>
  );
  return (
    <div className="mb-5 flex flex-col gap-3 empty:hidden">
      {state === "failed" && (
        <Banner tone="failed" title={t("failed")} action={again}>
          {sentence({ code: failure ?? "" })} <Kept progress={progress} />
        </Banner>
      )}
      {state === "canceled" && (
        <Banner tone="stopped" title={t("canceled")} action={again}>
          {progress.rowCount > 0 ? <Kept progress={progress} /> : t("canceledNothing")}
        </Banner>
      )}
      {state === "completed" && suppressedCount > 0 && (
        <Banner
          tone="attention"
          title={t("suppressedTitle", { count: suppressedCount })}
          action={
            <ButtonLink href="/suppression" size="s">
              {t("suppressedLink")}
            </ButtonLink>
          }
        >
          {t("suppressedText", { count: suppressedCount })}
        </Banner>
      )}
    </div>
  );
}

/** What finished batches brought in before the end. */
function Kept({ progress: { createdCount, updatedCount } }: { progress: ImportProgress }) {
  const t = useTranslations("imports.result");
  const format = useFormat();
  if (createdCount + updatedCount === 0) return null;
  return t("kept", { created: format.number(createdCount), updated: format.number(updatedCount) });
}
