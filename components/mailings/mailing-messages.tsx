"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useMemo, useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { ListOfMessagesDialog } from "@/components/mailings/messages-selection";
import { MessageStatusBadge } from "@/components/messages/message-status-badge";
import { ButtonLink } from "@/components/ui/button";
import { type DataColumn, DataTable, type DataTableProps, type Selection } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Money } from "@/components/ui/money";
import { Pagination } from "@/components/ui/pagination";
import { Select } from "@/components/ui/select";
import { SelectionBar } from "@/components/ui/selection-bar";
import { SkeletonRows } from "@/components/ui/skeleton";
import { RowLink } from "@/components/ui/table";
import { useFormat } from "@/lib/i18n/use-format";
import { countOf } from "@/lib/mailings/count-of";
import { isMoving, mailingQueries } from "@/lib/mailings/query-options";
import type { Progress } from "@/lib/mailings/reads";
import { FILTER_WORDS, type MessageFilter, readFilter } from "@/lib/messages/filters";
import type { MessagePage } from "@/lib/messages/reads";
import type { MessageRow } from "@/lib/messages/rows";
import { sealQueryAction } from "@/lib/search/actions";
import { formatMsisdn } from "@/lib/sms/msisdn";
import { errKey, STATUS_CODES, statusKey } from "@/lib/smsc/status-catalogue";

type Props = { initial: Progress; mayExport: boolean; mayMakeList: boolean };

/** A mailing's messages: filtered by what they are, searched by number, a page at a time, downloadable as they stand. */
export function MailingMessages({ initial, mayExport, mayMakeList }: Props) {
  const t = useTranslations("mailings.messages");
  const search = useSearchParams();
  const { data: progress = initial } = useQuery({ ...mailingQueries.progress(initial.id), initialData: initial });
  const query = new URLSearchParams({
    filter: readFilter(search.get("filter")),
    search: search.get("search") ?? "",
    ...(search.get("after") ? { after: search.get("after") ?? "" } : {}),
  });
  const { data, isError, isFetching, refetch } = useQuery({
    ...mailingQueries.messages(initial.id, query.toString(), isMoving(progress)),
    placeholderData: keepPreviousData,
  });
  const download = new URLSearchParams({ filter: query.get("filter") ?? "", search: query.get("search") ?? "" });
  return (
    <section id="messages" aria-label={t("label")} className="mt-8 scroll-mt-24">
      <div className="mb-3 flex flex-wrap items-end gap-3">
        <Filters asked={data?.search ?? ""} />
        {mayExport && (
          <ButtonLink
            href={`/api/mailings/${initial.id}/messages.csv?${download}`}
            prefetch={false}
            icon={<Download aria-hidden />}
            className="ml-auto"
          >
            {t("download")}
          </ButtonLink>
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
          key={query.toString()}
          progress={progress}
          page={data}
          filter={readFilter(query.get("filter"))}
          search={query.get("search") ?? ""}
          hasPrevious={search.has("after")}
          mayMakeList={mayMakeList}
        />
      )}
    </section>
  );
}

/** Change the link; everything on the page follows it. */
function useFilterLink() {
  const pathname = usePathname();
  const search = useSearchParams();
  return (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(search);
    next.delete("after");
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === "") next.delete(name);
      else next.set(name, value);
    }
    return `${pathname}?${next}`;
  };
}

/** `asked`: the search as a person wrote it; in the address a number is sealed. */
function Filters({ asked }: { asked: string }) {
  const t = useTranslations("mailings.messages");
  const statuses = useTranslations("statuses.word");
  const router = useRouter();
  const search = useSearchParams();
  const linkTo = useFilterLink();
  const [, startTransition] = useTransition();
  const errors = useTranslations("statuses.err");
  const filter = readFilter(search.get("filter"));
  const [status, err] = filter.split(".");
  // One cause of failure: it comes from its number above, and is in no list of choices.
  const cause = err !== undefined && {
    value: filter,
    label: `${statuses(statusKey(Number(status)))} · ${errors(errKey(Number(err)), { code: err })}`,
  };
  const items = [
    ...(cause ? [cause] : []),
    ...FILTER_WORDS.map((value) => ({ value, label: t(`filterWord.${value}`) })),
    ...STATUS_CODES.map((code) => ({ value: String(code), label: t("filterWord.code", { code: String(code), word: statuses(statusKey(code)) }) })),
  ];
  return (
    <>
      <Field label={t("filter")} className="w-56 max-sm:w-full">
        <Select
          items={items}
          value={filter}
          onValueChange={(value) => router.replace(linkTo({ filter: value === "all" ? null : value }), { scroll: false })}
        />
      </Field>
      <form
        role="search"
        method="post"
        className="w-52 max-sm:w-full"
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget).get("search");
          startTransition(async () => {
            const sealed = await sealQueryAction({ query: typeof typed === "string" ? typed.replace(/\D/g, "") : "" });
            if (sealed.ok) router.replace(linkTo({ search: sealed.value.query }), { scroll: false });
          });
        }}
      >
        <Field label={t("search")}>
          <Input key={asked} name="search" inputMode="tel" defaultValue={asked} maxLength={20} />
        </Field>
      </form>
    </>
  );
}

type RowsProps = { rows: readonly MessageRow[]; currency: string | null; selection: DataTableProps<MessageRow>["selection"] };

function Rows({ rows, currency, selection }: RowsProps) {
  const t = useTranslations("messages.table");
  const reasons = useTranslations("messages.skipReason");
  const format = useFormat();
  const columns = useMemo<DataColumn<MessageRow>[]>(
    () => [
      {
        id: "number",
        header: t("number"),
        meta: { width: "11rem", narrow: "title", className: "tabular-nums" },
        cell: ({ row: { original: row } }) => (
          <RowLink href={`/messages/${row.id}`} prefetch={false}>
            {formatMsisdn(row.msisdn)}
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
        meta: { width: "13rem", narrow: "side" },
        cell: ({ row: { original: row } }) => <MessageStatusBadge state={row.state} code={row.code} err={row.err} />,
      },
      {
        id: "code",
        header: t("code"),
        meta: { width: "3.5rem", align: "right", className: "text-faint" },
        cell: ({ row: { original: row } }) => row.code,
      },
      {
        id: "err",
        header: t("err"),
        meta: { width: "4rem", align: "right", className: "text-faint" },
        cell: ({ row: { original: row } }) => row.err,
      },
      {
        id: "at",
        header: t("at"),
        meta: { width: "10rem", className: "text-muted tabular-nums" },
        cell: ({ row: { original: row } }) => ((row.statusAt ?? row.learntAt) ? format.moment(row.statusAt ?? row.learntAt ?? "") : ""),
      },
      {
        id: "segments",
        header: t("segments"),
        meta: { width: "4.5rem", align: "right" },
        cell: ({ row: { original: row } }) => row.segmentCount,
      },
      {
        id: "cost",
        header: t("cost"),
        meta: { width: "5.5rem", align: "right", narrow: "end" },
        cell: ({ row: { original: row } }) => (row.cost === null ? null : <Money amount={row.cost} currency={currency} />),
      },
    ],
    [t, reasons, format, currency],
  );
  return (
    <DataTable
      label={t("caption")}
      rows={rows}
      columns={columns}
      rowId={(row) => String(row.id)}
      rowName={(row) => formatMsisdn(row.msisdn)}
      selection={selection}
    />
  );
}

type ViewProps = { progress: Progress; page: MessagePage; filter: MessageFilter; search: string; hasPrevious: boolean; mayMakeList: boolean };

/** One page of a view, and what of it or of the whole view is chosen. */
function View({ progress, page, filter, search, hasPrevious, mayMakeList }: ViewProps) {
  const [chosen, setChosen] = useState<Selection>({});
  const [isAll, setIsAll] = useState(false);
  const ids = Object.keys(chosen)
    .filter((id) => chosen[id])
    .map(Number);
  const size = search === "" ? countOf(filter, progress) : null;

  function clear() {
    setChosen({});
    setIsAll(false);
  }

  return (
    <>
      <Rows rows={page.rows} currency={progress.currency} selection={mayMakeList ? { chosen, onChange: setChosen, all: isAll } : undefined} />
      {(ids.length > 0 || isAll) && (
        <SelectionBar
          count={ids.length}
          all={{ isChosen: isAll, size, isMore: page.next !== null || hasPrevious, choose: () => setIsAll(true) }}
          onClear={clear}
        >
          <ListOfMessagesDialog mailingId={progress.id} chosen={isAll ? { filter, search } : { ids }} count={isAll ? size : ids.length} />
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
