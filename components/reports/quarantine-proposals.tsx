import { QuarantineProposedDialog } from "@/components/reports/quarantine-proposed-dialog";
import { Money } from "@/components/ui/money";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import type { Proposal } from "@/lib/reports/quarantine";
import { formatMsisdn } from "@/lib/sms/msisdn";

type Props = { count: number; cost: string; first: readonly Proposal[]; currency: string | null; maySuppress: boolean };

/** Numbers that fail at once again and again, and the money that leaving them out saves. */
export async function QuarantineProposals({ count, cost, first, currency, maySuppress }: Props) {
  const [t, format] = await Promise.all([getTranslator("reports"), getFormatter()]);
  return (
    <section aria-labelledby="quarantine">
      <div className="mb-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="max-w-180">
          <h2 id="quarantine" className="text-16 font-strong">
            {t("quarantine.title")}
          </h2>
          <p className="mt-1 text-13 text-muted">
            {count === 0 ? t("quarantine.none") : t("quarantine.lead", { count, money: format.money(cost, currency ?? "") })}
          </p>
        </div>
        {count > 0 && maySuppress && <QuarantineProposedDialog count={count} />}
      </div>
      {count > 0 && (
        <Table label={t("quarantine.title")} className="max-w-180">
          <TableHead>
            <HeadCell>{t("quarantine.number")}</HeadCell>
            <HeadCell width="6rem" align="right">
              {t("quarantine.times")}
            </HeadCell>
            <HeadCell width="12rem">{t("quarantine.last")}</HeadCell>
            <HeadCell width="8rem" align="right">
              {t("quarantine.cost")}
            </HeadCell>
          </TableHead>
          <TableBody>
            {first.map(({ msisdn, times, lastAt, cost: each }) => (
              <Row key={msisdn}>
                <Cell narrow="title" className="tabular-nums">
                  {formatMsisdn(msisdn)}
                </Cell>
                <Cell align="right" narrow="side">
                  {times}
                </Cell>
                <Cell narrow="line" className="text-muted">
                  <RelativeTime at={lastAt} form="relative" />
                </Cell>
                <Cell align="right" narrow="end">
                  <Money amount={each} currency={currency} />
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </section>
  );
}
