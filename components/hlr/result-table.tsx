import { VerdictBadge } from "@/components/hlr/hlr-badges";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowLink, Table, TableBody, TableHead } from "@/components/ui/table";
import { getTranslator } from "@/lib/i18n/request";
import type { ResultRow } from "@/lib/hlr/reads";
import { formatMsisdn } from "@/lib/sms/msisdn";
import { errKey } from "@/lib/smsc/status-catalogue";

/** Numbers of a check and what was found of each, in order of number. */
export async function ResultTable({ rows }: { rows: readonly ResultRow[] }) {
  const [t, statuses] = await Promise.all([getTranslator("hlr"), getTranslator("statuses")]);
  const placeOf = (...names: (string | null)[]) => names.filter((name) => name !== null).join(", ");
  return (
    <Table label={t("results.title")}>
      <TableHead>
        <HeadCell className="w-44 xl:w-48">{t("table.number")}</HeadCell>
        <HeadCell width="9rem">{t("table.verdict")}</HeadCell>
        <HeadCell>{t("table.reason")}</HeadCell>
        <HeadCell className="w-40 xl:w-56">{t("table.carrier")}</HeadCell>
        <HeadCell width="14rem" className="max-xl:hidden">
          {t("table.roaming")}
        </HeadCell>
        <HeadCell className="w-36 sm:max-xl:hidden">{t("table.at")}</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.messageId}>
            <Cell narrow="title" className="font-medium whitespace-nowrap tabular-nums">
              <RowLink href={`/messages/${row.messageId}`}>{formatMsisdn(row.msisdn)}</RowLink>
            </Cell>
            <Cell narrow="side">
              <VerdictBadge verdict={row.verdict} />
            </Cell>
            <Cell truncate className="text-muted">
              {row.err ? statuses(`err.${errKey(row.err)}`, { code: row.err }) : null}
            </Cell>
            <Cell narrow="line" truncate>
              {placeOf(row.carrier, row.country)}
            </Cell>
            <Cell truncate className="max-xl:hidden">
              {placeOf(row.roamingCarrier, row.roamingCountry)}
            </Cell>
            <Cell narrow="end" className="text-muted sm:max-xl:hidden">
              {row.checkedAt && <RelativeTime at={row.checkedAt} form="relative" />}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
