import { ChartColumn } from "lucide-react";
import { ColumnChart } from "@/components/reports/column-chart";
import { Count } from "@/components/ui/count";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import type { DeliveryTimes, DeliveryStep } from "@/lib/reports/delivery-times";

const PARTS = [
  { name: "delivered", fill: "fill-delivered-solid" },
  { name: "failed", fill: "fill-failed-solid" },
] as const;

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** When a mailing's final statuses came, as columns over time; the table below says the same. */
export async function MailingDeliveryTimes({ times }: { times: DeliveryTimes | null }) {
  const [t, format] = await Promise.all([getTranslator("mailings"), getFormatter()]);
  if (!times) {
    return (
      <EmptyState icon={<ChartColumn />} title={t("deliveryTimes.empty")}>
        {t("deliveryTimes.emptyNext")}
      </EmptyState>
    );
  }
  const { steps, seconds, asOf } = times;
  const [unit, size] = UNITS.find(([, least]) => seconds >= least) ?? UNITS[3];
  const step = format.number(seconds / size, { style: "unit", unit, unitDisplay: "long" });
  const sum = (name: "delivered" | "failed") => format.number(steps.reduce((all, each) => all + each[name], 0));
  const total = { delivered: sum("delivered"), failed: sum("failed") };
  const [from, to] = [format.dateTime(steps[0]?.at ?? asOf), format.dateTime(steps.at(-1)?.at ?? asOf)];
  return (
    <section aria-labelledby="delivery-times">
      <h2 id="delivery-times" className="text-16 font-strong">
        {t("deliveryTimes.title")}
      </h2>
      <p className="mt-0.5 mb-3 text-13 text-muted">
        {t.rich("deliveryTimes.lead", { step, when: () => <RelativeTime at={asOf} form="relative" /> })}
      </p>
      <ColumnChart
        label={t("deliveryTimes.label", { from, to, ...total })}
        parts={PARTS}
        columns={steps.map(({ at, delivered, failed }) => ({
          key: at,
          title: t("deliveryTimes.column", { at: format.moment(at), delivered: format.number(delivered), failed: format.number(failed) }),
          counts: [delivered, failed],
        }))}
        ends={[from, to]}
        legend={PARTS.map(({ name }) => ({ count: total[name], word: t(`barShort.${name}`) }))}
      />
      <details className="mt-2 text-13">
        <summary className="w-fit text-muted hover:text-text">{t("deliveryTimes.table")}</summary>
        <div className="mt-2 max-w-140">
          <StepTable steps={steps} />
        </div>
      </details>
    </section>
  );
}

async function StepTable({ steps }: { steps: readonly DeliveryStep[] }) {
  const [t, format] = await Promise.all([getTranslator("mailings"), getFormatter()]);
  return (
    <Table label={t("deliveryTimes.title")}>
      <TableHead>
        <HeadCell>{t("deliveryTimes.at")}</HeadCell>
        {PARTS.map(({ name }) => (
          <HeadCell key={name} width="8rem" align="right">
            {t(`deliveryTimes.${name}`)}
          </HeadCell>
        ))}
      </TableHead>
      <TableBody>
        {steps
          .filter(({ delivered, failed }) => delivered + failed > 0)
          .map(({ at, delivered, failed }) => (
            <Row key={at}>
              <Cell narrow="title" className="tabular-nums">
                {format.precise(at)}
              </Cell>
              <Cell align="right" narrow="line">
                <Count value={delivered} />
              </Cell>
              <Cell align="right" narrow="end">
                <Count value={failed} />
              </Cell>
            </Row>
          ))}
      </TableBody>
    </Table>
  );
}
