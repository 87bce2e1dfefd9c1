import { SearchX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { MailingStateBadge } from "@/components/mailings/mailing-state-badge";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { getTranslator } from "@/lib/i18n/request";
import { placeOfNumber } from "@/lib/messages/display";
import type { Loose } from "@/lib/messages/find-loosely";
import { formatMsisdn, maskMsisdn } from "@/lib/sms/msisdn";

type Props = { found: Loose; query: string; isMasked: boolean; mayOpenMailings: boolean };

/** What fits a question by its end or its words: numbers and mailings, each leading to its page. */
export async function LooseResults({ found, query, isMasked, mayOpenMailings }: Props) {
  const t = await getTranslator("messages");
  const { numbers, messageId, mailings, hasMore } = found;
  if (numbers.length + mailings.length === 0) {
    return (
      <EmptyState icon={<SearchX />} title={t("lookUp.looseNone", { query })}>
        {t("lookUp.looseNoneHelp")}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-8">
      {messageId !== null && (
        <Group title={t("lookUp.byId")}>
          <Line href={`/messages/${messageId}`} title={t("page.titleId", { id: String(messageId) })} />
        </Group>
      )}
      {numbers.length > 0 && (
        <Group title={t("lookUp.byEnd", { digits: query })}>
          {numbers.map((number) => (
            <Line
              key={number.msisdn}
              href={placeOfNumber(number)}
              title={isMasked ? maskMsisdn(number.msisdn) : formatMsisdn(number.msisdn)}
              note={isMasked ? null : number.name}
            />
          ))}
          {hasMore && <li className="py-2 text-13 text-muted">{t("lookUp.moreDigits")}</li>}
        </Group>
      )}
      {mailings.length > 0 && (
        <Group title={t("lookUp.byWords")}>
          {mailings.map(({ id, name, state, launchedAt }) => (
            <Line
              key={id}
              href={mayOpenMailings ? `/mailings/${id}` : null}
              title={name}
              note={launchedAt && <RelativeTime at={launchedAt} />}
              badge={<MailingStateBadge state={state} />}
            />
          ))}
        </Group>
      )}
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-2 text-16 font-strong">{title}</h2>
      <ul className="divide-y divide-line border-y border-line">{children}</ul>
    </section>
  );
}

function Line({ href, title, note, badge }: { href: string | null; title: string; note?: ReactNode; badge?: ReactNode }) {
  return (
    <li className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 py-2 text-14">
      {href === null ? (
        <span className="font-medium tabular-nums">{title}</span>
      ) : (
        <Link href={href} className="link font-medium tabular-nums">
          {title}
        </Link>
      )}
      {badge}
      {note && <span className="text-13 text-muted">{note}</span>}
    </li>
  );
}
