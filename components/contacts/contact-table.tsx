"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { RemoveMemberButton } from "@/components/lists/remove-member-button";
import { SuppressedBadge } from "@/components/suppression/suppressed-badge";
import { type DataColumn, DataTable, type DataTableProps } from "@/components/ui/data-table";
import { RelativeTime } from "@/components/ui/relative-time";
import { RowActions, RowLink } from "@/components/ui/table";
import type { ContactLine } from "@/lib/contacts/reads";
import type { SortLink } from "@/lib/keyset";

export type ContactTableProps = {
  rows: readonly ContactLine[];
  label: string;
  /** Where the rows can be put in another order. */
  sort?: Record<"number" | "added", SortLink>;
  /** The list that they can be taken out of. */
  list?: { id: number; name: string };
  selection?: DataTableProps<ContactLine>["selection"];
};

/** Contacts, one a row: all of them, or the members of a list. */
export function ContactTable({ rows, label, sort, list, selection }: ContactTableProps) {
  const t = useTranslations("contacts.table");
  const columns = useMemo<DataColumn<ContactLine>[]>(
    () => [
      {
        id: "number",
        header: t("number"),
        meta: { width: "11rem", narrow: "title", className: "tabular-nums", sort: sort?.number },
        cell: ({ row: { original: row } }) => (
          <RowLink href={`/contacts/${row.id}`} prefetch={false}>
            {row.number}
          </RowLink>
        ),
      },
      {
        id: "name",
        header: t("name"),
        meta: { narrow: "line", truncate: true },
        // What is cut can be read whole.
        cell: ({ row: { original: row } }) => row.name && <span title={row.name}>{row.name}</span>,
      },
      {
        id: "state",
        header: t("state"),
        meta: { width: "9rem", narrow: "side" },
        cell: ({ row: { original: row } }) => row.isSuppressed && <SuppressedBadge />,
      },
      {
        id: "added",
        header: t("added"),
        meta: { width: "clamp(8.5rem, 12vw, 10rem)", className: "text-muted", sort: sort?.added },
        cell: ({ row: { original: row } }) => <RelativeTime at={row.createdAt} form="relative" />,
      },
      ...(list ? [deedColumn(t("deeds"), list)] : []),
    ],
    [t, sort, list],
  );
  return (
    <DataTable label={label} rows={rows} columns={columns} rowId={(row) => String(row.id)} rowName={(row) => row.number} selection={selection} />
  );
}

function deedColumn(header: string, list: { id: number; name: string }): DataColumn<ContactLine> {
  return {
    id: "deeds",
    header,
    meta: { width: "4rem", align: "right", narrow: "end", hidden: true },
    cell: ({ row: { original: row } }) => (
      <RowActions>
        <RemoveMemberButton list={list} contact={{ id: row.id, msisdn: row.msisdn }} />
      </RowActions>
    ),
  };
}
