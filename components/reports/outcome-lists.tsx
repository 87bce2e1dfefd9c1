import { FailedLink } from "@/components/reports/failed-link";
import { Count } from "@/components/ui/count";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import type { Delivery } from "@/lib/reports/reads";
import { errKey, statusKey } from "@/lib/smsc/status-catalogue";

/** What became of messages by the sender ID they went under. */
export async function SenderOutcomes({ senders, day }: { senders: Delivery["senders"]; day: string | null }) {
  const [t, format] = await Promise.all([getTranslator("reports"), getFormatter()]);
  return (
    <section aria-labelledby="by-sender" className="min-w-0">
      <h2 id="by-sender" className="mb-3 text-16 font-strong">
        {t("senders.title")}
      </h2>
      <Table label={t("senders.title")}>
        <TableHead>
          <HeadCell>{t("senders.sender")}</HeadCell>
          <HeadCell width="7rem" align="right">
            {t("count.messages")}
          </HeadCell>
          <HeadCell width="7rem" align="right">
            {t("count.delivered")}
          </HeadCell>
          <HeadCell width="7rem" align="right">
            {t("count.failed")}
          </HeadCell>
        </TableHead>
        <TableBody>
          {senders.map(({ sender, delivered, failed, open }) => (
            <Row key={sender}>
              <Cell narrow="title" truncate>
                {sender || t("senders.default")}
              </Cell>
              <Cell align="right" narrow="side">
                <Count value={delivered + failed + open} />
              </Cell>
              <Cell align="right" narrow="line" className="max-sm:text-left">
                {format.percent(delivered / (delivered + failed + open))}
                <span className="sm:hidden"> {t("outcome.delivered")}</span>
              </Cell>
              <Cell align="right" narrow="end">
                <FailedLink count={failed} of={sender || t("senders.default")} filter={{ day, sender }} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}

/** Why messages did not arrive, the most frequent cause first. */
export async function CauseOutcomes({ causes, day }: { causes: Delivery["causes"]; day: string | null }) {
  const [t, statuses, format] = await Promise.all([getTranslator("reports"), getTranslator("statuses"), getFormatter()]);
  const total = causes.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  return (
    <section aria-labelledby="by-cause" className="min-w-0">
      <h2 id="by-cause" className="mb-3 text-16 font-strong">
        {t("causes.title")}
      </h2>
      <ul className="divide-y divide-line border-y border-line text-13">
        {causes.map(({ status, err, count }) => {
          const word = statuses(`word.${statusKey(status)}`, { code: status });
          const cause = err === 0 ? statuses(`meaning.${statusKey(status)}`) : statuses(`err.${errKey(err)}`, { code: err });
          return (
            <li key={`${status}.${err}`} className="flex items-baseline gap-x-4 py-2">
              <span className="min-w-0 flex-1">
                <span className="font-medium">{word}</span> <span className="text-muted">{cause}</span>
              </span>
              <span className="text-12 whitespace-nowrap text-muted tabular-nums">{format.percent(count / total)}</span>
              <span className="w-16 text-right">
                <FailedLink count={count} of={`${word}. ${cause}`} filter={{ day, cause: { status, err } }} />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
