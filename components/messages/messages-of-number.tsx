import { MessageTable } from "@/components/messages/message-table";
import { Pagination } from "@/components/ui/pagination";
import { getTranslator } from "@/lib/i18n/request";
import type { FoundNumber } from "@/lib/messages/reads";

type Props = { found: FoundNumber | null; currency: string | null; /** The page they stand on. */ path: string; isFirst: boolean };

/** What was sent to one number, newest first, as a part of another page. */
export async function MessagesOfNumber({ found, currency, path, isFirst }: Props) {
  const t = await getTranslator("messages");
  const { rows, next } = found ?? { rows: [], next: null };
  return (
    <section id="messages" aria-labelledby="messages-heading" className="mt-10 scroll-mt-24">
      <h2 id="messages-heading" className="mb-2 text-16 font-strong">
        {t("table.caption")}
      </h2>
      {rows.length === 0 ? (
        <p className="py-2 text-13 text-muted">{t("lookUp.noneYet")}</p>
      ) : (
        <MessageTable rows={rows} currency={currency} label={t("table.caption")} />
      )}
      <Pagination previousHref={isFirst ? null : `${path}#messages`} nextHref={next === null ? null : `${path}?before=${next}#messages`} />
    </section>
  );
}
