"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { CancelImportButton } from "@/components/imports/cancel-import-button";
import { choicesOf, chooseColumn, mappingOf, suggestListName } from "@/components/imports/column-choice";
import { ColumnTable } from "@/components/imports/column-table";
import { LayoutFields } from "@/components/imports/layout-fields";
import { SampleVerdict } from "@/components/imports/sample-verdict";
import { TargetFields, type ListChoice, type Target } from "@/components/imports/target-fields";
import { useNumberReadings } from "@/components/imports/use-number-readings";
import { useConfirmImport } from "@/components/imports/use-confirm-import";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select, type SelectItem } from "@/components/ui/select";
import { COLUMNS_MAX_COUNT } from "@/lib/imports/limits";
import type { Layout } from "@/lib/imports/schema";
import type { Preview } from "@/lib/imports/reads";

type Props = {
  file: { id: number; name: string; defaultCountry: string };
  layout: Layout;
  preview: Preview;
  lists: readonly ListChoice[];
  countries: readonly SelectItem[];
};

/** How an uploaded file is read, what its columns hold, and where its contacts go: looked at, corrected, confirmed. */
export function ImportWizard({ file, layout, preview, lists, countries }: Props) {
  const t = useTranslations("imports.wizard");
  const router = useRouter();
  const [isReading, startReading] = useTransition();
  const { confirm, isPending, faults } = useConfirmImport(file.id);
  const readAs = JSON.stringify(layout);
  const [changed, setChanged] = useState({ readAs, choices: choicesOf(preview.columns, (n) => t("column", { n })) });
  const [country, setCountry] = useState(file.defaultCountry);
  const [target, setTarget] = useState<Target>({
    to: "new",
    newName: suggestListName(
      file.name,
      lists.map(({ name }) => name),
    ),
    listId: null,
  });
  // What was chosen for columns that are cut otherwise now means nothing.
  const choices = changed.readAs === readAs ? changed.choices : choicesOf(preview.columns, (n) => t("column", { n }));

  const column = choices.findIndex(({ kind }) => kind === "msisdn");
  const readings = useNumberReadings(preview, column, country);

  function readOtherwise(changes: Partial<Layout>) {
    const { encoding, delimiter, hasHeader } = { ...layout, ...changes };
    const query = new URLSearchParams({ encoding, delimiter, header: hasHeader ? "yes" : "no" });
    startReading(() => router.replace(`/contacts/imports/${file.id}?${query}`, { scroll: false }));
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    confirm({ layout, columns: mappingOf(choices), defaultCountry: country, target });
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-8">
      <LayoutFields layout={layout} onChange={readOtherwise} />
      <section aria-labelledby="columns">
        <h2 id="columns" className="text-16 font-strong">
          {t("columns")}
        </h2>
        <SampleVerdict column={column} rowCount={preview.rows.length} readings={readings} />
        {choices.length === COLUMNS_MAX_COUNT && <p className="mb-3 text-13 text-attention-fg">{t("columnsCut", { count: COLUMNS_MAX_COUNT })}</p>}
        <ColumnTable
          preview={preview}
          choices={choices}
          onChoose={(index, change) => setChanged({ readAs, choices: chooseColumn(choices, index, change) })}
          readings={readings}
          faults={faults.columns}
          pending={isReading}
        />
        <Field label={t("country")} help={t("countryHelp")} className="mt-4 max-w-100">
          <Select items={countries} value={country} onValueChange={setCountry} />
        </Field>
      </section>
      <TargetFields target={target} lists={lists} onChange={(changes) => setTarget((before) => ({ ...before, ...changes }))} faults={faults} />
      <Confirm isPending={isPending} fault={faults.form} target={target} preview={preview} file={file} />
    </form>
  );
}

type ConfirmProps = { isPending: boolean; fault: string | undefined; target: Target; preview: Preview; file: Props["file"] };

const CONFIRM_WORD = { new: "confirmNew", existing: "confirmExisting", none: "confirmNone" } as const;

/** The deed with its size, and the way out. */
function Confirm({ isPending, fault, target, preview, file }: ConfirmProps) {
  const t = useTranslations("imports.wizard");
  const rows = t("rows", { count: preview.rowCount, isWhole: String(preview.isWhole) });
  return (
    <>
      {fault && <Banner tone="failed" title={fault} />}
      {/* On a phone the deed stands at the thumb and the way out in the page; elsewhere they stand in a row. */}
      <div className="contents sm:flex sm:items-center sm:gap-2 sm:border-t sm:border-line sm:pt-5">
        <div className="max-sm:sticky max-sm:bottom-(--frame-edge) max-sm:z-10 max-sm:order-last max-sm:border-t max-sm:border-line max-sm:bg-surface max-sm:py-3 max-sm:[&>button]:w-full">
          <Button type="submit" variant="primary" pending={isPending}>
            {t(CONFIRM_WORD[target.to], { rows })}
          </Button>
        </div>
        <div>
          <CancelImportButton importId={file.id} fileName={file.name} of="uploaded" />
        </div>
      </div>
    </>
  );
}
