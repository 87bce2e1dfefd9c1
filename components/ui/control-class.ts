/** What every field shares: its line, its fill, and how it shows that it is wrong or asleep. */
export const CONTROL =
  "w-full min-w-0 rounded-m border border-control-line bg-surface text-13 text-text transition-colors hover:border-muted " +
  "max-sm:text-16 data-invalid:border-danger data-disabled:border-line-strong data-disabled:bg-sunken data-disabled:text-faint " +
  "data-disabled:cursor-not-allowed";

export type ControlSize = "m" | "l";

export const CONTROL_HEIGHT: Record<ControlSize, string> = { m: "h-8 px-2.5 max-sm:h-10", l: "h-10 px-3 text-16" };
