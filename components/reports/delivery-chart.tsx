import Link from "next/link";
import { ColumnChart } from "@/components/reports/column-chart";
import { Count } from "@/components/ui/count";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import type { Outcomes } from "@/lib/reports/reads";

type Day = Outcomes & { day: string };

const PARTS = [
  { name: "delivered", fill: "fill-delivered-solid" },
  { name: "failed", fill: "fill-failed-solid" },
  { name: "open", fill: "fill-moving-solid" },
] as const;

const sizeOf = ({ delivered, failed, open }: Outcomes) => delivered + failed + open;

/** Messages by day of launch as columns, each with its numbers as a tooltip; the table below says the same. */
export async function DeliveryChart({ days }: { /** The oldest first, every day once. */ days: readonly Day[] }) {
  const [t, format] = await Promise.all([getTranslator("reports"), getFormatter()]);
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
      <ColumnChart
        label={t("chart.label", { from: dayOf(first), to: dayOf(last), ...total })}
        parts={PARTS}
        columns={days.map((day) => ({
          key: day.day,
          title: t("chart.column", { day: dayOf(day.day), ...numbers(day) }),
          counts: PARTS.map(({ name }) => day[name]),
        }))}
        ends={[dayOf(first), dayOf(last)]}
        legend={PARTS.map(({ name }) => ({ count: total[name], word: t(`outcome.${name}`) }))}
      />
      <details className="mt-2 text-13">
        <summary className="w-fit text-muted hover:text-text">{t("chart.table")}</summary>
        <div className="mt-2 max-w-180">
          <DayTable days={days} />
        </div>
      </details>
    </section>
  );
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
