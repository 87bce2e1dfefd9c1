import { cx } from "./cx";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "s" | "m" | "l";

const BASE =
  "relative inline-flex shrink-0 items-center justify-center gap-1.5 rounded-m font-medium whitespace-nowrap select-none transition-colors no-underline [&_svg]:shrink-0 data-disabled:cursor-not-allowed";

const VARIANT: Record<ButtonVariant, string> = {
  primary: "bg-ink text-on-ink hover:bg-ink-hover data-disabled:bg-pressed data-disabled:text-faint data-disabled:hover:bg-pressed",
  secondary:
    "bg-surface text-text border border-line-strong hover:bg-hover hover:border-control-line active:bg-pressed data-disabled:text-disabled data-disabled:border-line data-disabled:hover:bg-surface",
  quiet: "text-text hover:bg-pressed active:bg-pressed data-disabled:text-disabled data-disabled:hover:bg-transparent",
  danger: "bg-danger text-on-danger hover:bg-danger-hover data-disabled:bg-pressed data-disabled:text-faint data-disabled:hover:bg-pressed",
};

const SIZE: Record<ButtonSize, string> = {
  s: "h-7 px-2 text-13 max-sm:h-10 max-sm:px-3 [&_svg]:size-3.5",
  m: "h-8 px-3 text-13 max-sm:h-10 max-sm:px-4 max-sm:text-14 [&_svg]:size-4",
  l: "h-10 px-4 text-14 [&_svg]:size-4",
};

const SQUARE: Record<ButtonSize, string> = {
  s: "size-7 max-sm:size-10 [&_svg]:size-3.5",
  m: "size-8 max-sm:size-10 [&_svg]:size-4",
  l: "size-10 [&_svg]:size-5",
};

/** Give the classes of a button, for the elements that look like one. */
export function buttonClass(variant: ButtonVariant, size: ButtonSize, square = false): string {
  return cx(BASE, VARIANT[variant], square ? SQUARE[size] : SIZE[size]);
}
