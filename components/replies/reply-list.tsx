import Link from "next/link";
import { ReplyDeeds } from "@/components/replies/reply-deeds";
import { SuppressedBadge } from "@/components/suppression/suppressed-badge";
import { cx } from "@/components/ui/cx";
import { RelativeTime } from "@/components/ui/relative-time";
import { getTranslator } from "@/lib/i18n/request";
import type { ReplyRow } from "@/lib/replies/reads";
import { formatMsisdn } from "@/lib/sms/msisdn";

type Props = { rows: readonly ReplyRow[]; isMasked: boolean; mayHandle: boolean };

const isUnread = ({ isRead, doneAt }: ReplyRow) => !isRead && doneAt === null;

/** What people wrote, newest first: who, what, to which message, and what is to be done with it. */
export async function ReplyList({ rows, isMasked, mayHandle }: Props) {
  const t = await getTranslator("replies");
  return (
    <ul aria-label={t("title")} className="divide-y divide-line border-y border-line">
      {rows.map((row) => (
        <li key={row.id} className="flex flex-wrap items-start gap-x-6 gap-y-2 py-3">
          <div className="min-w-0 flex-1 basis-80">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-13">
              {isUnread(row) && (
                <>
                  <span aria-hidden className="size-2 rounded-full bg-moving-solid" />
                  <span className="sr-only">{t("unread")}</span>
                </>
              )}
              <Sender row={row} isMasked={isMasked} />
              <span className="text-12 text-muted">
                <RelativeTime at={row.receivedAt} />
              </span>
              {row.isSuppressed && <SuppressedBadge />}
            </p>
            <p className={cx("mt-1 text-14 wrap-anywhere whitespace-pre-wrap", isUnread(row) && "font-medium")}>{row.text}</p>
            <p className="mt-1 text-12 text-muted">
              {row.isStop && <>{t("stop")} </>}
              {row.messageId === null ? (
                t("toNothing")
              ) : (
                <Link className="link" href={`/messages/${row.messageId}`}>
                  {row.mailingName === null ? t("toMessage") : t("toMailing", { name: row.mailingName })}
                </Link>
              )}
              {row.doneAt !== null && row.doneBy !== null && <> · {t("doneBy", { name: row.doneBy })}</>}
            </p>
          </div>
          {mayHandle && <ReplyDeeds reply={row} />}
        </li>
      ))}
    </ul>
  );
}

function Sender({ row, isMasked }: { row: ReplyRow; isMasked: boolean }) {
  const number = isMasked || !/^\d+$/.test(row.msisdn) ? row.msisdn : formatMsisdn(row.msisdn);
  const shown = row.name === null ? number : `${row.name} · ${number}`;
  return row.contactId === null ? (
    <span className="font-medium tabular-nums">{shown}</span>
  ) : (
    <Link className="font-medium tabular-nums hover:underline hover:underline-offset-3" href={`/contacts/${row.contactId}`}>
      {shown}
    </Link>
  );
}
