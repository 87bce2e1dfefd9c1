"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { NumberInput } from "@/components/ui/number-input";
import { useToast } from "@/components/ui/toast";
import { useFailure } from "@/lib/i18n/use-failure";
import { changeSpeedAction } from "@/lib/mailings/actions";
import { mailingQueries } from "@/lib/mailings/query-options";

/** Change how fast a mailing leaves, also while it runs. */
export function SpeedControl({ mailingId, speed }: { mailingId: number; speed: number | null }) {
  const t = useTranslations("mailings.page");
  const { sentence, fields } = useFailure();
  const toast = useToast();
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [value, setValue] = useState<number | null>(speed);
  const [fault, setFault] = useState<string | undefined>();
  const [isPending, startTransition] = useTransition();

  function save() {
    startTransition(async () => {
      const outcome = await changeSpeedAction({ mailingId, speedPerMinute: value });
      if (!outcome.ok) return setFault(fields(outcome).speedPerMinute ?? sentence(outcome.error));
      await client.invalidateQueries({ queryKey: mailingQueries.of(mailingId) });
      toast.done(t("speedDone"));
      setIsOpen(false);
    });
  }

  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        setValue(speed);
        setFault(undefined);
      }}
      trigger={
        <Button size="s" variant="quiet">
          {t("changeSpeed")}
        </Button>
      }
      title={t("speedTitle")}
      actions={
        <Button size="l" variant="primary" pending={isPending} onClick={save}>
          {t("speedSave")}
        </Button>
      }
    >
      <Field label={t("speedField")} help={t("speedHelp")} error={fault}>
        <NumberInput value={value} onValueChange={setValue} min={1} max={1_000_000} step={60} />
      </Field>
    </Dialog>
  );
}
