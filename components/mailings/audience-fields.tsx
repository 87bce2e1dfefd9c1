"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useTranslations } from "use-intl";
import { AudienceInputs, InvalidLines, type ListChoice } from "@/components/lists/audience-inputs";
import type { Draft, Faults } from "@/components/mailings/mailing-form";
import { previewQueries } from "@/lib/mailings/query-options";

type Props = { draft: Draft; lists: readonly ListChoice[]; change: (changes: Partial<Draft>) => void; faults: Faults };

/** Who gets it: lists, pasted numbers, and how many people that is, counted while it is being chosen. */
export function AudienceFields({ draft, lists, change, faults }: Props) {
  const t = useTranslations("mailings.form");
  return (
    <fieldset className="flex flex-col gap-5">
      <legend className="mb-4 text-16 font-strong">{t("audience")}</legend>
      <AudienceInputs chosen={draft} lists={lists} change={change} faults={faults} listsHelp={t("listsHelp")} />
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
          <InvalidLines lines={data.invalid} count={data.invalidCount} />
        </>
      )}
    </div>
  );
}
