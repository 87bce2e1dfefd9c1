"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useToast } from "@/components/ui/toast";
import { useFailure } from "@/lib/i18n/use-failure";
import { deleteDraftAction } from "@/lib/mailings/actions";

/** Go on writing a draft, or throw it away. */
export function DraftActions({ mailingId }: { mailingId: number }) {
  const t = useTranslations("mailings.page");
  const { sentence } = useFailure();
  const toast = useToast();
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();

  function remove() {
    startTransition(async () => {
      const outcome = await deleteDraftAction({ mailingId });
      if (!outcome.ok) return setFault(sentence(outcome.error));
      toast.done(t("deleted"));
      router.push("/mailings?tab=drafts");
    });
  }

  return (
    <div className="flex gap-2">
      <ButtonLink href={`/mailings/new?draft=${mailingId}`} variant="primary">
        {t("edit")}
      </ButtonLink>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setIsOpen}
        trigger={<Button variant="quiet">{t("delete")}</Button>}
        title={t("deleteTitle")}
        description={t("deleteText")}
        confirmLabel={t("delete")}
        tone="danger"
        onConfirm={remove}
        pending={isPending}
        error={fault}
      />
    </div>
  );
}
