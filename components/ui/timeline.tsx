import type { ReactNode } from "react";
import { cx } from "./cx";
import { TONE_SOLID, type Tone } from "./tone";

export type TimelineEntry = { key: string; title: ReactNode; tone?: Tone; at?: ReactNode; details?: ReactNode };

/** What happened, in order. */
export function Timeline({ entries, label }: { entries: readonly TimelineEntry[]; label: string }) {
  return (
    <ol aria-label={label} className="text-13">
      {entries.map((entry, index) => (
        <li key={entry.key} className="relative flex gap-3 pb-5 last:pb-0">
          {index < entries.length - 1 && <span aria-hidden className="absolute top-4 bottom-0 left-1 w-px bg-line-strong" />}
          <span aria-hidden className={cx("mt-1.5 size-[9px] shrink-0 rounded-full", TONE_SOLID[entry.tone ?? "waiting"])} />
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <div className="font-medium">{entry.title}</div>
              {entry.at && <div className="text-12 text-muted tabular-nums">{entry.at}</div>}
            </div>
            {entry.details && <div className="mt-0.5 text-muted">{entry.details}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
