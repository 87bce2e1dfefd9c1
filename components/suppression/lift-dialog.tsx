"use client";

import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import { useFailure } from "@/lib/i18n/use-failure";
import { liftSuppressionAction } from "@/lib/suppression/actions";

type Answer = Awaited<ReturnType<typeof liftSuppressionAction>>;

/** Let a number be written to again; asks what it means and why. */
export function LiftDialog({ msisdn, number }: { msisdn: string; /** As people read it. */ number: string }) {
  const t = useTranslations("suppression.lift");
  const { sentence, fields } = useFailure();
  const toast = useToast();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [isPending, startTransition] = useTransition();

  function change(open: boolean) {
    setIsOpen(open);
    setReason("");
    setAnswer(null);
  }

  function lift() {
    startTransition(async () => {
      const outcome = await liftSuppressionAction({ msisdn, reason });
      if (!outcome.ok) return setAnswer(outcome);
      toast.done(t("done"));
      change(false);
    });
  }

  const faults = fields(answer);
  return (
    <ConfirmDialog
      open={isOpen}
      onOpenChange={change}
      trigger={<Button size="s">{t("open")}</Button>}
      title={t("title", { number })}
      description={t("text")}
      confirmLabel={t("submit")}
      cancelLabel={t("keep")}
      tone="danger"
      onConfirm={lift}
      pending={isPending}
      error={answer && !answer.ok && !faults.reason ? sentence(answer.error) : null}
    >
      <Field label={t("reason")} help={t("reasonHelp")} error={faults.reason}>
        <Textarea rows={2} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
