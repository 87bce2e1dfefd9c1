"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Number and name of somebody who is entered by hand. */
export function ContactFields({ faults }: { faults: Record<string, string | undefined> }) {
  const t = useTranslations("contacts.field");
  const common = useTranslations("common.state");
  return (
    <>
      <Field label={t("number")} help={t("numberHelp")} error={faults.msisdn}>
        <Input name="msisdn" inputMode="tel" autoComplete="off" autoFocus maxLength={40} />
      </Field>
      <Field label={t("name")} note={common("optional")} help={t("nameHelp")} error={faults.name}>
        <Input name="name" autoComplete="off" maxLength={200} />
      </Field>
    </>
  );
}
