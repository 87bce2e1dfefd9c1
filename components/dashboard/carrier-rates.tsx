import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { carrierName } from "@/components/reports/carrier-table";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import type { CarrierOutcomes } from "@/lib/reports/reads";
import type { Rate } from "@/lib/reports/unusual";

const SHOWN = 5;

/** Failures of the last 24 hours by carrier, beside what is usual with it. */
export async function CarrierRates({ carriers }: { carriers: readonly CarrierOutcomes[] }) {
  const [t, reports, format] = await Promise.all([getTranslator("dashboard"), getTranslator("reports"), getFormatter()]);
  const rate = ({ failed, total }: Rate) => (total === 0 ? "–" : format.percent(failed / total));
  const shown = await Promise.all(
    carriers
      .filter(({ day }) => day.total > 0)
      .slice(0, SHOWN)
      .map(async (carrier) => ({ ...carrier, name: await carrierName(carrier.key) })),
  );
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="carriers">
      <div className="mb-1 flex items-baseline justify-between gap-4">
        <h2 id="carriers" className="text-16 font-strong">
          {t("carriers.title")}
        </h2>
        <Link className="link text-13" href="/delivery">
          {t("carriers.all")}
        </Link>
      </div>
      <Table label={t("carriers.title")}>
        <TableHead>
          <HeadCell>{t("carriers.carrier")}</HeadCell>
          <HeadCell width="4.5rem" align="right">
            {t("carriers.day")}
          </HeadCell>
          <HeadCell width="4.5rem" align="right">
            {t("carriers.usual")}
          </HeadCell>
        </TableHead>
        <TableBody>
          {shown.map(({ key, name, day, before, isUnusual }) => (
            <Row key={key}>
              <Cell narrow="title" truncate>
                {name}
              </Cell>
              <Cell align="right" narrow="side" className={isUnusual ? "font-medium text-attention-fg" : undefined}>
                {isUnusual && <TriangleAlert role="img" aria-label={reports("unusual.word")} className="mr-1 inline size-3.5 align-[-2px]" />}
                {rate(day)}
              </Cell>
              <Cell align="right" narrow="end" className="text-muted">
                {rate(before)}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}
