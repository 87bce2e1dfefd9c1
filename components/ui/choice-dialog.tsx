"use client";

import dynamic from "next/dynamic";
import { type ReactElement, type ReactNode, useState, useTransition } from "react";
import { type RefusalLike, useFailure } from "@/lib/i18n/use-failure";
import { ConfirmDialog } from "./confirm-dialog";
import type { RadioItem } from "./radio-group";

// It comes when the dialog is opened.
const RadioGroup = dynamic(() => import("./radio-group").then(({ RadioGroup: loaded }) => loaded<string>));

type Outcome = { ok: true } | { ok: false; error: RefusalLike };

export type ChoiceDialogProps<Choice extends string> = {
  trigger: ReactElement;
  title: ReactNode;
  description?: ReactNode;
  /** The question that the choices answer, for those who hear it. */
  label: ReactNode;
  items: readonly RadioItem<Choice>[];
  /** The deed, as it is chosen; null before. */
  confirmLabel: (choice: Choice | null) => ReactNode;
  tone?: (choice: Choice | null) => "primary" | "danger";
  /** Does the deed, and says so when it is done; the dialog closes then. What is refused is worded here. */
  submit: (choice: Choice) => Promise<Outcome>;
};

/** A question with consequences and a few answers to it. It begins anew each time it is opened. */
export function ChoiceDialog<Choice extends string>({ label, items, confirmLabel, tone, submit, ...dialog }: ChoiceDialogProps<Choice>) {
  const { sentence } = useFailure();
  const [isOpen, setIsOpen] = useState(false);
  const [choice, setChoice] = useState<Choice | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();

  function confirm() {
    if (choice === null) return;
    startTransition(async () => {
      const outcome = await submit(choice);
      if (outcome.ok) setIsOpen(false);
      else setFault(sentence(outcome.error));
    });
  }

  function change(open: boolean) {
    setIsOpen(open);
    setChoice(null);
    setFault(null);
  }

  return (
    <ConfirmDialog
      {...dialog}
      open={isOpen}
      onOpenChange={change}
      confirmLabel={confirmLabel(choice)}
      tone={tone?.(choice)}
      onConfirm={confirm}
      pending={isPending}
      disabled={choice === null}
      error={fault}
    >
      <RadioGroup label={label} labelHidden items={items} onValueChange={(value) => setChoice(value as Choice)} />
    </ConfirmDialog>
  );
}
