"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "use-intl";
import { ContactFields } from "@/components/contacts/contact-fields";
import { Button } from "@/components/ui/button";
import { FormDialog, type Entered } from "@/components/ui/form-dialog";
import { useToast } from "@/components/ui/toast";
import { addMemberAction } from "@/lib/lists/actions";

/** Put one number into a list by hand. */
export function AddMemberDialog({ listId }: { listId: number }) {
  const t = useTranslations("lists.add");
  const toast = useToast();

  async function submit({ one }: Entered) {
    const outcome = await addMemberAction({ listId, msisdn: one("msisdn"), name: one("name") });
    if (outcome.ok) toast.done(t("done"));
    return outcome;
  }

  return (
    <FormDialog
      trigger={<Button icon={<UserPlus aria-hidden />}>{t("open")}</Button>}
      title={t("title")}
      description={t("text")}
      submitLabel={t("submit")}
      submit={submit}
    >
      {(faults) => <ContactFields faults={faults} />}
    </FormDialog>
  );
}
