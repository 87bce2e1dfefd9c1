"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useTranslations } from "use-intl";
import type { Draft, Faults, ListChoice } from "@/components/mailings/mailing-form";
import { Field } from "@/components/ui/field";
import { MultiSelect } from "@/components/ui/multi-select";
import { Textarea } from "@/components/ui/textarea";
import { useFormat } from "@/lib/i18n/use-format";
import { previewQueries } from "@/lib/mailings/query-options";

type Props = { draft: Draft; lists: readonly ListChoice[]; change: (changes: Partial<Draft>) => void; faults: Faults };

/** Who gets it: lists, pasted numbers, and how many people that is, counted while it is being chosen. */
export function AudienceFields({ draft, lists, change, faults }: Props) {
  const t = useTranslations("mailings.form");
  const format = useFormat();
  return (
    <fieldset className="flex flex-col gap-5">
      <legend className="mb-4 text-16 font-strong">{t("audience")}</legend>
      <Field label={t("lists")} help={lists.length === 0 ? t("noLists") : t("listsHelp")} error={faults.listIds}>
        <MultiSelect
          name="lists"
          placeholder={t("listsPlaceholder")}
          items={lists.map((list) => ({ value: String(list.id), label: list.name, hint: format.number(list.memberCount) }))}
          value={draft.listIds.map(String)}
          onValueChange={(values) => change({ listIds: values.map(Number) })}
        />
      </Field>
      <Field label={t("pasted")} help={t("pastedHelp")} error={faults.pasted}>
        <Textarea name="pasted" rows={3} value={draft.pasted} onChange={(event) => change({ pasted: event.target.value })} />
      </Field>
      <AudienceCount draft={draft} />
    </fieldset>
  );
}

function AudienceCount({ draft }: { draft: Draft }) {
  const t = useTranslations("mailings.form");
  const settled = useDeferredValue(draft);
  const { data, isPending } = useQuery(previewQueries.audience({ listIds: settled.listIds, pasted: settled.pasted, text: settled.text, sender: "" }));
  if (draft.listIds.length === 0 && draft.pasted.trim() === "") return null;
  return (
    <div role="status" className="rounded-m bg-sunken px-3 py-2 text-13">
      {isPending || !data ? (
        <p className="text-muted">{t("counting")}</p>
      ) : (
        <>
          <p className="font-medium tabular-nums">{t("count", { count: data.sendable })}</p>
          {data.suppressed > 0 && <p className="text-muted">{t("suppressed", { count: data.suppressed })}</p>}
          {data.tooLong > 0 && <p className="text-attention-fg">{t("tooLong", { count: data.tooLong })}</p>}
          {data.invalidCount > 0 && (
            <div className="mt-1 text-failed-fg">
              <p>{t("invalid", { count: data.invalidCount })}</p>
              <ul className="text-12">
                {data.invalid.map(({ line, input }) => (
                  <li key={`${line} ${input}`}>{t("invalidLine", { line, input })}</li>
                ))}
              </ul>
            </div>
          )}
        </>
      )}
    </div>
  );
}
