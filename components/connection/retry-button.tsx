"use client";

import { useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { retryConnectionAction } from "@/lib/connection/actions";
import { useFailure } from "@/lib/i18n/use-failure";

/** Let one request try again with the settings as they are. */
export function RetryButton() {
  const t = useTranslations("connection.notice");
  const { sentence } = useFailure();
  const toast = useToast();
  const [isPending, startTransition] = useTransition();

  function retry() {
    startTransition(async () => {
      const outcome = await retryConnectionAction({});
      if (outcome.ok) toast.done(t("retried"));
      else toast.failed(sentence(outcome.error));
    });
  }

  return (
    <Button size="s" pending={isPending} onClick={retry}>
      {t("retry")}
    </Button>
  );
}
