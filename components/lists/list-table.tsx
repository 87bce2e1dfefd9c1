import { ListMenu } from "@/components/lists/list-menu";
import { Count } from "@/components/ui/count";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowActions, RowLink, Table, TableBody, TableHead } from "@/components/ui/table";
import { getTranslator } from "@/lib/i18n/request";
import type { SortLink } from "@/lib/keyset";
import type { ListRow, ListSort } from "@/lib/lists/reads";

type Props = { rows: readonly ListRow[]; sort: Record<ListSort["by"], SortLink>; mayWrite: boolean; mayCompose: boolean };

/** Mailing lists, in the order that their heads name. */
export async function ListTable({ rows, sort, mayWrite, mayCompose }: Props) {
  const t = await getTranslator("lists");
  return (
    <Table label={t("title")}>
      <TableHead>
        <HeadCell sort={sort.name}>{t("table.name")}</HeadCell>
        <HeadCell width="9rem" align="right" sort={sort.members}>
          {t("table.members")}
        </HeadCell>
        <HeadCell width="13rem" className="pl-8" sort={sort.updated}>
          {t("table.updated")}
        </HeadCell>
        {mayWrite && (
          <HeadCell width="4rem" hidden>
            {t("table.deeds")}
          </HeadCell>
        )}
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell narrow="title" truncate>
              <RowLink href={`/lists/${row.id}`}>{row.name}</RowLink>
            </Cell>
            <Cell narrow="side" align="right">
              <Count value={row.memberCount} />
            </Cell>
            <Cell narrow="line" className="pl-8 text-muted">
              <RelativeTime at={row.updatedAt} form="relative" />
            </Cell>
            {mayWrite && (
              <Cell narrow="end" align="right">
                <RowActions>
                  <ListMenu list={row} mayCompose={mayCompose} size="s" variant="quiet" />
                </RowActions>
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
