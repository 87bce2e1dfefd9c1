"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { useFailure } from "@/lib/i18n/use-failure";
import { resumeMailingAction } from "@/lib/mailings/actions";
import { mailingQueries } from "@/lib/mailings/query-options";

/** Resume with one click, where the cause of the stop is known to be over. */
export function ResumeButton({ mailingId }: { mailingId: number }) {
  const t = useTranslations("mailings.control");
  const { sentence } = useFailure();
  const toast = useToast();
  const client = useQueryClient();
  const [isPending, startTransition] = useTransition();

  function resume() {
    startTransition(async () => {
      const outcome = await resumeMailingAction({ mailingId });
      await client.invalidateQueries({ queryKey: mailingQueries.all() });
      if (outcome.ok) toast.done(t("resumed"));
      else toast.failed(sentence(outcome.error));
    });
  }

  return (
    <Button size="s" variant="primary" icon={<Play aria-hidden />} pending={isPending} onClick={resume}>
      {t("resumeNow")}
    </Button>
  );
}
