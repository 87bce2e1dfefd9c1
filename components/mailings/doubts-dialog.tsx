"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { RadioGroup } from "@/components/ui/radio-group";
import { useToast } from "@/components/ui/toast";
import { useFailure } from "@/lib/i18n/use-failure";
import { decideDoubtsAction } from "@/lib/mailings/actions";
import { mailingQueries } from "@/lib/mailings/query-options";
import { DOUBT_CHOICES, type DoubtChoice } from "@/lib/submissions/schema";

/** A person's word on messages of which nobody can find out whether they left; both choices are named by their risk. */
export function DoubtsDialog({ mailingId, count }: { mailingId: number; count: number }) {
  const t = useTranslations("mailings.doubts");
  const { sentence } = useFailure();
  const toast = useToast();
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [choice, setChoice] = useState<DoubtChoice | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();

  function confirm() {
    if (choice === null) return;
    startTransition(async () => {
      const outcome = await decideDoubtsAction({ mailingId, choice });
      await client.invalidateQueries({ queryKey: mailingQueries.all() });
      if (!outcome.ok) return setFault(sentence(outcome.error));
      toast.done(t(`done.${choice}`, { count: outcome.value.messages }));
      setIsOpen(false);
    });
  }

  function change(open: boolean) {
    setIsOpen(open);
    setChoice(null);
    setFault(null);
  }

  return (
    <ConfirmDialog
      open={isOpen}
      onOpenChange={change}
      trigger={<Button size="s">{t("decide")}</Button>}
      title={t("question", { count })}
      description={t("description")}
      confirmLabel={choice === null ? t("choose") : t(`confirm.${choice}`, { count })}
      tone={choice === "send" ? "danger" : "primary"}
      onConfirm={confirm}
      pending={isPending}
      disabled={choice === null}
      error={fault}
    >
      <RadioGroup
        label={t("choices")}
        labelHidden
        items={DOUBT_CHOICES.map((value) => ({ value, label: t(`choice.${value}`), help: t(`risk.${value}`) }))}
        onValueChange={setChoice}
      />
    </ConfirmDialog>
  );
}
