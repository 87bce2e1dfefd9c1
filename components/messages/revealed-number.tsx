"use client";

import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { useFailure } from "@/lib/i18n/use-failure";
import { revealNumberAction } from "@/lib/messages/actions";

/** A masked number, and a button that shows it whole; each time is written down. */
export function RevealedNumber({ messageId, masked }: { messageId: number; masked: string }) {
  const t = useTranslations("messages.page");
  const { sentence } = useFailure();
  const toast = useToast();
  const [number, setNumber] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();

  function reveal() {
    startTransition(async () => {
      const outcome = await revealNumberAction({ messageId });
      if (outcome.ok) setNumber(outcome.value.number);
      else toast.failed(sentence(outcome.error));
    });
  }

  return (
    <span className="inline-flex flex-wrap items-center gap-3">
      <span className="tabular-nums">{number ?? masked}</span>
      {number === null && (
        <Button size="s" variant="quiet" pending={isPending} onClick={reveal}>
          {t("reveal")}
        </Button>
      )}
    </span>
  );
}
