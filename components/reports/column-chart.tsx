/** What a column is made of, from the bottom. */
export type ColumnPart = { name: string; /** A class of the state's colour. */ fill: string };
export type ChartColumn = { key: string; /** Its numbers in words. */ title: string; /** One for each part. */ counts: readonly number[] };

const HEIGHT = 120;
const STEP = 24;
const BAR = 16;
/** Fewer would become broad blocks. */
const COLUMNS_AT_LEAST = 24;

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

type Props = {
  /** What a reader hears in place of the picture. */
  label: string;
  parts: readonly ColumnPart[];
  /** The oldest first. */
  columns: readonly ChartColumn[];
  /** What stands below the first and the last column. */
  ends: readonly [string, string];
  /** The sum of each part, in its words. */
  legend: readonly { count: string; word: string }[];
};

/** Counts over time as stacked columns, each with its numbers as a tooltip. Who shows it gives the same numbers as a table, too. */
export function ColumnChart({ label, parts, columns, ends, legend }: Props) {
  const width = Math.max(columns.length, COLUMNS_AT_LEAST) * STEP;
  const most = Math.max(1, ...columns.map(({ counts }) => sumOf(counts)));
  return (
    <>
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label} className="h-32 w-full" preserveAspectRatio="none">
        {[0.25, 0.5, 0.75].map((share) => (
          <line key={share} x1={0} x2={width} y1={HEIGHT * share} y2={HEIGHT * share} className="stroke-line" vectorEffect="non-scaling-stroke" />
        ))}
        {columns.map(({ key, title, counts }, index) => (
          <g key={key}>
            <title>{title}</title>
            <rect x={index * STEP} y={0} width={STEP} height={HEIGHT} fill="transparent" />
            {parts.map(({ name, fill }, part) => {
              const height = ((counts[part] ?? 0) / most) * HEIGHT;
              const below = (sumOf(counts.slice(0, part)) / most) * HEIGHT;
              const x = index * STEP + (STEP - BAR) / 2;
              return height > 0 ? <rect key={name} x={x} y={HEIGHT - below - height} width={BAR} height={height} className={fill} /> : null;
            })}
          </g>
        ))}
      </svg>
      <div className="mt-1 flex justify-between gap-4 text-12 text-muted tabular-nums">
        <span>{ends[0]}</span>
        {columns.length >= COLUMNS_AT_LEAST && <span className="text-right">{ends[1]}</span>}
      </div>
      {/* A line of its own: nothing that arrives after it can move it. */}
      <ul className="mt-1.5 flex flex-wrap gap-x-4 text-12 text-muted tabular-nums">
        {legend.map(({ count, word }, index) => (
          <li key={word} className="flex items-center gap-1.5">
            <svg aria-hidden viewBox="0 0 8 8" className="size-2">
              <rect width={8} height={8} rx={2} className={parts[index]?.fill} />
            </svg>
            <span className="font-medium text-text">{count}</span> {word}
          </li>
        ))}
      </ul>
    </>
  );
}
