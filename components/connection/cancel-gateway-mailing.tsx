"use client";

import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useToast } from "@/components/ui/toast";
import { cancelGatewayMailingAction } from "@/lib/connection/actions";
import { useFailure } from "@/lib/i18n/use-failure";

/** Switch a mailing off that waits at the gateway, after a question. */
export function CancelGatewayMailing({ mailingId }: { mailingId: string }) {
  const t = useTranslations("connection.mailings");
  const { sentence } = useFailure();
  const toast = useToast();
  const [isOpen, setIsOpen] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();

  function change(open: boolean) {
    setError(null);
    setIsOpen(open);
  }

  function cancel() {
    startTransition(async () => {
      const outcome = await cancelGatewayMailingAction({ mailingId });
      if (!outcome.ok) return setError(sentence(outcome.error));
      toast.done(t("canceled"));
      change(false);
    });
  }

  return (
    <ConfirmDialog
      open={isOpen}
      onOpenChange={change}
      trigger={<Button size="s">{t("cancel")}</Button>}
      title={t("cancelTitle", { id: mailingId })}
      description={t("cancelText")}
      confirmLabel={t("cancelSubmit")}
      cancelLabel={t("cancelKeep")}
      tone="danger"
      onConfirm={cancel}
      pending={isPending}
      error={error}
    />
  );
}
