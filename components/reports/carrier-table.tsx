import { TriangleAlert } from "lucide-react";
import { FailedLink } from "@/components/reports/failed-link";
import { Badge } from "@/components/ui/badge";
import { Count } from "@/components/ui/count";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import type { CarrierOutcomes } from "@/lib/reports/reads";
import { isFailure, STATUS_CODES, statusKey } from "@/lib/smsc/status-catalogue";

/** Carriers beyond these are few messages each. */
const SHOWN = 40;
/** In a box that scrolls sideways a head cannot stay below the page's. */
const STILL = "static! py-1 whitespace-normal!";
const FAILURES = STATUS_CODES.filter(isFailure);

/** How a carrier is called: by its name, else by how its numbers begin. */
export async function carrierName(key: string): Promise<string> {
  const t = await getTranslator("reports");
  return /^\d+$/.test(key) ? t("carriers.range", { range: key }) : key;
}

/** Carriers by what became of their messages, as a heat table: the darker, the larger the share. */
export async function CarrierTable({ carriers, day }: { carriers: readonly CarrierOutcomes[]; day: string | null }) {
  const [t, statuses] = await Promise.all([getTranslator("reports"), getTranslator("statuses")]);
  const shown = carriers.slice(0, SHOWN);
  const codes = FAILURES.filter((code) => shown.some(({ byStatus }) => (byStatus[String(code)] ?? 0) > 0));
  return (
    <section aria-labelledby="by-carrier">
      <h2 id="by-carrier" className="text-16 font-strong">
        {t("carriers.title")}
      </h2>
      <p className="mb-3 text-12 text-muted">{t("carriers.help")}</p>
      <div className="overflow-x-auto" tabIndex={0} role="group" aria-labelledby="by-carrier">
        <Table label={t("carriers.title")} className="sm:min-w-[56rem]">
          <TableHead>
            <HeadCell width="14rem" className={STILL}>
              {t("carriers.carrier")}
            </HeadCell>
            <HeadCell width="6rem" align="right" className={STILL}>
              {t("count.messages")}
            </HeadCell>
            <HeadCell width="6rem" align="right" className={STILL}>
              {t("count.delivered")}
            </HeadCell>
            {codes.map((code) => (
              <HeadCell key={code} width="6rem" align="right" className={STILL}>
                {statuses(`word.${statusKey(code)}`, { code })}
              </HeadCell>
            ))}
            <HeadCell width="6rem" align="right" className={STILL}>
              {t("count.failed")}
            </HeadCell>
            <HeadCell width="8rem" align="right" className={STILL}>
              {t("carriers.day")}
            </HeadCell>
          </TableHead>
          <TableBody>
            {shown.map((carrier) => (
              <CarrierLine key={carrier.key} carrier={carrier} codes={codes} day={day} />
            ))}
          </TableBody>
        </Table>
      </div>
    </section>
  );
}

type LineProps = { carrier: CarrierOutcomes; codes: readonly number[]; day: string | null };

async function CarrierLine({ carrier, codes, day }: LineProps) {
  const [t, format, name] = await Promise.all([getTranslator("reports"), getFormatter(), carrierName(carrier.key)]);
  const size = carrier.delivered + carrier.failed + carrier.open;
  const rate = (of: { failed: number; total: number }) => (of.total === 0 ? "–" : format.percent(of.failed / of.total));
  return (
    <Row>
      <Cell narrow="title" truncate>
        {name}
      </Cell>
      <Cell align="right" narrow="side">
        <Count value={size} />
      </Cell>
      <Cell align="right" narrow="line" className="max-sm:text-left" style={heat("delivered", carrier.delivered / size)}>
        {format.percent(carrier.delivered / size)}
        <span className="sm:hidden"> {t("outcome.delivered")}</span>
      </Cell>
      {codes.map((code) => {
        const count = carrier.byStatus[String(code)] ?? 0;
        return (
          <Cell key={code} align="right" style={heat("failed", count / size)}>
            {count === 0 ? <span className="text-faint">0</span> : <Count value={count} />}
          </Cell>
        );
      })}
      <Cell align="right" narrow="end">
        <FailedLink count={carrier.failed} of={name} filter={{ day, carrier: carrier.key }} />
      </Cell>
      <Cell align="right">
        {carrier.isUnusual && (
          <Badge tone="attention" icon={<TriangleAlert aria-hidden />} title={t("carriers.usual", { rate: rate(carrier.before) })}>
            {t("unusual.word")}
          </Badge>
        )}{" "}
        {rate(carrier.day)}
      </Cell>
    </Row>
  );
}

/** A tint that text stays readable on: at the most a third of the colour. */
function heat(tone: "delivered" | "failed", share: number) {
  const percent = tone === "delivered" ? share * 16 : Math.min(34, share * 170);
  return percent < 1 ? undefined : { backgroundColor: `color-mix(in oklab, var(--${tone}-solid) ${percent.toFixed(0)}%, transparent)` };
}
