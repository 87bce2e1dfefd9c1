import type { ReactNode } from "react";
import { SuppressedBadge } from "@/components/suppression/suppressed-badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowActions, RowLink, Table, TableBody, TableHead } from "@/components/ui/table";
import type { ContactRow } from "@/lib/contacts/reads";
import { getTranslator } from "@/lib/i18n/request";
import type { SortLink } from "@/lib/keyset";
import { formatMsisdn } from "@/lib/sms/msisdn";

type Props = {
  rows: readonly ContactRow[];
  label: string;
  /** Where the rows can be put in another order. */ sort?: Record<"number" | "added", SortLink>;
  /** What can be done with a row. */ deed?: (row: ContactRow) => ReactNode;
};

/** Contacts, one a row: all of them, or the members of a list. */
export async function ContactTable({ rows, label, sort, deed }: Props) {
  const t = await getTranslator("contacts");
  return (
    <Table label={label}>
      <TableHead>
        <HeadCell width="13rem" sort={sort?.number}>
          {t("table.number")}
        </HeadCell>
        <HeadCell>{t("table.name")}</HeadCell>
        <HeadCell width="10rem">{t("table.state")}</HeadCell>
        <HeadCell width="11rem" sort={sort?.added}>
          {t("table.added")}
        </HeadCell>
        {deed && (
          <HeadCell width="4rem" hidden>
            {t("table.deeds")}
          </HeadCell>
        )}
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell narrow="title" className="tabular-nums">
              <RowLink href={`/contacts/${row.id}`} prefetch={false}>
                {formatMsisdn(row.msisdn)}
              </RowLink>
            </Cell>
            <Cell narrow="line" truncate>
              {row.name}
            </Cell>
            <Cell narrow="side">{row.isSuppressed && <SuppressedBadge />}</Cell>
            <Cell className="text-muted">
              <RelativeTime at={row.createdAt} form="relative" />
            </Cell>
            {deed && (
              <Cell align="right" narrow="end">
                <RowActions>{deed(row)}</RowActions>
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
