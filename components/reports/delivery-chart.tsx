import Link from "next/link";
import { Count } from "@/components/ui/count";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import type { Outcomes } from "@/lib/reports/reads";

type Day = Outcomes & { day: string };

const HEIGHT = 120;
const STEP = 24;
const BAR = 16;
/** From the bottom: what arrived, what failed, what is under way. */
const PARTS = [
  ["delivered", "fill-delivered-solid"],
  ["failed", "fill-failed-solid"],
  ["open", "fill-moving-solid"],
] as const;

const sizeOf = ({ delivered, failed, open }: Outcomes) => delivered + failed + open;

/** Messages by day of launch as columns, each with its numbers as a tooltip; the table below says the same. */
export async function DeliveryChart({ days }: { /** The oldest first, every day once. */ days: readonly Day[] }) {
  const [t, format] = await Promise.all([getTranslator("reports"), getFormatter()]);
  const most = Math.max(1, ...days.map(sizeOf));
  const dayOf = (day: string) => format.date(`${day}T12:00:00Z`);
  const numbers = (outcomes: Outcomes) => ({
    delivered: format.number(outcomes.delivered),
    failed: format.number(outcomes.failed),
    open: format.number(outcomes.open),
  });
  const sum = (name: keyof Outcomes) => days.reduce((all, day) => all + day[name], 0);
  const total = numbers({ delivered: sum("delivered"), failed: sum("failed"), open: sum("open") });
  const [first, last] = [days[0]?.day ?? "", days.at(-1)?.day ?? ""];
  return (
    <section aria-labelledby="by-day">
      <h2 id="by-day" className="mb-3 text-16 font-strong">
        {t("chart.title")}
      </h2>
      <svg
        viewBox={`0 0 ${days.length * STEP} ${HEIGHT}`}
        role="img"
        aria-label={t("chart.label", { from: dayOf(first), to: dayOf(last), ...total })}
        className="h-32 w-full"
        preserveAspectRatio="none"
      >
        {[0.25, 0.5, 0.75].map((share) => (
          <line
            key={share}
            x1={0}
            x2={days.length * STEP}
            y1={HEIGHT * share}
            y2={HEIGHT * share}
            className="stroke-line"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {days.map((day, index) => (
          <g key={day.day}>
            <title>{t("chart.column", { day: dayOf(day.day), ...numbers(day) })}</title>
            <rect x={index * STEP} y={0} width={STEP} height={HEIGHT} fill="transparent" />
            <Column day={day} x={index * STEP + (STEP - BAR) / 2} most={most} />
          </g>
        ))}
      </svg>
      <div className="mt-1 grid grid-cols-2 text-12 text-muted tabular-nums">
        <span>{dayOf(first)}</span>
        <span className="text-right">{dayOf(last)}</span>
      </div>
      {/* A line of its own: nothing that arrives after it can move it. */}
      <ul className="mt-1.5 flex flex-wrap gap-x-4 text-12 text-muted tabular-nums">
        {PARTS.map(([name, fill]) => (
          <li key={name} className="flex items-center gap-1.5">
            <svg aria-hidden viewBox="0 0 8 8" className="size-2">
              <rect width={8} height={8} rx={2} className={fill} />
            </svg>
            <span className="font-medium text-text">{total[name]}</span> {t(`outcome.${name}`)}
          </li>
        ))}
      </ul>
      <details className="mt-2 text-13">
        <summary className="w-fit text-muted hover:text-text">{t("chart.table")}</summary>
        <div className="mt-2 max-w-180">
          <DayTable days={days} />
        </div>
      </details>
    </section>
  );
}

function Column({ day, x, most }: { day: Day; x: number; most: number }) {
  const heights = PARTS.map(([name, fill]) => ({ name, fill, height: (day[name] / most) * HEIGHT }));
  return heights.map(({ name, fill, height }, index) => {
    const below = heights.slice(0, index).reduce((sum, part) => sum + part.height, 0);
    return height > 0 ? <rect key={name} x={x} y={HEIGHT - below - height} width={BAR} height={height} className={fill} /> : null;
  });
}

async function DayTable({ days }: { days: readonly Day[] }) {
  const [t, format] = await Promise.all([getTranslator("reports"), getFormatter()]);
  return (
    <Table label={t("chart.title")}>
      <TableHead>
        <HeadCell>{t("chart.day")}</HeadCell>
        {(["messages", "delivered", "failed"] as const).map((name) => (
          <HeadCell key={name} width="8rem" align="right">
            {t(`count.${name}`)}
          </HeadCell>
        ))}
      </TableHead>
      <TableBody>
        {days
          .filter((day) => sizeOf(day) > 0)
          .toReversed()
          .map((day) => (
            <Row key={day.day}>
              <Cell narrow="title">
                <Link className="link" href={`/delivery?day=${day.day}`}>
                  {format.date(`${day.day}T12:00:00Z`)}
                </Link>
              </Cell>
              <Cell align="right" narrow="side">
                <Count value={sizeOf(day)} />
              </Cell>
              <Cell align="right" narrow="line">
                <Count value={day.delivered} />
              </Cell>
              <Cell align="right" narrow="end">
                <Count value={day.failed} />
              </Cell>
            </Row>
          ))}
      </TableBody>
    </Table>
  );
}
