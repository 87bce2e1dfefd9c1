"use client";

import { ArrowRight, CircleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { COLUMN_KINDS, type ColumnChoice } from "@/components/imports/column-choice";
import { cx } from "@/components/ui/cx";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Preview, PreviewRow } from "@/lib/imports/reads";
import type { NumberReading } from "@/lib/sms/read-numbers";

type Props = {
  preview: Preview;
  choices: readonly ColumnChoice[];
  onChoose: (index: number, change: Partial<ColumnChoice>) => void;
  /** What the cells of the number's column become, by row; null while that is not known. */
  readings: readonly NumberReading[] | null;
  /** Sentence by the position of the column. */
  faults: Record<number, string | undefined>;
  pending: boolean;
};

/** The first rows of the file as they are read, and above each column what it holds. */
export function ColumnTable({ preview, choices, onChoose, readings, faults, pending }: Props) {
  const t = useTranslations("imports.wizard");
  const rejects = useTranslations("imports.rejects");
  return (
    // Wide files are moved within their frame; a frame that can be moved must be reachable by keyboard.
    <div
      role="region"
      aria-label={t("preview")}
      aria-busy={pending}
      tabIndex={0}
      className={cx("relative max-w-full overflow-x-auto rounded-m border border-line transition-opacity", pending && "opacity-50")}
    >
      <table className="w-full border-collapse text-13">
        <caption className="sr-only">{t("preview")}</caption>
        <thead>
          <tr className="bg-sunken align-top">
            <th scope="col" className="w-14 border-b border-line px-3 py-2.5 text-right text-12 font-medium text-muted">
              {rejects("row")}
            </th>
            {choices.map((choice, index) => (
              <ColumnHead
                key={index}
                name={preview.columns[index]?.heading || t("column", { n: index + 1 })}
                choice={choice}
                fault={faults[index]}
                onChange={(change) => onChoose(index, change)}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, index) => (
            <PreviewLine key={row.rowNumber} row={row} choices={choices} reading={readings?.[index]} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type HeadProps = { name: string; choice: ColumnChoice; fault: string | undefined; onChange: (change: Partial<ColumnChoice>) => void };

function ColumnHead({ name, choice, fault, onChange }: HeadProps) {
  const t = useTranslations("imports.wizard");
  return (
    <th scope="col" className="min-w-40 border-b border-line px-3 py-2.5 text-left font-text">
      <span className="mb-1.5 block max-w-60 truncate text-12 font-medium text-muted" title={name}>
        {name}
      </span>
      <Select
        label={t("holds", { column: name })}
        items={COLUMN_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        value={choice.kind}
        onValueChange={(kind) => onChange({ kind })}
      />
      {choice.kind === "attribute" && (
        <Field label={t("key", { column: name })} labelHidden error={fault} className="mt-1.5">
          <Input value={choice.key} maxLength={60} autoComplete="off" onValueChange={(key) => onChange({ key })} />
        </Field>
      )}
    </th>
  );
}

type LineProps = { row: PreviewRow; choices: readonly ColumnChoice[]; reading: NumberReading | undefined };

function PreviewLine({ row, choices, reading }: LineProps) {
  return (
    <tr className="h-8 border-b border-line last:border-b-0">
      <td className="px-3 text-right text-12 text-faint tabular-nums">{row.rowNumber}</td>
      {choices.map(({ kind }, index) => {
        const text = row.cells[index] ?? "";
        return (
          <td key={index} className={cx("px-3", kind !== "msisdn" && "max-w-60 truncate", kind === "none" && "text-faint")}>
            {kind === "msisdn" ? <NumberSample text={text} reading={reading} /> : text}
          </td>
        );
      })}
    </tr>
  );
}

/** What stands in the file, and the number that it becomes, or why it becomes none. */
function NumberSample({ text, reading }: { text: string; reading: NumberReading | undefined }) {
  const t = useTranslations("imports");
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap tabular-nums">
      <span className={reading?.ok ? "text-muted" : "max-w-60 truncate"}>{text}</span>
      {!reading ? null : reading.ok ? (
        <>
          <ArrowRight role="img" aria-label={t("wizard.becomes")} className="size-3 shrink-0 text-faint" />
          <span className="font-medium">{reading.number}</span>
        </>
      ) : (
        <span className="flex items-center gap-1 text-12 font-medium text-failed-fg">
          <CircleAlert aria-hidden className="size-3 shrink-0" />
          {t(`reason.${reading.reason}`)}
        </span>
      )}
    </span>
  );
}
