"use client";

import { useRouter } from "next/navigation";
import type { ReactElement } from "react";
import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { FormDialog, type Entered } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { createListAction, renameListAction } from "@/lib/lists/actions";
import { LIST_NAME_MAX_LENGTH } from "@/lib/lists/limits";

type Props = {
  /** The one that is renamed; without it a new one is made, and opened. */
  list?: { id: number; name: string };
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/** Name a list: a new one, or one that is there. */
export function ListNameDialog({ list, ...dialog }: Props) {
  const t = useTranslations("lists.name");
  const toast = useToast();
  const router = useRouter();

  async function create(name: string) {
    const outcome = await createListAction({ name });
    if (outcome.ok) router.push(`/lists/${outcome.value.listId}`);
    return outcome;
  }

  async function rename(listId: number, name: string) {
    const outcome = await renameListAction({ listId, name });
    if (outcome.ok) toast.done(t("renamed"));
    return outcome;
  }

  const submit = ({ one }: Entered) => (list ? rename(list.id, one("name")) : create(one("name")));
  return (
    <FormDialog
      {...dialog}
      title={list ? t("titleRename", { name: list.name }) : t("title")}
      submitLabel={t(list ? "rename" : "create")}
      submit={submit}
    >
      {(faults) => (
        <Field label={t("field")} help={t("help")} error={faults.name}>
          <Input name="name" defaultValue={list?.name ?? ""} autoComplete="off" autoFocus maxLength={LIST_NAME_MAX_LENGTH} />
        </Field>
      )}
    </FormDialog>
  );
}
