import { LiftDialog } from "@/components/suppression/lift-dialog";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowActions, RowLink, Table, TableBody, TableHead } from "@/components/ui/table";
import { getTranslator } from "@/lib/i18n/request";
import { formatMsisdn, maskMsisdn } from "@/lib/sms/msisdn";
import type { SuppressionRow } from "@/lib/suppression/reads";

type Props = { rows: readonly SuppressionRow[]; /** For those who may not read contacts. */ isMasked: boolean; mayLift: boolean };

/** Numbers never written to: why, since when, and who said so. A masked number leaves the server masked. */
export async function SuppressionTable({ rows, isMasked, mayLift }: Props) {
  const t = await getTranslator("suppression");
  return (
    <Table label={t("title")}>
      <TableHead>
        <HeadCell className="w-44 xl:w-48">{t("table.number")}</HeadCell>
        <HeadCell>{t("table.reason")}</HeadCell>
        <HeadCell className="w-34 xl:w-44">{t("table.source")}</HeadCell>
        <HeadCell className="w-40 xl:w-56">{t("table.at")}</HeadCell>
        {mayLift && (
          <HeadCell width="6.5rem" hidden>
            {t("table.deeds")}
          </HeadCell>
        )}
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id} height="list">
            <Cell narrow="title" className="font-medium tabular-nums">
              {isMasked ? (
                maskMsisdn(row.msisdn)
              ) : row.contactId === null ? (
                formatMsisdn(row.msisdn)
              ) : (
                <RowLink href={`/contacts/${row.contactId}`}>{formatMsisdn(row.msisdn)}</RowLink>
              )}
            </Cell>
            <Cell narrow="wide" className="wrap-anywhere sm:py-2">
              <span className="line-clamp-2" title={row.reason}>
                {row.reason}
              </span>
            </Cell>
            <Cell narrow="side">
              {t.has(`source.${row.source}`) ? t(`source.${row.source}`) : row.source}
              {row.createdBy && <span className="block truncate text-12 text-muted max-sm:hidden">{row.createdBy}</span>}
            </Cell>
            <Cell narrow="line" className="text-muted">
              <RelativeTime at={row.createdAt} form="relative" />
              <span className="block text-12 max-sm:hidden">
                <RelativeTime at={row.createdAt} form="exact" />
              </span>
            </Cell>
            {mayLift && (
              <Cell align="right" narrow="end">
                <RowActions>
                  <LiftDialog msisdn={row.msisdn} number={formatMsisdn(row.msisdn)} />
                </RowActions>
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
