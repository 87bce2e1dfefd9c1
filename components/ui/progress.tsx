"use client";

import { Progress as BaseProgress } from "@base-ui/react/progress";

export type ProgressProps = {
  label: string;
  /** Null while it is not known how much there is. */
  value: number | null;
  max?: number;
  /** The number in words, beside the label: "12 000 of 50 000 rows". */
  text?: string;
};

/** How far something has come. */
export function Progress({ label, value, max = 100, text }: ProgressProps) {
  return (
    <BaseProgress.Root aria-label={label} value={value} max={max} getAriaValueText={text ? () => text : undefined} className="w-full">
      <div aria-hidden className="mb-1.5 flex justify-between gap-4 text-13">
        <span className="font-medium">{label}</span>
        {text && <span className="text-muted tabular-nums">{text}</span>}
      </div>
      <BaseProgress.Track className="h-2 overflow-hidden rounded-[3px] bg-pressed">
        <BaseProgress.Indicator className="bg-moving-solid transition-[width] duration-200 data-indeterminate:w-1/3 data-indeterminate:animate-pulse" />
      </BaseProgress.Track>
    </BaseProgress.Root>
  );
}
