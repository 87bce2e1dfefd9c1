"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ChoiceDialog } from "@/components/ui/choice-dialog";
import { useToast } from "@/components/ui/toast";
import { decideDoubtsAction } from "@/lib/mailings/actions";
import { mailingQueries } from "@/lib/mailings/query-options";
import { DOUBT_CHOICES, type DoubtChoice } from "@/lib/submissions/schema";

/** A person's word on messages of which nobody can find out whether they left; both choices are named by their risk. */
export function DoubtsDialog({ mailingId, count }: { mailingId: number; count: number }) {
  const t = useTranslations("mailings.doubts");
  const toast = useToast();
  const client = useQueryClient();

  async function submit(choice: DoubtChoice) {
    const outcome = await decideDoubtsAction({ mailingId, choice });
    await client.invalidateQueries({ queryKey: mailingQueries.all() });
    if (outcome.ok) toast.done(t(`done.${choice}`, { count: outcome.value.messages }));
    return outcome;
  }

  return (
    <ChoiceDialog
      trigger={<Button size="s">{t("decide")}</Button>}
      title={t("question", { count })}
      description={t("description")}
      label={t("choices")}
      items={DOUBT_CHOICES.map((value) => ({ value, label: t(`choice.${value}`), help: t(`risk.${value}`) }))}
      confirmLabel={(choice) => (choice === null ? t("choose") : t(`confirm.${choice}`, { count }))}
      tone={(choice) => (choice === "send" ? "danger" : "primary")}
      submit={submit}
    />
  );
}
