"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { NumberRow } from "@/components/ui/numbers-table";
import { useToast } from "@/components/ui/toast";
import { useFailure } from "@/lib/i18n/use-failure";
import { cancelImportAction } from "@/lib/imports/actions";
import { importQueries } from "@/lib/imports/query-options";

type Props = {
  importId: number;
  fileName: string;
  /** A file that waits is discarded; one that is being read is canceled. */
  of: "uploaded" | "running";
  numbers?: readonly NumberRow[];
};

const WORDS = {
  uploaded: { button: "discard", title: "discardTitle", text: "discardText", confirm: "discardConfirm", done: "discarded" },
  running: { button: "stop", title: "stopTitle", text: "stopText", confirm: "stopConfirm", done: "stopped" },
} as const;

/** Stop an import, after saying what stays. */
export function CancelImportButton({ importId, fileName, of, numbers }: Props) {
  const t = useTranslations("imports.cancel");
  const { sentence } = useFailure();
  const toast = useToast();
  const router = useRouter();
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const words = WORDS[of];

  function cancel() {
    startTransition(async () => {
      const outcome = await cancelImportAction({ importId });
      await client.invalidateQueries({ queryKey: importQueries.of(importId) });
      if (!outcome.ok) return setFault(sentence(outcome.error));
      toast.done(t(words.done));
      setIsOpen(false);
      if (of === "uploaded") router.push("/contacts/imports");
    });
  }

  return (
    <ConfirmDialog
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        setFault(null);
      }}
      trigger={<Button variant="quiet">{t(words.button)}</Button>}
      title={t(words.title, { name: fileName })}
      description={t(words.text)}
      numbers={numbers}
      confirmLabel={t(words.confirm)}
      cancelLabel={t("keep")}
      tone="danger"
      onConfirm={cancel}
      pending={isPending}
      error={fault}
    />
  );
}
