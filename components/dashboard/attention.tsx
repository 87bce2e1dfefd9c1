import { CircleCheck } from "lucide-react";
import { UnusualBanners } from "@/components/reports/unusual-banners";
import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import type { MailingRow } from "@/lib/mailings/reads";
import type { OpenLong } from "@/lib/messages/open-long";
import type { CarrierOutcomes } from "@/lib/reports/reads";
import type { GatewayHealth } from "@/lib/smsc/governor-reads";

type Props = {
  paused: readonly MailingRow[];
  /** Those that stopped by themselves, however many a person has paused. */
  stopped: readonly MailingRow[];
  running: readonly MailingRow[];
  /** Open so long that the gateway will soon forget them. */
  openLong: readonly OpenLong[];
  /** Carriers whose messages fail unusually. */
  unusual: readonly CarrierOutcomes[];
  health: GatewayHealth;
  workerAgeSeconds: number | null;
  /** Set the connection up. */ mayConnect: boolean;
};

/** Beyond this a worker that said nothing is taken for dead. */
const WORKER_SILENT_SECONDS = 8;

/** What a person has to look at, the worst first; a calm line when there is nothing. */
export async function Attention({ paused, stopped, running, openLong, unusual, health, workerAgeSeconds, mayConnect }: Props) {
  const [t, mailings, format] = await Promise.all([getTranslator("dashboard"), getTranslator("mailings"), getFormatter()]);
  const open = (href: string, label: string = t("attention.open")) => (
    <ButtonLink href={href} size="s">
      {label}
    </ButtonLink>
  );
  const doubtful = [...paused, ...running].filter(({ unconfirmed }) => unconfirmed > 0);
  const isWorkerMissing = workerAgeSeconds === null || workerAgeSeconds > WORKER_SILENT_SECONDS;
  const isBarred = health.breaker === "open" && health.cause !== null;
  const calm = stopped.length + doubtful.length + openLong.length + unusual.length === 0 && !isWorkerMissing && !isBarred;
  return (
    <section aria-labelledby="attention">
      <h2 id="attention" className="mb-3 text-16 font-strong">
        {t("attention.title")}
      </h2>
      {calm && (
        <p className="flex items-center gap-2 text-14 text-muted">
          <CircleCheck aria-hidden className="size-4 text-delivered-solid" />
          {t("attention.none")}
        </p>
      )}
      <div className="flex flex-col gap-2">
        {isWorkerMissing && (
          <Banner tone="failed" title={t("attention.worker")}>
            {t("attention.workerHelp")}
          </Banner>
        )}
        {isBarred && (
          <Banner tone="failed" title={t("attention.gateway")} action={mayConnect ? open("/connection", t("attention.connection")) : undefined}>
            {t(`gateway.cause.${health.cause}`, { until: health.until ? format.time(health.until) : "" })}
          </Banner>
        )}
        {stopped.map((mailing) => (
          <Banner key={mailing.id} tone="failed" title={t("attention.stopped", { name: mailing.name })} action={open(`/mailings/${mailing.id}`)}>
            {mailings(`cause.${mailing.pause?.cause ?? "operator"}`, { detail: mailing.pause?.detail ?? "" })}
            {mailing.pause && <p className="text-12 text-muted">{format.dateTime(mailing.pause.at)}</p>}
          </Banner>
        ))}
        {doubtful.map((mailing) => (
          <Banner
            key={mailing.id}
            tone="attention"
            title={t("attention.unconfirmed", { name: mailing.name, count: mailing.unconfirmed })}
            action={open(`/mailings/${mailing.id}?filter=unconfirmed`)}
          />
        ))}
        {openLong.map(({ mailingId, name, count }) => (
          <Banner
            key={mailingId}
            tone="attention"
            title={mailingId === null ? t("attention.openLongSingle", { count }) : t("attention.openLong", { name: name ?? "", count })}
            action={mailingId === null ? undefined : open(`/mailings/${mailingId}?filter=open#messages`)}
          >
            {t("attention.openLongHelp")}
          </Banner>
        ))}
        <UnusualBanners carriers={unusual} />
      </div>
    </section>
  );
}
