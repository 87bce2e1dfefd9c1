import { ListMenu } from "@/components/lists/list-menu";
import { Count } from "@/components/ui/count";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowActions, RowLink, Table, TableBody, TableHead } from "@/components/ui/table";
import { getTranslator } from "@/lib/i18n/request";
import type { ListRow } from "@/lib/lists/reads";

/** Mailing lists by name. */
export async function ListTable({ rows, mayWrite, mayCompose }: { rows: readonly ListRow[]; mayWrite: boolean; mayCompose: boolean }) {
  const t = await getTranslator("lists");
  return (
    <Table label={t("title")}>
      <TableHead>
        <HeadCell>{t("table.name")}</HeadCell>
        <HeadCell width="9rem" align="right">
          {t("table.members")}
        </HeadCell>
        <HeadCell width="13rem" className="pl-8">
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
