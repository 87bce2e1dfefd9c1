import { cx } from "./cx";

/** The shape of what is coming, of exactly its size; it appears when the wait is longer than 150 ms. */
export function Skeleton({ className = "h-4 w-full" }: { className?: string }) {
  return <span aria-hidden className={cx("block rounded-s bg-pressed appear-late", className)} />;
}

/** Rows of a table that is coming. */
export function SkeletonRows({ rows = 8, height = "dense" }: { rows?: number; height?: "dense" | "list" }) {
  return (
    <div aria-busy="true">
      <div className="h-8 border-y border-line bg-sunken" />
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={cx("flex items-center gap-6 border-b border-line px-3", height === "dense" ? "h-8" : "h-15")}>
          <Skeleton className={cx("h-3", index % 3 === 1 ? "w-44" : "w-36")} />
          <Skeleton className="h-3 w-24" />
          <Skeleton className="ml-auto h-3 w-16" />
        </div>
      ))}
    </div>
  );
}
