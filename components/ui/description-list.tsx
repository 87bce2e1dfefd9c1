import type { ReactNode } from "react";
import { cx } from "./cx";

export type Description = { term: ReactNode; details: ReactNode };

/** Facts and their names. `rows` puts the name at the left, `stack` above. */
export function DescriptionList({ items, layout = "rows" }: { items: readonly Description[]; layout?: "rows" | "stack" }) {
  return (
    <dl className={cx("text-13", layout === "stack" && "flex flex-col gap-3")}>
      {items.map((item, index) => (
        <div
          key={index}
          className={layout === "rows" ? "grid grid-cols-[minmax(7rem,2fr)_5fr] gap-4 border-t border-line py-2 first:border-t-0" : ""}
        >
          <dt className={cx("text-muted", layout === "stack" && "text-12")}>{item.term}</dt>
          <dd className="min-w-0 wrap-anywhere">{item.details}</dd>
        </div>
      ))}
    </dl>
  );
}
