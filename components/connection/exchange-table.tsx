import { Ban, Check, CircleQuestionMark, Unplug, type LucideIcon } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import type { Tone } from "@/components/ui/tone";
import type { ExchangeRow } from "@/lib/connection/exchanges";
import { getFormatter, getTranslator } from "@/lib/i18n/request";

const LOOK: Record<ExchangeRow["outcome"], { tone: Tone; icon: LucideIcon }> = {
  ok: { tone: "delivered", icon: Check },
  refused: { tone: "failed", icon: Ban },
  not_sent: { tone: "waiting", icon: Unplug },
  unknown: { tone: "attention", icon: CircleQuestionMark },
};

/** What every request says in the same way is left out. */
const USUAL = new Set(["fmt", "charset", "op", "err"]);

const asked = (parameters: Record<string, string>) => Object.entries(parameters).filter(([name]) => !USUAL.has(name));

/** What was said to the gateway, newest first. */
export async function ExchangeTable({ rows }: { rows: readonly ExchangeRow[] }) {
  const [t, format] = await Promise.all([getTranslator("exchanges"), getFormatter()]);
  return (
    <Table label={t("title")}>
      <TableHead>
        <HeadCell width="clamp(9.5rem, 12vw, 10.5rem)">{t("at")}</HeadCell>
        <HeadCell width="clamp(6.5rem, 9vw, 8rem)">{t("script")}</HeadCell>
        <HeadCell>{t("parameters")}</HeadCell>
        <HeadCell width="9rem">{t("outcome")}</HeadCell>
        <HeadCell align="right" className="w-20 max-xl:hidden">
          {t("code")}
        </HeadCell>
        <HeadCell align="right" className="w-20 xl:w-24">
          {t("duration")}
        </HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => {
          const { tone, icon: Icon } = LOOK[row.outcome];
          return (
            <Row key={row.id} className="align-top [&>td]:py-1.5">
              <Cell narrow="line" className="whitespace-nowrap tabular-nums">
                <time dateTime={row.startedAt} title={format.precise(row.startedAt)}>
                  {format.moment(row.startedAt)}
                </time>
              </Cell>
              <Cell narrow="title" className="font-medium">
                {row.script}
              </Cell>
              <Cell narrow="wide" className="font-mono text-12 wrap-anywhere text-muted">
                {asked(row.parameters).map(([name, value]) => (
                  <span key={name} className="mr-3 inline-block">
                    {name}=<span className="text-text">{value}</span>
                  </span>
                ))}
              </Cell>
              <Cell narrow="side">
                <Badge tone={tone} icon={<Icon aria-hidden />}>
                  {t(`${row.outcome}`)}
                </Badge>
              </Cell>
              <Cell align="right" className="max-xl:hidden">
                {row.gatewayCode ?? "–"}
              </Cell>
              <Cell align="right" narrow="end">
                {t("ms", { ms: format.number(row.durationMs) })}
              </Cell>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}
