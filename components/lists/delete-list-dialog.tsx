"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Count } from "@/components/ui/count";
import { useToast } from "@/components/ui/toast";
import { useFailure } from "@/lib/i18n/use-failure";
import { deleteListAction } from "@/lib/lists/actions";

type Props = { list: { id: number; name: string; memberCount: number }; open: boolean; onOpenChange: (open: boolean) => void };

/** Delete a list; the question says what goes with it and what stays. */
export function DeleteListDialog({ list, open, onOpenChange }: Props) {
  const t = useTranslations("lists.delete");
  const { sentence } = useFailure();
  const toast = useToast();
  const router = useRouter();
  const [fault, setFault] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();

  function change(next: boolean) {
    setFault(null);
    onOpenChange(next);
  }

  function remove() {
    startTransition(async () => {
      const outcome = await deleteListAction({ listId: list.id });
      if (!outcome.ok) return setFault(sentence(outcome.error));
      toast.done(t("done", { name: list.name }));
      change(false);
      // From its own page, which is no more, and from the table alike.
      router.push("/lists");
      router.refresh();
    });
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={change}
      title={t("title", { name: list.name })}
      description={t("text")}
      numbers={[{ label: t("members"), note: t("membersStay"), value: <Count value={list.memberCount} /> }]}
      confirmLabel={t("submit")}
      cancelLabel={t("keep")}
      tone="danger"
      onConfirm={remove}
      pending={isPending}
      error={fault}
    />
  );
}
