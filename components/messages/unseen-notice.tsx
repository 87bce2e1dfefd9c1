"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { CopyExplanation } from "@/components/messages/copy-explanation";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ChoiceDialog } from "@/components/ui/choice-dialog";
import { useToast } from "@/components/ui/toast";
import { enterAnswerAction } from "@/lib/messages/actions";
import { messageQueries } from "@/lib/messages/query-options";
import { SUPPORT_ANSWERS, type SupportAnswer } from "@/lib/messages/answers";
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
  const toast = useToast();
  const client = useQueryClient();

  async function submit(status: SupportAnswer) {
    const outcome = await enterAnswerAction({ messageId, status });
    await client.invalidateQueries({ queryKey: messageQueries.of(messageId).queryKey });
    if (outcome.ok) toast.done(t("entered"));
    return outcome;
  }

  return (
    <ChoiceDialog
      trigger={<Button size="s">{t("enter")}</Button>}
      title={t("question")}
      description={t("description")}
      label={t("question")}
      items={SUPPORT_ANSWERS.map((code) => ({
        value: `${code}` as const,
        label: words(`word.${statusKey(code)}`, { code }),
        help: words(`meaning.${statusKey(code)}`),
      }))}
      confirmLabel={() => t("confirm")}
      submit={(choice) => submit(Number(choice) as SupportAnswer)}
    />
  );
}
