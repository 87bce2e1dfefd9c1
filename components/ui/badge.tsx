import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { TONE_TINT, type Tone } from "./tone";

export type BadgeProps = {
  tone: Tone;
  children: ReactNode;
  /** A 12 px icon: colour alone never carries the meaning. */
  icon?: ReactNode;
  title?: string;
  /** Where the word is explained. */
  href?: string;
};

const SHAPE =
  "inline-flex h-5 w-fit max-w-full items-center gap-1 rounded-s border px-1.5 text-12 font-medium whitespace-nowrap align-middle [&_svg]:size-3 [&_svg]:shrink-0";

/** Icon and word in the tint of a family; 20 px high everywhere, never wraps. */
export function Badge({ tone, children, icon, title, href }: BadgeProps) {
  const inside = (
    <>
      {icon}
      <span className="truncate">{children}</span>
    </>
  );
  if (!href)
    return (
      <span title={title} className={cx(SHAPE, TONE_TINT[tone])}>
        {inside}
      </span>
    );
  return (
    <Link href={href} title={title} prefetch={false} className={cx(SHAPE, TONE_TINT[tone], "relative z-1 hover:underline")}>
      {inside}
    </Link>
  );
}
