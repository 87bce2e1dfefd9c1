"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { deedsOf, SteerButton } from "@/components/mailings/mailing-controls";
import { MailingStateBadge } from "@/components/mailings/mailing-state-badge";
import { Duration } from "@/components/mailings/mailing-times";
import { ProgressBar } from "@/components/mailings/progress-bar";
import { useReason } from "@/components/mailings/use-reason";
import { cx } from "@/components/ui/cx";
import { Pagination } from "@/components/ui/pagination";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowActions, RowLink, Table, TableBody, TableHead } from "@/components/ui/table";
import { usePresent } from "@/components/ui/use-present";
import type { SortLink } from "@/lib/keyset";
import { useFormat } from "@/lib/i18n/use-format";
import { mailingQueries } from "@/lib/mailings/query-options";
import type { MailingRow, MailingsPage } from "@/lib/mailings/reads";

/** Whom a person may steer: any mailing, or their own. */
export type Steering = { operatorId: number; any: boolean };
type Props = {
  /** The query of the page's address, by which it is read again. */
  address: string;
  initial: MailingsPage;
  steering: Steering;
  /** What the heads of columns do; without, they are words. */
  sort?: Record<"made" | "name", SortLink>;
  /** On the dashboard: what runs and its pause, without pages, states and times. */
  compact?: boolean;
};

/** Mailings, one a row, live while something runs. */
export function MailingList({ address, initial, steering, sort, compact = false }: Props) {
  const t = useTranslations("mailings.list");
  const { data = initial } = useQuery({ ...mailingQueries.list(address), initialData: initial });
  return (
    <>
      <Table label={t("label")} className="sm:table-fixed">
        <TableHead>
          {!compact && <HeadCell width="9.75rem">{t("state")}</HeadCell>}
          <HeadCell sort={sort?.name}>{t("name")}</HeadCell>
          <HeadCell className={compact ? "w-56" : "w-60 max-xl:w-48"}>{t("progress")}</HeadCell>
          <HeadCell width="7.5rem" align="right">
            {t("cost")}
          </HeadCell>
          {!compact && (
            <HeadCell className="w-32 max-xl:hidden" sort={sort?.made}>
              {t("when")}
            </HeadCell>
          )}
          <HeadCell className={cx("w-42", !compact && "max-xl:hidden")} hidden>
            {t("deeds")}
          </HeadCell>
        </TableHead>
        <TableBody>
          {data.rows.map((row) => (
            <MailingLine key={row.id} row={row} compact={compact} maySteer={steering.any || row.createdById === steering.operatorId} />
          ))}
        </TableBody>
      </Table>
      {!compact && <Pagination previousHref={neighbour(address, "before", data.previous)} nextHref={neighbour(address, "after", data.next)} />}
    </>
  );
}

/** The address of a neighbouring page; null where there is none. */
function neighbour(address: string, name: "after" | "before", cursor: string | null): string | null {
  if (cursor === null) return null;
  const query = new URLSearchParams(address);
  for (const each of ["after", "before"]) query.delete(each);
  query.set(name, cursor);
  return `/mailings?${query}`;
}

function MailingLine({ row, compact, maySteer }: { row: MailingRow; compact: boolean; maySteer: boolean }) {
  const t = useTranslations("mailings.list");
  const format = useFormat();
  const isServed = usePresent(`${JSON.stringify([row.wait, row.pause])} ${format.locale} ${format.timeZone}`, true) === null;
  const reason = useReason()(row, isServed);
  const cost = format.money(row.cost, row.currency ?? "");
  const at = row.state === "scheduled" ? row.scheduledAt : (row.finishedAt ?? row.startedAt ?? row.createdAt);
  const when = at && <RelativeTime at={at} form={row.state === "scheduled" ? "exact" : "relative"} />;
  return (
    <Row height="list">
      {!compact && (
        <Cell narrow="side">
          <MailingStateBadge state={row.state} cause={row.pause?.cause} />
          {/* On a tablet there is no column for it. */}
          <span className="mt-0.5 hidden text-12 text-muted sm:max-xl:block">{when}</span>
        </Cell>
      )}
      <Cell narrow="title" truncate>
        <RowLink href={`/mailings/${row.id}`}>{row.name}</RowLink>
        <span
          className={cx("text-12 font-text text-muted", reason === null ? "block truncate" : "line-clamp-2 whitespace-normal")}
          title={reason ?? row.text}
          suppressHydrationWarning
        >
          {reason ?? row.text.split("\n")[0]}
        </span>
      </Cell>
      <Cell narrow="wide">{row.numbers.audience > 0 && <ProgressBar counts={row.bar} size="m" words />}</Cell>
      <Cell align="right">
        {row.numbers.audience > 0 && (
          <>
            {cost}
            <span className="block text-12 whitespace-normal text-muted">
              {row.secondsLeft !== null ? (
                <Left seconds={row.secondsLeft} />
              ) : (
                row.quotedCost !== null && row.state !== "completed" && t("costOf", { quoted: format.money(row.quotedCost, row.currency ?? "") })
              )}
            </span>
          </>
        )}
      </Cell>
      {!compact && (
        <Cell narrow="line" className="text-12 text-muted sm:max-xl:hidden">
          {when}
          {row.owner && (
            <span className="block truncate" title={row.owner}>
              {row.owner}
            </span>
          )}
        </Cell>
      )}
      <Cell align="right" narrow={compact ? "side" : "none"} className={compact ? undefined : "max-xl:hidden"}>
        {maySteer &&
          (compact ? (
            <MainDeed row={row} />
          ) : (
            <RowActions>
              <MainDeed row={row} />
            </RowActions>
          ))}
      </Cell>
    </Row>
  );
}

function Left({ seconds }: { seconds: number }) {
  const t = useTranslations("mailings.list");
  return t.rich("leftRich", { time: () => <Duration seconds={seconds} /> });
}

/** Pause or resume, whichever can be done; what cannot be undone is done on the mailing's own page. */
function MainDeed({ row }: { row: MailingRow }) {
  const deed = deedsOf(row.state).find((each) => each !== "cancel");
  return (
    deed && (
      <span className="relative z-1">
        <SteerButton deed={deed} mailing={row} size="s" variant="secondary" />
      </span>
    )
  );
}
