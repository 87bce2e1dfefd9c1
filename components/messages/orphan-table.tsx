import { MessageStatusBadge } from "@/components/messages/message-status-badge";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import type { OrphanRow } from "@/lib/messages/orphans";

/** Reports about no message of ours, the last learnt first. */
export async function OrphanTable({ rows }: { rows: readonly OrphanRow[] }) {
  const [t, format] = await Promise.all([getTranslator("messages"), getFormatter()]);
  return (
    <Table label={t("unmatched.title")}>
      <TableHead>
        <HeadCell width="10.5rem">{t("table.learnt")}</HeadCell>
        <HeadCell width="9rem">{t("page.gatewayId")}</HeadCell>
        <HeadCell>{t("table.number")}</HeadCell>
        <HeadCell width="13rem">{t("table.status")}</HeadCell>
        <HeadCell width="12rem">{t("page.source")}</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell narrow="line" className="whitespace-nowrap tabular-nums">
              <time dateTime={row.learntAt} title={format.precise(row.learntAt)}>
                {format.moment(row.learntAt)}
              </time>
            </Cell>
            <Cell className="tabular-nums">{row.gatewayId}</Cell>
            <Cell narrow="title" className="tabular-nums">
              {row.msisdn}
            </Cell>
            <Cell narrow="side">
              <MessageStatusBadge state={{ code: row.status }} code={row.status} err={row.err} />
            </Cell>
            <Cell narrow="line" className="text-muted">
              {t(`source.${row.source}`)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
