"use client";

import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { buttonClass } from "@/components/ui/button-class";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { useFormat } from "@/lib/i18n/use-format";
import type { RejectRow } from "@/lib/imports/reads";

type Props = { importId: number; rows: readonly RejectRow[]; total: number };

/** The first refused lines with their reasons, and all of them as a file. */
export function RefusedLines({ importId, rows, total }: Props) {
  const t = useTranslations("imports");
  const format = useFormat();
  return (
    <section className="mt-10" aria-labelledby="refused">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div>
          <h2 id="refused" className="text-16 font-strong">
            {t("rejects.title")}
          </h2>
          <p className="mt-0.5 text-13 text-muted">{t("rejects.help")}</p>
        </div>
        <a href={`/api/imports/${importId}/rejects.csv`} download className={buttonClass("secondary", "m")}>
          <Download aria-hidden />
          {t("rejects.download")}
        </a>
      </div>
      <Table label={t("rejects.title")}>
        <TableHead>
          <HeadCell width="6rem" align="right">
            {t("rejects.row")}
          </HeadCell>
          <HeadCell width="16rem">{t("rejects.reason")}</HeadCell>
          <HeadCell>{t("rejects.line")}</HeadCell>
        </TableHead>
        <TableBody>
          {rows.map(({ rowNumber, reason, line }) => (
            <Row key={rowNumber}>
              <Cell align="right" narrow="side" className="text-muted">
                {format.number(rowNumber)}
              </Cell>
              <Cell narrow="title">{t.has(`reason.${reason}`) ? t(`reason.${reason}`) : reason}</Cell>
              <Cell narrow="line" truncate className="text-muted max-sm:col-span-2" title={line}>
                {line}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      {total > rows.length && (
        <p className="py-3 text-12 text-muted">{t("rejects.first", { shown: format.number(rows.length), total: format.number(total) })}</p>
      )}
    </section>
  );
}
