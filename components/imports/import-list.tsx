"use client";

import { useTranslations } from "use-intl";
import { ImportStateBadge } from "@/components/imports/import-state-badge";
import { Count } from "@/components/ui/count";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowLink, Table, TableBody, TableHead } from "@/components/ui/table";
import type { ImportRow } from "@/lib/imports/reads";

/** Earlier imports, the newest first. */
export function ImportList({ rows }: { rows: readonly ImportRow[] }) {
  const t = useTranslations("imports.list");
  return (
    <Table label={t("label")}>
      <TableHead>
        <HeadCell>{t("file")}</HeadCell>
        <HeadCell width="9rem">{t("state")}</HeadCell>
        <HeadCell className="w-24 xl:w-28" align="right">
          {t("rows")}
        </HeadCell>
        <HeadCell className="w-24 xl:w-28" align="right">
          {t("created")}
        </HeadCell>
        <HeadCell className="w-28" align="right">
          {t("refused")}
        </HeadCell>
        <HeadCell className="w-44 max-xl:hidden">{t("by")}</HeadCell>
        <HeadCell className="w-36 xl:w-40">{t("when")}</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <ImportLine key={row.id} row={row} />
        ))}
      </TableBody>
    </Table>
  );
}

function ImportLine({ row }: { row: ImportRow }) {
  const t = useTranslations("imports.list");
  const wasRead = row.state !== "uploaded" && row.rowCount > 0;
  return (
    <Row className="h-11">
      <Cell narrow="title" truncate>
        <RowLink href={`/contacts/imports/${row.id}`}>{row.fileName}</RowLink>
      </Cell>
      <Cell narrow="side">
        <ImportStateBadge state={row.state} />
      </Cell>
      <Cell align="right" narrow="end">
        {wasRead && (
          <>
            <Count value={row.rowCount} />
            <span className="sm:hidden">{` ${t("rowsWord", { count: row.rowCount })}`}</span>
          </>
        )}
      </Cell>
      <Cell align="right">{wasRead && <Count value={row.createdCount} />}</Cell>
      <Cell align="right" className={row.rejectedCount > 0 ? "text-failed-fg" : undefined}>
        {wasRead && <Count value={row.rejectedCount} />}
      </Cell>
      <Cell truncate className="text-muted max-xl:hidden">
        {row.createdBy}
      </Cell>
      <Cell narrow="line" className="text-muted">
        <RelativeTime at={row.createdAt} form="relative" />
      </Cell>
    </Row>
  );
}
