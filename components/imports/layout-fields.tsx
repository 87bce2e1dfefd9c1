"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { DELIMITERS, ENCODINGS } from "@/lib/imports/limits";
import type { Layout } from "@/lib/imports/schema";

/** The key of a delimiter's word. */
export const DELIMITER_WORD = { ",": "comma", ";": "semicolon", "\t": "tab" } as const;

type Props = { layout: Layout; onChange: (changes: Partial<Layout>) => void };

/** How the bytes become rows: guessed, and changed here when the rows below look wrong. */
export function LayoutFields({ layout, onChange }: Props) {
  const t = useTranslations("imports.wizard");
  return (
    <fieldset>
      <legend className="text-16 font-strong">{t("layout")}</legend>
      <p className="mt-0.5 mb-3 text-13 text-muted">{t("layoutHelp")}</p>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-[repeat(3,12rem)]">
        <Field label={t("encoding")}>
          <Select
            items={ENCODINGS.map((value) => ({ value, label: t(`encodings.${value}`) }))}
            value={layout.encoding}
            onValueChange={(encoding) => onChange({ encoding })}
          />
        </Field>
        <Field label={t("delimiter")}>
          <Select
            items={DELIMITERS.map((value) => ({ value, label: t(`delimiters.${DELIMITER_WORD[value]}`) }))}
            value={layout.delimiter}
            onValueChange={(delimiter) => onChange({ delimiter })}
          />
        </Field>
        <Field label={t("header")}>
          <Select
            items={[
              { value: "yes", label: t("headerYes") },
              { value: "no", label: t("headerNo") },
            ]}
            value={layout.hasHeader ? "yes" : "no"}
            onValueChange={(value) => onChange({ hasHeader: value === "yes" })}
          />
        </Field>
      </div>
    </fieldset>
  );
}
