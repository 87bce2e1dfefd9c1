"use client";

import { useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useEffect, useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { useFailure } from "@/lib/i18n/use-failure";
import { askStatusAction } from "@/lib/messages/actions";
import { messageQueries } from "@/lib/messages/query-options";

/** Ask the gateway for one message's status; counts down while the gateway's five-a-minute rule forbids it. */
export function AskNowButton({ messageId }: { messageId: number }) {
  const t = useTranslations("messages.page");
  const { sentence } = useFailure();
  const toast = useToast();
  const client = useQueryClient();
  const [isPending, startTransition] = useTransition();
  const [waitSeconds, setWaitSeconds] = useState(0);

  useEffect(() => {
    if (waitSeconds <= 0) return;
    const timer = setTimeout(() => setWaitSeconds(waitSeconds - 1), 1000);
    return () => clearTimeout(timer);
  }, [waitSeconds]);

  function ask() {
    startTransition(async () => {
      const outcome = await askStatusAction({ messageId });
      if (outcome.ok) toast.done(t("asked"));
      else if (outcome.error.code === "message.asked_too_often" && "seconds" in outcome.error) setWaitSeconds(outcome.error.seconds ?? 0);
      else toast.failed(sentence(outcome.error));
      await client.invalidateQueries({ queryKey: messageQueries.of(messageId).queryKey });
    });
  }

  return (
    <Button icon={<RefreshCw aria-hidden />} pending={isPending} disabled={waitSeconds > 0} onClick={ask}>
      {waitSeconds > 0 ? t("askWait", { seconds: waitSeconds }) : t("ask")}
    </Button>
  );
}
