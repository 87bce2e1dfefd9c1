import Link from "next/link";
import { MessageStatusBadge } from "@/components/messages/message-status-badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowLink, Table, TableBody, TableHead } from "@/components/ui/table";
import { getTranslator } from "@/lib/i18n/request";
import type { MessageRow } from "@/lib/messages/rows";
import { errKey } from "@/lib/smsc/status-catalogue";

/** Failed messages of any mailing. */
export async function FailedTable({ rows }: { rows: readonly MessageRow[] }) {
  const [t, statuses] = await Promise.all([getTranslator("reports"), getTranslator("statuses")]);
  return (
    <Table label={t("failures.title")}>
      <TableHead>
        <HeadCell className="w-44 xl:w-48">{t("failures.table.number")}</HeadCell>
        <HeadCell width="12rem">{t("failures.table.status")}</HeadCell>
        <HeadCell>{t("failures.table.cause")}</HeadCell>
        <HeadCell className="w-40 xl:w-64">{t("failures.table.mailing")}</HeadCell>
        <HeadCell className="w-44 max-xl:hidden">{t("failures.table.at")}</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell narrow="title" className="tabular-nums">
              <RowLink href={`/messages/${row.id}`}>{row.number}</RowLink>
            </Cell>
            <Cell narrow="side">
              <MessageStatusBadge state={row.state} code={row.code} err={row.err} />
            </Cell>
            <Cell truncate className="text-muted">
              {row.err ? statuses(`err.${errKey(row.err)}`, { code: row.err }) : null}
            </Cell>
            <Cell narrow="line" truncate>
              <Link className="relative z-1 hover:underline" href={`/mailings/${row.mailingId}`}>
                {row.mailingName}
              </Link>
            </Cell>
            <Cell narrow="end" className="text-muted sm:max-xl:hidden">
              <RelativeTime at={row.statusAt ?? row.learntAt ?? row.createdAt} form="relative" />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
