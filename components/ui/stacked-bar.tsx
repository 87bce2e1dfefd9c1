import { cx } from "./cx";
import { TONE_SOLID, type Tone } from "./tone";

export type BarPart = {
  key: string;
  tone: Tone;
  value: number;
  /** Tells parts of one family apart: a class of opacity. */ shade?: string;
};

/** Parts of a whole. It never speaks by colour alone: say its numbers in words beside it, and in `label`. */
export function StackedBar({ parts, label, size = "m" }: { parts: readonly BarPart[]; label: string; size?: "m" | "l" }) {
  const whole = parts.reduce((sum, part) => sum + part.value, 0);
  return (
    <div
      role="img"
      aria-label={label}
      className={cx("flex w-full gap-px overflow-hidden bg-pressed", size === "l" ? "h-3 rounded-s" : "h-2 rounded-[3px]")}
    >
      {parts.map((part) =>
        part.value > 0 && whole > 0 ? (
          <span
            key={part.key}
            className={cx("min-w-0.5 bg-surface", size === "l" ? "transition-[flex-grow] duration-200" : "")}
            style={{ flexGrow: part.value, flexBasis: 0 }}
          >
            <span className={cx("block h-full", TONE_SOLID[part.tone], part.shade)} />
          </span>
        ) : null,
      )}
    </div>
  );
}
