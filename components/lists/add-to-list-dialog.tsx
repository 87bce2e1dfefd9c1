"use client";

import { ListPlus } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { type Entered, FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import type { Result } from "@/lib/errors";
import type { RefusalLike } from "@/lib/i18n/use-failure";
import { LIST_NAME_MAX_LENGTH } from "@/lib/lists/limits";

type Props = {
  /** How many are chosen; null when it is not known without counting. */
  count: number | null;
  /** Names of lists to choose from. */
  lists: readonly string[];
  /** Put them into the list of this name. */
  put: (name: string) => Promise<Result<{ count: number; isNew: boolean }, RefusalLike>>;
  onDone: () => void;
};

/** Put those who are chosen into a list that there is, or into a new one. */
export function AddToListDialog({ count, lists, put, onDone }: Props) {
  const t = useTranslations("lists.fill");
  const toast = useToast();
  const namesId = useId();

  async function submit({ one }: Entered) {
    const name = one("name").trim();
    const outcome = await put(name);
    if (outcome.ok) {
      toast.done(t(outcome.value.isNew ? "made" : "added", { name, count: outcome.value.count }));
      onDone();
    }
    return outcome;
  }

  return (
    <FormDialog
      trigger={
        <Button variant="primary" size="s" icon={<ListPlus aria-hidden />}>
          {t("open")}
        </Button>
      }
      title={t("title")}
      description={count === null ? t("textAll") : t("text", { count })}
      submitLabel={t("submit")}
      submit={submit}
    >
      {(faults) => (
        <Field label={t("name")} help={t("help")} error={faults.name}>
          <Input name="name" list={namesId} autoComplete="off" autoFocus maxLength={LIST_NAME_MAX_LENGTH} />
          <datalist id={namesId}>
            {lists.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </Field>
      )}
    </FormDialog>
  );
}
