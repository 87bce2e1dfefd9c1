import { ButtonParts, DialogParts, FieldParts } from "@/components/design/live-parts";
import { DesignSection } from "@/components/design/language";
import { Banner } from "@/components/ui/banner";
import { EmptyState } from "@/components/ui/empty-state";
import { Progress } from "@/components/ui/progress";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Stat, StatRow } from "@/components/ui/stat";
import { StackedBar } from "@/components/ui/stacked-bar";
import { TONES } from "@/components/ui/tone";
import { getFormatter, getTranslator } from "@/lib/i18n/request";

/** Every part with its states. */
export async function Parts() {
  const [t, format] = await Promise.all([getTranslator("design"), getFormatter()]);
  return (
    <>
      <DesignSection id="buttons" title={t("parts.buttons")}>
        <ButtonParts />
      </DesignSection>
      <DesignSection id="fields" title={t("parts.fields")}>
        <FieldParts />
      </DesignSection>
      <DesignSection id="messages" title={t("parts.messages")}>
        <div className="flex max-w-180 flex-col gap-2">
          {TONES.map((tone) => (
            <Banner key={tone} tone={tone} title={t(`states.name.${tone}`)}>
              {t("parts.bannerText")}
            </Banner>
          ))}
        </div>
        <div className="mt-4">
          <DialogParts />
        </div>
      </DesignSection>
      <DesignSection id="numbers" title={t("parts.numbers")}>
        <div className="flex max-w-180 flex-col gap-6">
          <StatRow>
            {(["delivered", "failed", "moving"] as const).map((tone, index) => (
              <Stat key={tone} label={t(`states.name.${tone}`)} tone={tone} value={format.number([12_340, 214, 5_676][index] ?? 0)} />
            ))}
          </StatRow>
          <StackedBar
            label={t("parts.bar")}
            parts={[
              { key: "delivered", tone: "delivered", value: 12_340 },
              { key: "failed", tone: "failed", value: 214 },
              { key: "moving", tone: "moving", value: 5_676 },
            ]}
          />
          <Progress label={t("parts.progress")} value={12_000} max={50_000} text={t("parts.progressText")} />
          <Progress label={t("parts.progressOpen")} value={null} />
        </div>
      </DesignSection>
      <DesignSection id="table-states" title={t("parts.states")}>
        <div className="grid grid-cols-1 gap-8 lg:grid-cols-2">
          <div role="group" aria-label={t("parts.loading")} className="min-w-0 overflow-hidden">
            <SkeletonRows rows={4} />
          </div>
          <EmptyState title={t("parts.empty")}>{t("parts.emptyNext")}</EmptyState>
          <Banner tone="failed" title={t("parts.error")}>
            {t("parts.errorNext")}
          </Banner>
          <Banner tone="attention" title={t("parts.partial")}>
            {t("parts.partialNext")}
          </Banner>
        </div>
      </DesignSection>
    </>
  );
}
