import type { ReactNode } from "react";
import { cx } from "./cx";
import { TONE_SOLID, type Tone } from "./tone";

export type NumberRow = {
  label: ReactNode;
  value: ReactNode;
  /** What happens to them, below the label. */
  note?: ReactNode;
  tone?: Tone;
  /** The sum, under a stronger line. */
  total?: boolean;
};

/** Few numbers that a decision rests on: words left, tabular figures right. */
export function NumbersTable({ rows, caption }: { rows: readonly NumberRow[]; caption?: string }) {
  return (
    <table className="w-full text-13">
      {caption && <caption className="sr-only">{caption}</caption>}
      <tbody>
        {rows.map((row, index) => (
          <tr key={index} className={cx("border-t", row.total ? "border-control-line" : "border-line", "first:border-t-0")}>
            <th scope="row" className={cx("py-2 pr-4 text-left align-top", row.total ? "font-strong" : "font-text")}>
              <span className="flex gap-2">
                {row.tone && <span aria-hidden className={cx("mt-1.5 size-2 shrink-0 rounded-[2px]", TONE_SOLID[row.tone])} />}
                <span>
                  {row.label}
                  {row.note && <span className="block text-12 font-text text-muted">{row.note}</span>}
                </span>
              </span>
            </th>
            <td className={cx("py-2 text-right align-top tabular-nums whitespace-nowrap", row.total ? "font-strong" : "font-medium")}>{row.value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
