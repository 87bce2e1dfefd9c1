"use client";

import {
  type ColumnDef,
  FlexRender,
  metaHelper,
  type Row as TableRow,
  rowSelectionFeature,
  type RowSelectionState,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { memo, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Checkbox } from "./checkbox";
import { cx } from "./cx";
import { Cell, type CellProps, HeadCell, type HeadCellProps, Row, Table, TableBody, TableHead } from "./table";

/** How a column stands: its width, its side, where it goes under 640 px, and what its head does. */
type Look = Pick<CellProps, "align" | "narrow" | "truncate" | "className"> &
  Pick<HeadCellProps, "width" | "sort" | "hidden"> & { /** Left out on a tablet: what the other columns say in other words. */ wide?: boolean };

const TABLET_OUT = "sm:max-xl:hidden";

const features = tableFeatures({ rowSelectionFeature, columnMeta: metaHelper<Look>() });
/** Keep them stable between renders: made once, or from what rarely changes. */
export type DataColumn<TRow extends object> = ColumnDef<typeof features, TRow> & { id: string };

/** Which rows are chosen, by their ids. */
export type Selection = RowSelectionState;

export type DataTableProps<TRow extends object> = {
  label: string;
  rows: readonly TRow[];
  columns: readonly DataColumn<TRow>[];
  rowId: (row: TRow) => string;
  /** What a row is called aloud, for its box. */
  rowName: (row: TRow) => string;
  /** Without it no row can be chosen. */
  selection?: { chosen: Selection; onChange: (next: Selection) => void; all: boolean };
};

/** A dense table by columns; with `selection` each row has a box, and the head one for the page. A phone has no room for them. */
export function DataTable<TRow extends object>({ label, rows, columns, rowId, rowName, selection }: DataTableProps<TRow>) {
  const t = useTranslations("common.ui");
  const chosen = selection?.chosen ?? {};
  const table = useTable({
    features,
    columns: columns,
    data: rows,
    getRowId: rowId,
    enableRowSelection: selection !== undefined,
    state: { rowSelection: chosen },
    onRowSelectionChange: (change) => selection?.onChange(typeof change === "function" ? change(chosen) : change),
  });
  return (
    <Table label={label}>
      {table.getHeaderGroups().map((group) => (
        <TableHead key={group.id}>
          {selection && (
            <HeadCell width="2.5rem" className="pr-0">
              <Checkbox
                label={t("choosePage")}
                labelHidden
                checked={selection.all || table.getIsAllRowsSelected()}
                indeterminate={!selection.all && !table.getIsAllRowsSelected() && table.getIsSomeRowsSelected()}
                disabled={selection.all}
                onCheckedChange={(isOn) => table.toggleAllRowsSelected(isOn)}
              />
            </HeadCell>
          )}
          {group.headers.map((header) => {
            const { width, align, sort, hidden, wide } = header.column.columnDef.meta ?? {};
            return (
              <HeadCell key={header.id} width={width} align={align} sort={sort} hidden={hidden} className={cx(wide && TABLET_OUT)}>
                <FlexRender header={header} />
              </HeadCell>
            );
          })}
        </TableHead>
      ))}
      <TableBody>
        {table.getRowModel().rows.map((row) => (
          <DataRow
            key={row.id}
            row={row}
            original={row.original}
            columns={columns}
            name={rowName(row.original)}
            isChosen={selection && (selection.all || row.getIsSelected())}
            isFixed={selection?.all ?? false}
          />
        ))}
      </TableBody>
    </Table>
  );
}

type DataRowProps<TRow extends object> = {
  row: TableRow<typeof features, TRow>;
  /** What is shown; the row around it is made anew with each answer of the server. */ original: TRow;
  columns: readonly DataColumn<TRow>[];
  name: string;
  /** Undefined where no row can be chosen. */ isChosen: boolean | undefined;
  /** It is chosen with all others. */ isFixed: boolean;
};

/** Drawn again only when what it shows has changed: a page that moves every two seconds has fifty of them. */
const DataRow = memo(
  function DataRow<TRow extends object>({ row, name, isChosen, isFixed }: DataRowProps<TRow>) {
    const t = useTranslations("common.ui");
    return (
      <Row selected={isChosen}>
        {isChosen !== undefined && (
          // Above the link that covers the row.
          <Cell className="relative z-1 w-10 pr-0">
            <Checkbox
              label={t("chooseRow", { row: name })}
              labelHidden
              checked={isChosen}
              disabled={isFixed}
              onCheckedChange={(isOn) => row.toggleSelected(isOn)}
            />
          </Cell>
        )}
        {row.getAllCells().map((cell) => {
          const { align, narrow, truncate, wide, className } = cell.column.columnDef.meta ?? {};
          return (
            <Cell key={cell.id} align={align} narrow={narrow} truncate={truncate} className={cx(className, wide && TABLET_OUT)}>
              <FlexRender cell={cell} />
            </Cell>
          );
        })}
      </Row>
    );
  },
  (before, now) =>
    before.original === now.original &&
    before.columns === now.columns &&
    before.name === now.name &&
    before.isChosen === now.isChosen &&
    before.isFixed === now.isFixed,
) as <TRow extends object>(props: DataRowProps<TRow>) => ReactNode;
