"use client";

import { Ban } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormDialog, type Entered } from "@/components/ui/form-dialog";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import { quarantineProposedAction } from "@/lib/reports/actions";

/** Suppress all numbers that are proposed; asks how many and why. */
export function QuarantineProposedDialog({ count }: { count: number }) {
  const t = useTranslations("reports.quarantine");
  const toast = useToast();

  async function submit({ one }: Entered) {
    const outcome = await quarantineProposedAction({ count, reason: one("reason") });
    if (outcome.ok) toast.done(t("done", { count: outcome.value.count }));
    return outcome;
  }

  return (
    <FormDialog
      trigger={<Button icon={<Ban aria-hidden />}>{t("open", { count })}</Button>}
      title={t("question", { count })}
      description={t("text")}
      submitLabel={t("submit")}
      submit={submit}
    >
      {(faults) => (
        <Field label={t("reason")} error={faults.reason}>
          <Textarea name="reason" rows={2} maxLength={500} defaultValue={t("reasonDefault")} />
        </Field>
      )}
    </FormDialog>
  );
}
