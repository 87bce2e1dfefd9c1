import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { StackedBar } from "@/components/ui/stacked-bar";
import { TONE_SOLID, TONES } from "@/components/ui/tone";
import { Check, CircleAlert, CirclePause, Clock, Eye, Send, TriangleAlert } from "lucide-react";
import { getTranslator } from "@/lib/i18n/request";

/** A part of the page on design. */
export function DesignSection({ id, title, help, children }: { id: string; title: string; help?: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="text-16 font-strong">
        {title}
      </h2>
      {help && <p className="mt-1 max-w-180 text-13 text-muted">{help}</p>}
      <div className="mt-4">{children}</div>
    </section>
  );
}

const SWATCHES = {
  surfaces: ["surface", "sunken", "raised", "hover", "pressed", "line", "line-strong", "control-line"],
  text: ["text", "text-muted", "text-faint", "text-disabled"],
  deeds: ["ink", "accent", "accent-soft", "danger", "sandbox"],
} as const;

/** The colours that are no state, by what they are for. */
export async function Colours() {
  const t = await getTranslator("design");
  return (
    <DesignSection id="colours" title={t("colours.title")} help={t("colours.help")}>
      <div className="flex flex-col gap-5">
        {(Object.keys(SWATCHES) as (keyof typeof SWATCHES)[]).map((group) => (
          <div key={group}>
            <h3 className="mb-2 text-12 font-text text-muted">{t(`colours.${group}`)}</h3>
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))] gap-3">
              {SWATCHES[group].map((name) => (
                <li key={name} className="text-12 text-muted">
                  <span aria-hidden className="mb-1 block h-10 rounded-m border border-line" style={{ background: `var(--${name})` }} />
                  {name}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </DesignSection>
  );
}

const STATE_ICON = { waiting: Clock, moving: Send, delivered: Check, read: Eye, attention: TriangleAlert, failed: CircleAlert, stopped: CirclePause };

/** The palette of states, as badges and in a bar. */
export async function States() {
  const t = await getTranslator("design");
  return (
    <DesignSection id="states" title={t("states.title")} help={t("states.help")}>
      <ul className="flex flex-wrap gap-x-6 gap-y-3">
        {TONES.map((tone) => {
          const Icon = STATE_ICON[tone];
          return (
            <li key={tone} className="flex items-center gap-2">
              <span aria-hidden className={cx("size-3 rounded-[3px]", TONE_SOLID[tone])} />
              <Badge tone={tone} icon={<Icon aria-hidden />}>
                {t(`states.name.${tone}`)}
              </Badge>
            </li>
          );
        })}
      </ul>
      <div className="mt-4 max-w-180">
        <StackedBar
          size="l"
          label={TONES.map((tone) => t(`states.name.${tone}`)).join(", ")}
          parts={TONES.map((tone, index) => ({ key: tone, tone, value: TONES.length - index }))}
        />
      </div>
    </DesignSection>
  );
}

const SIZES = [
  ["28", "text-28 font-strong"],
  ["20", "text-20 font-strong"],
  ["16", "text-16 font-strong"],
  ["14", "text-14"],
  ["13", "text-13"],
  ["12", "text-12 text-muted"],
] as const;

/** The one scale of type. */
export async function Typeface() {
  const t = await getTranslator("design");
  return (
    <DesignSection id="type" title={t("type.title")} help={t("type.help")}>
      <dl className="flex flex-col gap-3">
        {SIZES.map(([size, look]) => (
          <div key={size} className="flex flex-wrap items-baseline gap-x-6">
            <dt className="w-44 text-12 text-muted">
              {size} · {t(`type.use.${size}`)}
            </dt>
            <dd className={cx("tabular-nums", look)}>{t("type.sample")}</dd>
          </div>
        ))}
      </dl>
    </DesignSection>
  );
}

/** Radii, elevation and motion. */
export async function Measures() {
  const t = await getTranslator("design");
  return (
    <DesignSection id="measures" title={t("measures.title")} help={t("measures.motion")}>
      <ul className="flex flex-wrap gap-6 text-12 text-muted">
        {(
          [
            ["4", "rounded-s"],
            ["6", "rounded-m"],
            ["10", "rounded-l"],
          ] as const
        ).map(([size, look]) => (
          <li key={size}>
            <span aria-hidden className={cx("mb-1 block h-12 w-24 border border-line-strong bg-sunken", look)} />
            {t("measures.radius", { size })}
          </li>
        ))}
        {(
          [
            ["1", "shadow-e1"],
            ["2", "shadow-e2"],
          ] as const
        ).map(([level, look]) => (
          <li key={level}>
            <span aria-hidden className={cx("mb-1 block h-12 w-24 rounded-l bg-raised", look)} />
            {t("measures.shadow", { level })}
          </li>
        ))}
      </ul>
    </DesignSection>
  );
}
