"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "use-intl";
import { ContactFields } from "@/components/contacts/contact-fields";
import { Button, ButtonLink } from "@/components/ui/button";
import { FormDialog, type Entered } from "@/components/ui/form-dialog";
import { useToast } from "@/components/ui/toast";
import { addContactAction } from "@/lib/contacts/actions";

/** One contact by hand; one that is there already is a link away. */
export function AddContactDialog() {
  const t = useTranslations("contacts.add");
  const toast = useToast();

  async function submit({ one }: Entered) {
    const outcome = await addContactAction({ msisdn: one("msisdn"), name: one("name") });
    if (outcome.ok) toast.done(t("done"));
    return outcome;
  }

  return (
    <FormDialog
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden />}>
          {t("open")}
        </Button>
      }
      title={t("title")}
      submitLabel={t("open")}
      submit={submit}
      remedy={(error) =>
        "contactId" in error && (
          <ButtonLink size="s" href={`/contacts/${Number(error.contactId)}`}>
            {t("openKnown")}
          </ButtonLink>
        )
      }
    >
      {(faults) => <ContactFields faults={faults} />}
    </FormDialog>
  );
}
