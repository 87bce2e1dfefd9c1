"use client";

import { Pencil, Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormDialog, type Entered } from "@/components/ui/form-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { editContactAction } from "@/lib/contacts/actions";
import type { ContactDetails } from "@/lib/contacts/reads";
import { ATTRIBUTES_MAX_COUNT } from "@/lib/contacts/limits";

type Faults = Record<string, string | undefined>;

/** A contact's name and attributes; its number is what it is. */
export function EditContactDialog({ contact }: { contact: Pick<ContactDetails, "id" | "name" | "attributes"> }) {
  const t = useTranslations("contacts.edit");
  const fields = useTranslations("contacts.field");
  const toast = useToast();

  async function submit({ one, all }: Entered) {
    const values = all("value");
    const attributes = all("key").map((key, index) => ({ key, value: values[index] ?? "" }));
    const outcome = await editContactAction({ contactId: contact.id, name: one("name"), attributes });
    if (outcome.ok) toast.done(t("done"));
    return outcome;
  }

  return (
    <FormDialog
      trigger={
        <Button variant="primary" icon={<Pencil aria-hidden />}>
          {t("open")}
        </Button>
      }
      title={t("title")}
      submitLabel={t("submit")}
      submit={submit}
    >
      {(faults) => (
        <>
          <Field label={fields("name")} error={faults.name}>
            <Input name="name" defaultValue={contact.name ?? ""} autoComplete="off" autoFocus maxLength={200} />
          </Field>
          <AttributeFields attributes={contact.attributes} faults={faults} />
        </>
      )}
    </FormDialog>
  );
}

/** One row an attribute. Faults are told by the row's place, so blank rows are sent, too; the server leaves them out. */
function AttributeFields({ attributes, faults }: { attributes: Record<string, string>; faults: Faults }) {
  const t = useTranslations("contacts.edit");
  const [rows, setRows] = useState(() => Object.entries(attributes).map(([key, value], id) => ({ id, key, value })));
  const add = () => setRows([...rows, { id: Math.max(-1, ...rows.map(({ id }) => id)) + 1, key: "", value: "" }]);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-13 font-medium">{t("attributes")}</legend>
      <p className="text-12 text-muted">{t("attributesHelp")}</p>
      {faults.attributes && (
        <p role="alert" className="text-12 font-medium text-failed-fg">
          {faults.attributes}
        </p>
      )}
      {rows.length > 0 && (
        <div aria-hidden className="-mb-1 flex gap-2 pr-10 text-12 text-muted max-sm:pr-12">
          <span className="flex-2">{t("key")}</span>
          <span className="flex-3">{t("value")}</span>
        </div>
      )}
      {rows.map(({ id, key, value }, index) => (
        <div key={id} className="flex items-start gap-2">
          <Field label={t("key")} labelHidden error={faults[`attributes.${index}.key`]} className="flex-2">
            <Input name="key" defaultValue={key} autoComplete="off" maxLength={60} />
          </Field>
          <Field label={t("value")} labelHidden error={faults[`attributes.${index}.value`]} className="flex-3">
            <Input name="value" defaultValue={value} autoComplete="off" maxLength={500} />
          </Field>
          <IconButton label={t("removeAttribute")} icon={<X aria-hidden />} onClick={() => setRows(rows.filter((row) => row.id !== id))} />
        </div>
      ))}
      <Button
        size="s"
        variant="quiet"
        icon={<Plus aria-hidden />}
        className="self-start"
        disabled={rows.length >= ATTRIBUTES_MAX_COUNT}
        onClick={add}
      >
        {t("addAttribute")}
      </Button>
    </fieldset>
  );
}
