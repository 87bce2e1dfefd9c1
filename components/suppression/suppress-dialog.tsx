"use client";

import { Ban } from "lucide-react";
import { useTranslations } from "use-intl";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-class";
import { Field } from "@/components/ui/field";
import { FormDialog, type Entered } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import { suppressContactsAction } from "@/lib/contacts/actions";
import { suppressAction } from "@/lib/suppression/actions";

type Props = {
  /** Whom, by number or as contacts, and how that is shown here. Left out: a number is entered. */
  whom?: ({ msisdn: string } | { contactIds: number[] }) & { shown: string };
  onDone?: () => void;
  variant?: ButtonVariant;
  size?: ButtonSize;
};

/** Never write to a number again: the one that is given, else one that is entered. */
export function SuppressDialog({ whom, onDone, variant = "secondary", size }: Props) {
  const t = useTranslations("suppression.add");
  const toast = useToast();

  async function submit({ one }: Entered) {
    const reason = one("reason");
    const outcome =
      whom && "contactIds" in whom
        ? await suppressContactsAction({ contactIds: whom.contactIds, reason })
        : await suppressAction({ msisdn: whom ? `+${whom.msisdn}` : one("msisdn"), reason });
    if (outcome.ok) {
      toast.done(t("done", { count: outcome.value.count }));
      onDone?.();
    }
    return outcome;
  }

  return (
    <FormDialog
      trigger={
        <Button variant={variant} size={size} icon={<Ban aria-hidden />}>
          {t(whom ? "openOne" : "open")}
        </Button>
      }
      title={whom ? t("titleOne", { number: whom.shown }) : t("title")}
      description={t("text")}
      submitLabel={t("submit")}
      submit={submit}
    >
      {(faults) => (
        <>
          {whom ? (
            faults.msisdn && <Banner tone="failed" title={faults.msisdn} />
          ) : (
            <Field label={t("number")} help={t("numberHelp")} error={faults.msisdn}>
              <Input name="msisdn" inputMode="tel" autoComplete="off" autoFocus maxLength={40} />
            </Field>
          )}
          <Field label={t("reason")} help={t("reasonHelp")} error={faults.reason}>
            <Textarea name="reason" rows={2} maxLength={500} autoFocus={whom !== undefined} />
          </Field>
        </>
      )}
    </FormDialog>
  );
}
