"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { cx } from "@/components/ui/cx";
import { StackedBar } from "@/components/ui/stacked-bar";
import { TONE_SOLID, type Tone } from "@/components/ui/tone";
import { useFormat } from "@/lib/i18n/use-format";

/** Parts of a bar, always in this order: what has ended, what is on its way, what waits. */
export const BAR_PARTS = ["delivered", "read", "failed", "noStatus", "withCarriers", "atGateway", "leaving", "stopped", "planned"] as const;
export type BarPart = (typeof BAR_PARTS)[number];
export type BarCounts = Record<BarPart, number>;

const TONE: Record<BarPart, Tone> = {
  delivered: "delivered",
  read: "read",
  failed: "failed",
  noStatus: "attention",
  withCarriers: "moving",
  atGateway: "moving",
  leaving: "moving",
  stopped: "stopped",
  planned: "waiting",
};

/** Three parts share the blue: the nearer to the recipient, the fuller. */
const SHADE: Partial<Record<BarPart, string>> = { atGateway: "opacity-65", leaving: "opacity-35" };

/** What a row of a list says: the three blue parts together, each in a short word (`mailings.barShort`). */
const SHORT: readonly { key: string; tone: Tone; parts: readonly BarPart[] }[] = [
  { key: "delivered", tone: "delivered", parts: ["delivered"] },
  { key: "read", tone: "read", parts: ["read"] },
  { key: "failed", tone: "failed", parts: ["failed"] },
  { key: "noStatus", tone: "attention", parts: ["noStatus"] },
  { key: "onTheWay", tone: "moving", parts: ["withCarriers", "atGateway", "leaving"] },
  { key: "stopped", tone: "stopped", parts: ["stopped"] },
  { key: "planned", tone: "waiting", parts: ["planned"] },
];

export type ProgressBarProps = {
  counts: Partial<BarCounts>;
  /** 8 px and short words in lists, 12 px and every part on the page of the mailing. */
  size?: "m" | "l";
  /** Leave the numbers out where the page says them itself, right beside the bar. */
  words?: boolean;
  /** Where the rows behind a number are; for the large bar. */
  hrefOf?: Partial<Record<BarPart, string>>;
};

/** How far a mailing has come, in a bar and in numbers. */
export function ProgressBar({ counts, size = "m", words = true, hrefOf }: ProgressBarProps) {
  const t = useTranslations("mailings.bar");
  const format = useFormat();
  const parts = BAR_PARTS.map((key) => ({ key, tone: TONE[key], value: counts[key] ?? 0, shade: SHADE[key] })).filter(({ value }) => value > 0);
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  const said = parts.map(({ key, value }) => t("part", { word: t(key), count: format.number(value) })).join(", ");
  const label = parts.length === 0 ? t("empty") : t("label", { parts: said, total: format.number(total) });
  return (
    <div className="min-w-0">
      <StackedBar size={size} label={label} parts={parts} />
      {words && (size === "l" ? <AllParts parts={parts} hrefOf={hrefOf} /> : <ShortParts counts={counts} />)}
    </div>
  );
}

type ShownPart = { key: BarPart; tone: Tone; value: number; shade?: string };

function AllParts({ parts, hrefOf = {} }: { parts: readonly ShownPart[]; hrefOf?: Partial<Record<BarPart, string>> }) {
  const t = useTranslations("mailings.bar");
  const format = useFormat();
  return (
    <ul className="mt-2.5 flex flex-wrap gap-x-5 gap-y-1 text-13 tabular-nums">
      {parts.map(({ key, value, tone, shade }) => (
        <li key={key} className="flex items-center gap-1.5 whitespace-nowrap text-muted">
          <span aria-hidden className={cx("size-2 rounded-[2px]", TONE_SOLID[tone], shade)} />
          <span className="font-medium text-text">{format.number(value)}</span>
          {hrefOf[key] ? (
            <Link href={hrefOf[key]} className="relative z-1 hover:text-text hover:underline hover:underline-offset-3">
              {t(key)}
            </Link>
          ) : (
            t(key)
          )}
        </li>
      ))}
    </ul>
  );
}

function ShortParts({ counts }: { counts: Partial<BarCounts> }) {
  const t = useTranslations("mailings.barShort");
  const format = useFormat();
  const shown = SHORT.map(({ parts, ...part }) => ({
    ...part,
    value: parts.reduce((sum, key) => sum + (counts[key] ?? 0), 0),
  })).filter(({ value }) => value > 0);
  if (shown.length === 0) return null;
  return (
    <ul className="mt-1.5 flex flex-wrap gap-x-3 text-12 text-muted tabular-nums">
      {shown.map(({ key, tone, value }) => (
        <li key={key} className="flex items-center gap-1 whitespace-nowrap">
          <span aria-hidden className={cx("size-1.5 rounded-[2px]", TONE_SOLID[tone])} />
          <span className="font-medium text-text">{format.number(value)}</span>
          {t(key)}
        </li>
      ))}
    </ul>
  );
}
