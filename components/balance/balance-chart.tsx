import { getFormatter, getTranslator } from "@/lib/i18n/request";

type Point = { day: string; balance: string };

const WIDTH = 720;
const HEIGHT = 160;

/** The balance of each day as a line; the table below it says the same in numbers. */
export async function BalanceChart({ points, currency }: { points: readonly Point[]; currency: string }) {
  const [t, format] = await Promise.all([getTranslator("balance"), getFormatter()]);
  const values = points.map(({ balance }) => Number(balance));
  const low = Math.min(0, ...values);
  const high = Math.max(1, ...values);
  const x = (index: number) => (points.length < 2 ? 0 : (index / (points.length - 1)) * WIDTH);
  const y = (value: number) => HEIGHT - ((value - low) / (high - low)) * (HEIGHT - 8) - 4;
  const line = values.map((value, index) => `${index === 0 ? "M" : "L"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`).join(" ");
  const first = points[0];
  const last = points.at(-1);
  const label = first && last ? t("chart", { from: format.money(first.balance, currency), to: format.money(last.balance, currency) }) : "";
  return (
    <figure>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} className="h-40 w-full overflow-visible" preserveAspectRatio="none">
        {[0.25, 0.5, 0.75].map((share) => (
          <line key={share} x1={0} x2={WIDTH} y1={HEIGHT * share} y2={HEIGHT * share} className="stroke-line" vectorEffect="non-scaling-stroke" />
        ))}
        <path d={line} fill="none" strokeWidth={2} vectorEffect="non-scaling-stroke" className="stroke-moving-solid" />
      </svg>
      <figcaption className="mt-1 flex justify-between text-12 text-muted tabular-nums">
        <span>{first && `${format.date(first.day)} · ${format.money(first.balance, currency)}`}</span>
        <span>{last && `${format.date(last.day)} · ${format.money(last.balance, currency)}`}</span>
      </figcaption>
    </figure>
  );
}
