import Link from "next/link";
import { useId, type ReactNode } from "react";
import { cx } from "./cx";
import { TONE_SOLID, type Tone } from "./tone";

export type StatProps = {
  label: ReactNode;
  value: ReactNode;
  /** Below the number; empty text keeps the place of one that may come. */
  note?: ReactNode;
  /** Where the rows behind the number are. */
  href?: string;
  tone?: Tone;
  /** `l` for the one number a page is about. */
  size?: "m" | "l";
};

/** A number and its name; with `href` it opens the rows behind it. */
export function Stat({ label, value, note, href, tone, size = "m" }: StatProps) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="relative min-w-0">
      <p id={id} title={typeof label === "string" ? label : undefined} className="flex items-center gap-1 text-12 text-muted sm:gap-1.5">
        {tone && <span aria-hidden className={cx("size-2 shrink-0 rounded-[2px]", TONE_SOLID[tone])} />}
        {href ? (
          <Link href={href} className="truncate after:absolute after:inset-0 hover:text-text hover:underline hover:underline-offset-3">
            {label}
          </Link>
        ) : (
          <span className="truncate">{label}</span>
        )}
      </p>
      <p className={cx("mt-0.5 tabular-nums font-strong", size === "l" ? "text-28" : "text-20")}>{value}</p>
      {note !== undefined && <p className="min-h-4 text-12 text-muted">{note}</p>}
    </div>
  );
}

/**
 * A row of numbers with hairlines between them. On a phone three stand side by side, or one where they are `long`, such as
 * sums of money; on a tablet four of six or more.
 */
export function StatRow({ long = false, children }: { long?: boolean; children: ReactNode }) {
  return (
    <div
      className={cx(
        "grid gap-x-2 gap-y-4 sm:gap-x-4",
        !long && "grid-cols-3",
        "sm:flex sm:flex-wrap sm:[&>*]:min-w-32 sm:[&>*]:flex-1 sm:[&>*+*]:border-l sm:[&>*+*]:border-line sm:[&>*+*]:pl-5",
        "sm:max-xl:has-[>:nth-child(7)]:grid sm:max-xl:has-[>:nth-child(7)]:grid-cols-4",
        // They share the width: seen before the last has arrived, they would move.
        "not-has-data-last:invisible",
      )}
    >
      {children}
      <span data-last hidden />
    </div>
  );
}
