import { Wallet } from "lucide-react";
import type { Metadata } from "next";
import { BalanceChart } from "@/components/balance/balance-chart";
import { RefreshBalanceButton } from "@/components/balance/refresh-balance-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { Stat, StatRow } from "@/components/ui/stat";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { requirePermission } from "@/lib/auth/guard";
import { can } from "@/lib/auth/permissions";
import { readBalance, readBalanceHistory, readSpending } from "@/lib/balance/reads";
import { getFormatter, getTranslator } from "@/lib/i18n/request";

const DAYS = 30;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("balance");
  return { title: t("title") };
}

export default async function BalancePage() {
  const operator = await requirePermission("balance.read");
  const [t, format, balance, history, spending] = await Promise.all([
    getTranslator("balance"),
    getFormatter(),
    readBalance(),
    readBalanceHistory(DAYS),
    readSpending(DAYS),
  ]);
  const currency = balance?.currency ?? "";
  const spent = spending.reduce((sum, { amount }) => sum + Number(amount), 0);
  const days = balance && spent > 0 ? Math.floor(Number(balance.balance) / (spent / DAYS)) : null;
  const amountOf = new Map(spending.map(({ day, amount }) => [day, amount]));
  return (
    <>
      <PageHeader title={t("title")} actions={can(operator.role, "balance.refresh") ? <RefreshBalanceButton /> : undefined} />
      {balance === null ? (
        <EmptyState icon={<Wallet />} title={t("unknown")} />
      ) : (
        <>
          <StatRow long>
            <Stat
              label={t("current")}
              size="l"
              value={<Money amount={balance.balance} currency={currency} />}
              note={<RelativeTime at={balance.at} />}
            />
            <Stat label={t("spent30")} value={<Money amount={String(spent)} currency={currency} />} />
            <Stat label={t("runway")} value={days === null ? t("runwayNone") : t("runwayDays", { days })} />
          </StatRow>
          <section className="mt-10" aria-labelledby="history">
            <h2 id="history" className="mb-3 text-16 font-strong">
              {t("history")}
            </h2>
            <BalanceChart points={history} currency={currency} />
            <div className="mt-6">
              <Table label={t("history")}>
                <TableHead>
                  <HeadCell>{t("day")}</HeadCell>
                  <HeadCell align="right">{t("amount")}</HeadCell>
                  <HeadCell align="right">{t("balance")}</HeadCell>
                </TableHead>
                <TableBody>
                  {[...history].reverse().map(({ day, balance: amount }) => (
                    <Row key={day}>
                      <Cell narrow="title">{format.date(day)}</Cell>
                      <Cell align="right" narrow="end">
                        {amountOf.has(day) ? <Money amount={amountOf.get(day) ?? "0"} currency={currency} /> : "–"}
                      </Cell>
                      <Cell align="right" narrow="side">
                        <Money amount={amount} currency={currency} />
                      </Cell>
                    </Row>
                  ))}
                </TableBody>
              </Table>
            </div>
          </section>
        </>
      )}
    </>
  );
}
