import { CancelGatewayMailing } from "@/components/connection/cancel-gateway-mailing";
import { MessageStatusBadge } from "@/components/messages/message-status-badge";
import { Cell, HeadCell, Row, RowActions, Table, TableBody, TableHead } from "@/components/ui/table";
import type { GatewayMailingRow } from "@/lib/connection/gateway-mailings";
import { getTranslator } from "@/lib/i18n/request";

/** The only status in which the gateway lets one be switched off. */
const WAITING = -1;

/** Mailings that the gateway itself keeps. */
export async function GatewayMailingTable({ rows, mayCancel }: { rows: readonly GatewayMailingRow[]; mayCancel: boolean }) {
  const t = await getTranslator("connection");
  return (
    <Table label={t("mailings.title")}>
      <TableHead>
        <HeadCell width="10rem">{t("mailings.id")}</HeadCell>
        <HeadCell>{t("mailings.name")}</HeadCell>
        <HeadCell width="14rem">{t("mailings.status")}</HeadCell>
        {mayCancel && (
          <HeadCell width="8rem" hidden>
            {t("mailings.deeds")}
          </HeadCell>
        )}
      </TableHead>
      <TableBody>
        {rows.map(({ mailingId, name, status }) => (
          <Row key={mailingId}>
            <Cell narrow="line" className="tabular-nums">
              {mailingId}
            </Cell>
            <Cell narrow="title" className={name ? "font-medium wrap-anywhere" : "text-muted"}>
              {name ?? t("mailings.nameless")}
            </Cell>
            <Cell narrow="side">{status === null ? "–" : <MessageStatusBadge state={{ code: status }} />}</Cell>
            {mayCancel && (
              <Cell align="right" narrow="end">
                {status === WAITING && (
                  <RowActions>
                    <CancelGatewayMailing mailingId={mailingId} />
                  </RowActions>
                )}
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
