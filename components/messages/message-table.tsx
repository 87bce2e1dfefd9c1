"use client";

import { useTranslations } from "use-intl";
import { MessageStatusBadge } from "@/components/messages/message-status-badge";
import { Money } from "@/components/ui/money";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowLink, Table, TableBody, TableHead } from "@/components/ui/table";
import type { MessageRow } from "@/lib/messages/rows";

/** Messages to one number, newest first: what was sent, and what became of it. */
export function MessageTable({ rows, currency, label }: { rows: readonly MessageRow[]; currency: string | null; label: string }) {
  const t = useTranslations("messages.table");
  return (
    <Table label={label}>
      <TableHead>
        <HeadCell width="13rem">{t("status")}</HeadCell>
        <HeadCell width="4rem" align="right">
          {t("code")}
        </HeadCell>
        <HeadCell>{t("text")}</HeadCell>
        <HeadCell width="14rem">{t("mailing")}</HeadCell>
        <HeadCell width="15rem">{t("at")}</HeadCell>
        <HeadCell width="6rem" align="right">
          {t("cost")}
        </HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell narrow="side">
              <MessageStatusBadge state={row.state} code={row.code} err={row.err} />
            </Cell>
            <Cell align="right" className="text-faint">
              {row.code}
            </Cell>
            <Cell narrow="title" truncate>
              <RowLink href={`/messages/${row.id}`}>{row.text ?? t(`kind.${row.kind}`)}</RowLink>
            </Cell>
            <Cell truncate className="text-muted">
              {row.mailingName ?? t(`kind.${row.kind}`)}
            </Cell>
            <Cell narrow="line" className="text-muted">
              <RelativeTime at={row.statusAt ?? row.learntAt ?? row.createdAt} form="both" />
            </Cell>
            <Cell align="right" narrow="end">
              {row.cost === null ? null : <Money amount={row.cost} currency={currency} />}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
