"use client";

import { useTranslations } from "use-intl";
import { CheckStateBadge } from "@/components/hlr/hlr-badges";
import { Count } from "@/components/ui/count";
import { Money } from "@/components/ui/money";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowLink, Table, TableBody, TableHead } from "@/components/ui/table";
import { useFormat } from "@/lib/i18n/use-format";
import type { CheckRow } from "@/lib/hlr/reads";

/** Checks, the newest first. */
export function CheckList({ rows, currency }: { rows: readonly CheckRow[]; currency: string | null }) {
  const t = useTranslations("hlr.list");
  return (
    <Table label={t("label")}>
      <TableHead>
        <HeadCell>{t("check")}</HeadCell>
        <HeadCell width="9rem">{t("state")}</HeadCell>
        <HeadCell className="w-24 xl:w-28" align="right">
          {t("size")}
        </HeadCell>
        <HeadCell className="w-24 xl:w-28" align="right">
          {t("answered")}
        </HeadCell>
        <HeadCell className="w-40 max-xl:hidden" align="right">
          {t("cost")}
        </HeadCell>
        <HeadCell className="w-44 max-xl:hidden">{t("by")}</HeadCell>
        <HeadCell className="w-36 xl:w-40">{t("when")}</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <CheckLine key={row.id} row={row} currency={currency} />
        ))}
      </TableBody>
    </Table>
  );
}

function CheckLine({ row, currency }: { row: CheckRow; currency: string | null }) {
  const t = useTranslations("hlr");
  const format = useFormat();
  const from = [...row.lists, ...(row.pastedCount > 0 ? [t("facts.pasted", { count: row.pastedCount })] : [])].join(", ");
  return (
    <Row className="h-11">
      <Cell narrow="title" truncate>
        <RowLink href={`/hlr/${row.id}`}>{from || t("name", { when: format.dateTime(row.createdAt) })}</RowLink>
      </Cell>
      <Cell narrow="side">
        <CheckStateBadge state={row.state} />
      </Cell>
      <Cell align="right" narrow="end">
        <Count value={row.size} />
      </Cell>
      <Cell align="right">
        <Count value={row.answeredCount} />
      </Cell>
      <Cell align="right" className="max-xl:hidden">
        {row.quotedCost !== null && <Money amount={row.quotedCost} currency={currency} />}
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
