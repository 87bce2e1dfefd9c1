import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Attention } from "@/components/dashboard/attention";
import { CarrierRates } from "@/components/dashboard/carrier-rates";
import { FirstSteps } from "@/components/dashboard/first-steps";
import { GatewayPanel } from "@/components/dashboard/gateway-panel";
import { Today } from "@/components/dashboard/today";
import { MailingList } from "@/components/mailings/mailing-list";
import { ButtonLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { requireOperator } from "@/lib/auth/guard";
import { landingOf } from "@/lib/auth/navigation";
import { can, type Role } from "@/lib/auth/permissions";
import { readBalance, readRunwayDays } from "@/lib/balance/reads";
import { getTimeZone, getTranslator } from "@/lib/i18n/request";
import { countTabs, listMailings } from "@/lib/mailings/reads";
import { listOpenLong } from "@/lib/messages/open-long";
import { readFirstSteps } from "@/lib/reports/first-steps";
import { readDelivery } from "@/lib/reports/reads";
import { readToday } from "@/lib/reports/today";
import { readGatewayHealth, readWorkerAgeSeconds } from "@/lib/smsc/governor-reads";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("dashboard");
  return { title: t("title") };
}

/** Where a role may go from the first steps. */
function placesOf(role: Role) {
  return {
    connected: can(role, "settings.manage"),
    contacts: can(role, "contact.import"),
    test: can(role, "message.send_single"),
    mailing: can(role, "mailing.compose"),
  };
}

export default async function DashboardPage() {
  const operator = await requireOperator();
  if (!can(operator.role, "mailing.read")) redirect(landingOf(operator.role));
  const now = new Date();
  const timeZone = await getTimeZone();
  const [t, running, paused, stopped, scheduled, openLong, delivery, today, steps, counts, health, workerAgeSeconds, balance] = await Promise.all([
    getTranslator("dashboard"),
    listMailings({ tab: "running", limit: 10 }),
    listMailings({ tab: "attention", limit: 10 }),
    listMailings({ tab: "attention", limit: 10, byItself: true }),
    listMailings({ tab: "scheduled", limit: 5 }),
    listOpenLong({ now }),
    readDelivery({ now, timeZone, day: null }),
    readToday({ now, timeZone }),
    readFirstSteps(),
    countTabs(),
    readGatewayHealth(),
    readWorkerAgeSeconds(),
    readBalance(),
  ]);
  const [frame, runwayDays] = await Promise.all([getTranslator("common"), balance ? readRunwayDays(balance.balance) : null]);
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          can(operator.role, "mailing.compose") ? (
            <ButtonLink href="/mailings/new" variant="primary" icon={<Plus aria-hidden />}>
              {t("running.new")}
            </ButtonLink>
          ) : undefined
        }
      />
      <div className="grid gap-10 xl:grid-cols-[minmax(0,1fr)_var(--rail-w)]">
        <div className="flex min-w-0 flex-col gap-10">
          {!steps.mailing && <FirstSteps steps={steps} may={placesOf(operator.role)} />}
          <Attention
            paused={paused.rows}
            stopped={stopped.rows}
            running={running.rows}
            openLong={openLong}
            unusual={delivery.carriers.filter(({ isUnusual }) => isUnusual)}
            health={health}
            workerAgeSeconds={workerAgeSeconds}
            mayConnect={can(operator.role, "settings.manage")}
          />
          <section aria-labelledby="running">
            <div className="mb-3 flex items-baseline justify-between">
              <h2 id="running" className="text-16 font-strong">
                {t("running.title")}
              </h2>
              <Link className="link text-13" href="/mailings">
                {t("running.all")}
              </Link>
            </div>
            {running.rows.length === 0 ? (
              <p className="text-14 text-muted">{t("running.none")}</p>
            ) : (
              <MailingList
                address="tab=running"
                initial={{ ...running, counts }}
                steering={{ operatorId: operator.id, any: can(operator.role, "mailing.steer") }}
                compact
              />
            )}
          </section>
          <Today funnel={today} />
        </div>
        <aside className="flex flex-col gap-8">
          <section>
            <h2 className="text-12 text-muted">{t("balance.title")}</h2>
            {balance ? (
              <>
                <p className="text-28 font-strong">
                  <Money amount={balance.balance} currency={balance.currency} />
                </p>
                <p className="text-12 text-muted">
                  {runwayDays !== null && `${frame("frame.runway", { days: runwayDays })} · `}
                  <RelativeTime at={balance.at} />
                </p>
              </>
            ) : (
              <p className="text-14 text-muted">{t("balance.unknown")}</p>
            )}
          </section>
          <section>
            <h2 className="mb-1 text-16 font-strong">{t("scheduled.title")}</h2>
            {scheduled.rows.length === 0 && <p className="text-13 text-muted">{t("scheduled.none")}</p>}
            <ul className="flex flex-col gap-2 text-13">
              {scheduled.rows.map((mailing) => (
                <li key={mailing.id}>
                  <Link className="link" href={`/mailings/${mailing.id}`}>
                    {mailing.name}
                  </Link>
                  {mailing.scheduledAt && (
                    <span className="block text-12 text-muted">
                      <RelativeTime at={mailing.scheduledAt} form="exact" />
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </section>
          <CarrierRates carriers={delivery.carriers} />
          <GatewayPanel health={health} />
        </aside>
      </div>
    </>
  );
}
