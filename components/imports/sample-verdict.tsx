"use client";

import { useTranslations } from "use-intl";
import type { ColumnChoice } from "@/components/imports/column-choice";
import type { PreviewRow } from "@/lib/imports/reads";
import { normaliseMsisdn } from "@/lib/sms/msisdn";

type Props = { rows: readonly PreviewRow[]; choices: readonly ColumnChoice[]; country: string };

/** Whether the sample can be read as it is mapped, in a sentence. */
export function SampleVerdict({ rows, choices, country }: Props) {
  const t = useTranslations("imports.wizard");
  const number = choices.findIndex(({ kind }) => kind === "msisdn");
  const bad = rows.filter(({ cells }) => !normaliseMsisdn(cells[number] ?? "", country).ok).length;
  const isFine = rows.length > 0 && number >= 0 && bad === 0;
  return (
    <p role="status" className={isFine ? "mt-0.5 mb-3 text-13 text-muted" : "mt-0.5 mb-3 text-13 text-attention-fg"}>
      {rows.length === 0
        ? t("noRows")
        : number < 0
          ? t("noNumber")
          : bad > 0
            ? t("unreadable", { bad, total: rows.length })
            : t("readable", { total: rows.length })}
    </p>
  );
}
