"use client";

import { X } from "lucide-react";
import { useTransition } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button";
import { useToast } from "@/components/ui/toast";
import { useFailure } from "@/lib/i18n/use-failure";
import { addMemberAction, removeMemberAction } from "@/lib/lists/actions";

type Props = { list: { id: number; name: string }; contact: { id: number; msisdn: string } };

/** Take a contact out of a list. It loses nothing else, so it is done at once and can be undone. */
export function RemoveMemberButton({ list, contact }: Props) {
  const t = useTranslations("lists.remove");
  const { sentence } = useFailure();
  const toast = useToast();
  const [isPending, startTransition] = useTransition();

  async function putBack() {
    const outcome = await addMemberAction({ listId: list.id, msisdn: `+${contact.msisdn}`, name: "" });
    if (!outcome.ok) toast.failed(sentence(outcome.error));
  }

  function takeOut() {
    startTransition(async () => {
      const outcome = await removeMemberAction({ listId: list.id, contactId: contact.id });
      if (outcome.ok) toast.done(t("done", { name: list.name }), { undo: () => startTransition(putBack) });
      else toast.failed(sentence(outcome.error));
    });
  }

  return <IconButton size="s" label={t("label", { name: list.name })} icon={<X aria-hidden />} pending={isPending} onClick={takeOut} />;
}
