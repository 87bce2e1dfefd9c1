"use client";

import { Ban } from "lucide-react";
import { useTranslations } from "use-intl";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { ButtonVariant } from "@/components/ui/button-class";
import { Field } from "@/components/ui/field";
import { FormDialog, type Entered } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import { formatMsisdn } from "@/lib/sms/msisdn";
import { suppressAction } from "@/lib/suppression/actions";

/** Never write to a number again: the one that is given, else one that is entered. */
export function SuppressDialog({ msisdn, variant = "secondary" }: { msisdn?: string; variant?: ButtonVariant }) {
  const t = useTranslations("suppression.add");
  const toast = useToast();

  async function submit({ one }: Entered) {
    const outcome = await suppressAction({ msisdn: msisdn ? `+${msisdn}` : one("msisdn"), reason: one("reason") });
    if (outcome.ok) toast.done(t(outcome.value.isNew ? "done" : "doneBefore"));
    return outcome;
  }

  return (
    <FormDialog
      trigger={
        <Button variant={variant} icon={<Ban aria-hidden />}>
          {t(msisdn ? "openOne" : "open")}
        </Button>
      }
      title={msisdn ? t("titleOne", { number: formatMsisdn(msisdn) }) : t("title")}
      description={t("text")}
      submitLabel={t("submit")}
      submit={submit}
    >
      {(faults) => (
        <>
          {msisdn ? (
            faults.msisdn && <Banner tone="failed" title={faults.msisdn} />
          ) : (
            <Field label={t("number")} help={t("numberHelp")} error={faults.msisdn}>
              <Input name="msisdn" inputMode="tel" autoComplete="off" autoFocus maxLength={40} />
            </Field>
          )}
          <Field label={t("reason")} help={t("reasonHelp")} error={faults.reason}>
            <Textarea name="reason" rows={2} maxLength={500} autoFocus={msisdn !== undefined} />
          </Field>
        </>
      )}
    </FormDialog>
  );
}
