"use client";

import { useTranslations } from "use-intl";
import type { NumberReading } from "@/lib/sms/read-numbers";

type Props = { /** The position of the number's column, -1 for none. */ column: number; rowCount: number; readings: readonly NumberReading[] | null };

/** Whether the sample can be read as it is mapped, in a sentence. */
export function SampleVerdict({ column, rowCount, readings }: Props) {
  const t = useTranslations("imports.wizard");
  const bad = readings?.filter(({ ok }) => !ok).length ?? 0;
  const isFine = rowCount > 0 && column >= 0 && bad === 0;
  return (
    <p role="status" className={isFine ? "mt-0.5 mb-3 text-13 text-muted" : "mt-0.5 mb-3 text-13 text-attention-fg"}>
      {rowCount === 0
        ? t("noRows")
        : column < 0
          ? t("noNumber")
          : bad > 0
            ? t("unreadable", { bad, total: rowCount })
            : t("readable", { total: rowCount })}
    </p>
  );
}
