"use client";

import { ListPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { type Entered, FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { LIST_NAME_MAX_LENGTH } from "@/lib/lists/limits";
import { listOfMessagesAction } from "@/lib/mailings/actions";

/** A page's rows, or all that its filter and its search, sealed as in the address, show. */
export type Chosen = { ids: number[] } | { filter: string; search: string };

/** Make a list of the recipients that were chosen, to write to them again or to look after them. */
export function ListOfMessagesDialog({ mailingId, chosen, count }: { mailingId: number; chosen: Chosen; count: number | null }) {
  const t = useTranslations("mailings.selection");
  const toast = useToast();
  const router = useRouter();

  async function submit({ one }: Entered) {
    const outcome = await listOfMessagesAction({ mailingId, name: one("name"), chosen });
    if (outcome.ok) {
      toast.done(t("done", { count: outcome.value.count }));
      router.push(`/lists/${outcome.value.listId}`);
    }
    return outcome;
  }

  return (
    <FormDialog
      trigger={
        <Button variant="primary" size="s" icon={<ListPlus aria-hidden />}>
          {t("makeList")}
        </Button>
      }
      title={t("title")}
      description={count === null ? t("textAll") : t("text", { count })}
      submitLabel={t("submit")}
      submit={submit}
    >
      {(faults) => (
        <Field label={t("name")} error={faults.name}>
          <Input name="name" autoComplete="off" maxLength={LIST_NAME_MAX_LENGTH} />
        </Field>
      )}
    </FormDialog>
  );
}
