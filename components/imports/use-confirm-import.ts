"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import type { Target } from "@/components/imports/target-fields";
import { useToast } from "@/components/ui/toast";
import { useFailure } from "@/lib/i18n/use-failure";
import { confirmImportAction } from "@/lib/imports/actions";
import { importQueries } from "@/lib/imports/query-options";
import type { Layout } from "@/lib/imports/schema";

export type ConfirmFaults = { form?: string; newListName?: string; listId?: string; columns: Record<number, string | undefined> };

type Confirmed = { layout: Layout; columns: (string | null)[]; defaultCountry: string; target: Target };
type Answer = Awaited<ReturnType<typeof confirmImportAction>>;

/** Confirm an import, and tell each fault at its field. */
export function useConfirmImport(importId: number) {
  const t = useTranslations("imports.wizard");
  const { sentence, fields } = useFailure();
  const router = useRouter();
  const toast = useToast();
  const client = useQueryClient();
  const [faults, setFaults] = useState<ConfirmFaults>({ columns: {} });
  const [isPending, startTransition] = useTransition();

  function faultsOf(answer: Exclude<Answer, { ok: true }>): ConfirmFaults {
    const { error } = answer;
    if (error.code === "list.name_taken") return { columns: {}, newListName: t("nameTaken") };
    if (error.code === "list.not_found") return { columns: {}, listId: t("listGone") };
    if (error.code !== "input.invalid") return { columns: {}, form: sentence(error) };
    const { newListName, columns: form, ...others } = fields(answer);
    const columns = Object.fromEntries(Object.entries(others).map(([field, fault]) => [Number(field.replace("columns.", "")), fault]));
    return { columns, newListName, form: form ?? (newListName ? undefined : sentence(error)) };
  }

  function confirm({ target, ...input }: Confirmed) {
    if (target.to === "existing" && target.listId === null) return setFaults({ columns: {}, listId: t("listRequired") });
    const listId = target.to === "existing" ? target.listId : null;
    const newListName = target.to === "new" ? target.newName : null;
    startTransition(async () => {
      const answer = await confirmImportAction({ importId, ...input, listId, newListName });
      if (!answer.ok) return setFaults(faultsOf(answer));
      toast.done(t("confirmed"));
      await client.invalidateQueries({ queryKey: importQueries.of(importId) });
      router.replace(`/contacts/imports/${importId}`);
    });
  }

  return { confirm, isPending, faults };
}
