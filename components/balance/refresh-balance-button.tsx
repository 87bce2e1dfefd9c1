"use client";

import { RefreshCw } from "lucide-react";
import { useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { refreshBalanceAction } from "@/lib/balance/actions";
import { useFailure } from "@/lib/i18n/use-failure";

/** Ask the gateway for the balance now. */
export function RefreshBalanceButton() {
  const t = useTranslations("balance");
  const { sentence } = useFailure();
  const toast = useToast();
  const [isPending, startTransition] = useTransition();

  function refresh() {
    startTransition(async () => {
      const outcome = await refreshBalanceAction({});
      if (outcome.ok) toast.done(t("refreshed"));
      else toast.failed(sentence(outcome.error));
    });
  }

  return (
    <Button variant="primary" icon={<RefreshCw aria-hidden />} pending={isPending} onClick={refresh}>
      {t("refresh")}
    </Button>
  );
}
