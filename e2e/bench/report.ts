import type { Failure, Result } from "@/lib/errors";

/** One line of the table: a figure of ours, the floor measured beside it, and what is demanded of both. */
export type Figure = {
  what: string;
  unit: string;
  value: number;
  /** The figure as a stated target, in the same unit. */
  target: number;
  /** `at_least` for rates, `at_most` for times and sizes. */
  sense: "at_least" | "at_most";
  floor?: {
    what: string;
    value: number;
    /** Smallest (rates) or largest (times) value ÷ floor that passes. */ ratio: number;
  };
};

const number = (value: number) => (value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toFixed(value < 10 ? 2 : 1));

export function ratioOf({ value, floor }: Figure): number | null {
  return floor ? value / floor.value : null;
}

/**
 * Passed by its ratio to the floor: absolute figures move with the machine and are printed beside their target.
 * A figure without a floor is held to its target.
 */
export function passes(figure: Figure): boolean {
  const { value, target, sense, floor } = figure;
  const [measured, limit] = floor ? [value / floor.value, floor.ratio] : [value, target];
  return sense === "at_least" ? measured >= limit : measured <= limit;
}

export function reachesTarget({ value, target, sense }: Figure): boolean {
  return sense === "at_least" ? value >= target : value <= target;
}

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const sign = figure.sense === "at_least" ? "≥" : "≤";
    const ratio = ratioOf(figure);
    return [
      figure.what,
      `${number(figure.value)} ${figure.unit}`,
      `${sign} ${number(figure.target)}${reachesTarget(figure) ? "" : " (missed)"}`,
      figure.floor ? `${number(figure.floor.value)} ${figure.unit} (${figure.floor.what})` : "",
      ratio === null || !figure.floor ? "" : `${ratio.toFixed(2)} (${sign} ${figure.floor.ratio})`,
      passes(figure) ? "passed" : "FAILED",
    ];
  });
  const head = ["figure", "measured", "target", "floor, same run", "ratio", ""];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)));
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** The value below which `share` of the sorted values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The value of a command that must not be refused here. */
export function mustSucceed<T>(outcome: Result<T, Failure>): T {
  if (!outcome.ok) throw new Error(`A command was refused: ${JSON.stringify(outcome.error)}.`);
  return outcome.value;
}
