"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { CopyExplanation } from "@/components/messages/copy-explanation";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { RadioGroup } from "@/components/ui/radio-group";
import { useToast } from "@/components/ui/toast";
import { useFailure } from "@/lib/i18n/use-failure";
import { enterAnswerAction } from "@/lib/messages/actions";
import { messageQueries } from "@/lib/messages/query-options";
import { SUPPORT_ANSWERS, type SupportAnswer } from "@/lib/messages/schema";
import { statusKey } from "@/lib/smsc/status-catalogue";

type Props = { messageId: number; mayAnswer: boolean };

/** Of a message nobody saw the end of: whom to ask, the question ready to be copied, and where the answer is entered. */
export function UnseenNotice({ messageId, mayAnswer }: Props) {
  const t = useTranslations("messages.support");
  return (
    <div className="mt-4 max-w-180">
      <Banner tone="attention" title={t("title")} action={mayAnswer ? <AnswerDialog messageId={messageId} /> : undefined}>
        <p>{t("text")}</p>
        <CopyExplanation messageId={messageId} reader="support" />
      </Banner>
    </div>
  );
}

function AnswerDialog({ messageId }: { messageId: number }) {
  const t = useTranslations("messages.support");
  const words = useTranslations("statuses");
  const { sentence } = useFailure();
  const toast = useToast();
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [status, setStatus] = useState<SupportAnswer | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();

  function confirm() {
    if (status === null) return;
    startTransition(async () => {
      const outcome = await enterAnswerAction({ messageId, status });
      await client.invalidateQueries({ queryKey: messageQueries.of(messageId).queryKey });
      if (!outcome.ok) return setFault(sentence(outcome.error));
      toast.done(t("entered"));
      setIsOpen(false);
    });
  }

  function change(open: boolean) {
    setIsOpen(open);
    setStatus(null);
    setFault(null);
  }

  return (
    <ConfirmDialog
      open={isOpen}
      onOpenChange={change}
      trigger={<Button size="s">{t("enter")}</Button>}
      title={t("question")}
      description={t("description")}
      confirmLabel={t("confirm")}
      onConfirm={confirm}
      pending={isPending}
      disabled={status === null}
      error={fault}
    >
      <RadioGroup
        label={t("question")}
        labelHidden
        items={SUPPORT_ANSWERS.map((code) => ({
          value: String(code),
          label: words(`word.${statusKey(code)}`, { code }),
          help: words(`meaning.${statusKey(code)}`),
        }))}
        onValueChange={(value) => setStatus(SUPPORT_ANSWERS.find((code) => String(code) === value) ?? null)}
      />
    </ConfirmDialog>
  );
}
