"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { AddToListDialog } from "@/components/lists/add-to-list-dialog";
import { MessageFilters, useFilterLink } from "@/components/mailings/message-filters";
import { MessageStatusBadge } from "@/components/messages/message-status-badge";
import { type DataColumn, DataTable, type DataTableProps } from "@/components/ui/data-table";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Money } from "@/components/ui/money";
import { Pagination } from "@/components/ui/pagination";
import { RelativeTime } from "@/components/ui/relative-time";
import { SelectionBar } from "@/components/ui/selection-bar";
import { SkeletonRows } from "@/components/ui/skeleton";
import { RowLink } from "@/components/ui/table";
import { useSelection } from "@/components/ui/use-selection";
import { listOfMessagesAction } from "@/lib/mailings/actions";
import { countOf } from "@/lib/mailings/display";
import { isMoving, mailingQueries } from "@/lib/mailings/query-options";
import type { Progress } from "@/lib/mailings/reads";
import { FROM_THE_END, type MessageFilter, messagesQuery, readFilter } from "@/lib/messages/filters";
import type { AskedMessagePage } from "@/lib/mailings/read-messages-page";
import type { MessagePage } from "@/lib/messages/reads";
import type { MessageRow } from "@/lib/messages/rows";

type Props = {
  initial: Progress;
  /** The page that came with the document, and what it answers. */ first: { query: string; page: AskedMessagePage };
  mayExport: boolean;
  /** Names of lists to put recipients into; null for somebody who may not. */ lists: readonly string[] | null;
};

/** A mailing's messages: filtered by what they are, searched by number, a page at a time, downloadable as they stand. */
export function MailingMessages({ initial, first, mayExport, lists }: Props) {
  const t = useTranslations("mailings.messages");
  const search = useSearchParams();
  const { data: progress = initial } = useQuery({ ...mailingQueries.progress(initial.id), initialData: initial });
  const asked = Object.fromEntries(search);
  const query = messagesQuery(asked);
  const filter = readFilter(search.get("filter"));
  const sealed = search.get("search") ?? "";
  const { data, isError, isFetching, refetch } = useQuery({
    ...mailingQueries.messages(initial.id, query, isMoving(progress)),
    initialData: query === first.query ? first.page : undefined,
    placeholderData: keepPreviousData,
  });
  const download = messagesQuery({ ...asked, after: undefined });
  return (
    <section id="messages" aria-label={t("label")} className="mt-8 scroll-mt-24">
      <div className="mb-3 flex flex-wrap items-end gap-3">
        <MessageFilters asked={data?.search ?? ""} />
        {mayExport && (
          <DownloadLink href={`/api/mailings/${initial.id}/messages.csv?${download}`} className="ml-auto">
            {t("download")}
          </DownloadLink>
        )}
      </div>
      {isError ? (
        <ErrorState title={t("label")} onRetry={() => void refetch()} pending={isFetching} />
      ) : !data ? (
        <SkeletonRows rows={12} height="dense" />
      ) : data.rows.length === 0 ? (
        <EmptyState title={progress.state === "planning" ? t("planning") : t("empty")} />
      ) : (
        <View
          // What was chosen belongs to what is shown.
          key={query}
          progress={progress}
          page={data}
          filter={filter}
          search={sealed}
          hasPrevious={search.has("after")}
          lists={lists}
        />
      )}
    </section>
  );
}

type RowsProps = { rows: readonly MessageRow[]; currency: string | null; selection: DataTableProps<MessageRow>["selection"] };

function Rows({ rows, currency, selection }: RowsProps) {
  const t = useTranslations("messages.table");
  const isDescending = useSearchParams().get("sort") === FROM_THE_END;
  const turned = `${useFilterLink()({ sort: isDescending ? null : FROM_THE_END })}#messages`;
  const reasons = useTranslations("messages.skipReason");
  const columns = useMemo<DataColumn<MessageRow>[]>(
    () => [
      {
        id: "number",
        header: t("number"),
        meta: {
          width: "clamp(9.5rem, 13vw, 11rem)",
          narrow: "title",
          className: "tabular-nums",
          sort: { href: turned, direction: isDescending ? "descending" : "ascending" },
        },
        cell: ({ row: { original: row } }) => (
          <RowLink href={`/messages/${row.id}`} prefetch={false}>
            {row.number}
          </RowLink>
        ),
      },
      {
        id: "name",
        header: t("name"),
        meta: { narrow: "line", truncate: true },
        cell: ({ row: { original: row } }) => {
          const text = row.name ?? (row.skipReason ? reasons(row.skipReason) : "");
          return <span title={text}>{text}</span>;
        },
      },
      {
        id: "status",
        header: t("status"),
        meta: { width: "clamp(12rem, 15vw, 13rem)", narrow: "side" },
        cell: ({ row: { original: row } }) => <MessageStatusBadge state={row.state} code={row.code} err={row.err} />,
      },
      {
        id: "code",
        header: t("code"),
        meta: { width: "3.5rem", align: "right", className: "text-faint", wide: true },
        cell: ({ row: { original: row } }) => row.code,
      },
      {
        id: "err",
        header: t("err"),
        meta: { width: "4rem", align: "right", className: "text-faint", wide: true },
        cell: ({ row: { original: row } }) => row.err,
      },
      {
        id: "at",
        header: t("at"),
        meta: { width: "clamp(9rem, 12vw, 10rem)", className: "text-muted tabular-nums" },
        cell: ({ row: { original: row } }) => {
          const at = row.statusAt ?? row.learntAt;
          return at && <RelativeTime at={at} form="moment" />;
        },
      },
      {
        id: "segments",
        header: t("segments"),
        meta: { width: "4.5rem", align: "right", wide: true },
        cell: ({ row: { original: row } }) => row.segmentCount,
      },
      {
        id: "cost",
        header: t("cost"),
        meta: { width: "5.5rem", align: "right", narrow: "end" },
        cell: ({ row: { original: row } }) => (row.cost === null ? null : <Money amount={row.cost} currency={currency} />),
      },
    ],
    [t, reasons, currency, turned, isDescending],
  );
  return (
    <DataTable
      label={t("caption")}
      rows={rows}
      columns={columns}
      rowId={(row) => String(row.id)}
      rowName={(row) => row.number}
      selection={selection}
    />
  );
}

type ViewProps = { progress: Progress; page: MessagePage; filter: MessageFilter; search: string; hasPrevious: boolean; lists: Props["lists"] };

/** One page of a view, and what of it or of the whole view is chosen. */
function View({ progress, page, filter, search, hasPrevious, lists }: ViewProps) {
  const { chosen, setChosen, ids, isAll, chooseAll, clear } = useSelection();
  const size = search === "" ? countOf(filter, progress) : null;

  return (
    <>
      <Rows rows={page.rows} currency={progress.currency} selection={lists ? { chosen, onChange: setChosen, all: isAll } : undefined} />
      {(ids.length > 0 || isAll) && (
        <SelectionBar
          count={ids.length}
          all={{ isChosen: isAll, size, isMore: page.next !== null || hasPrevious, choose: chooseAll }}
          onClear={clear}
        >
          <AddToListDialog
            count={isAll ? size : ids.length}
            lists={lists ?? []}
            put={(name) => listOfMessagesAction({ mailingId: progress.id, name, chosen: isAll ? { filter, search } : { ids } })}
            onDone={clear}
          />
        </SelectionBar>
      )}
      <Pages next={page.next} hasPrevious={hasPrevious} />
    </>
  );
}

function Pages({ next, hasPrevious }: { next: string | null; hasPrevious: boolean }) {
  const linkTo = useFilterLink();
  return (
    <Pagination
      previousHref={hasPrevious ? `${linkTo({})}#messages` : null}
      nextHref={next === null ? null : `${linkTo({ after: next })}#messages`}
    />
  );
}
