"use client";

import { useId, useState, useTransition, type FormEvent, type ReactElement, type ReactNode } from "react";
import { type RefusalLike, useFailure } from "@/lib/i18n/use-failure";
import { Banner } from "./banner";
import { Button } from "./button";
import { Dialog } from "./dialog";

type Outcome = { ok: true } | { ok: false; error: RefusalLike & { fields?: unknown } };

/** What was entered, by the names of the fields. */
export type Entered = { one: (name: string) => string; all: (name: string) => string[] };

export type FormDialogProps = {
  title: ReactNode;
  description?: ReactNode;
  submitLabel: ReactNode;
  /** Does the deed, and says so when it is done; the dialog closes then. What is refused is worded here. */
  submit: (entered: Entered) => Promise<Outcome>;
  /** A way on from a refusal, such as a link to what is there already. */
  remedy?: (error: RefusalLike) => ReactNode;
  /** The fields; each is given its sentence by its name. */
  children: (faults: Record<string, string | undefined>) => ReactNode;
  /** A button that opens it; else steer it by `open`. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  size?: "m" | "l";
};

/** A few fields and one deed over the page. It begins anew each time it is opened. */
export function FormDialog({ submitLabel, submit, remedy, children, open, onOpenChange, ...dialog }: FormDialogProps) {
  const { sentence, fields } = useFailure();
  const formId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [refused, setRefused] = useState<Extract<Outcome, { ok: false }> | null>(null);
  const [isPending, startTransition] = useTransition();

  function change(next: boolean) {
    setRefused(null);
    setIsOpen(next);
    onOpenChange?.(next);
  }

  function perform(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const entered = readForm(event.currentTarget);
    startTransition(async () => {
      const outcome = await submit(entered);
      if (outcome.ok) change(false);
      else setRefused(outcome);
    });
  }

  const faults = fields(refused);
  const isWhole = refused !== null && Object.keys(faults).length === 0;
  return (
    <Dialog
      {...dialog}
      open={open ?? isOpen}
      onOpenChange={change}
      actions={
        <Button type="submit" form={formId} size="l" variant="primary" pending={isPending}>
          {submitLabel}
        </Button>
      }
    >
      <form id={formId} method="post" onSubmit={perform} noValidate className="flex flex-col gap-4">
        {isWhole && <Banner tone="failed" title={sentence(refused.error)} action={remedy?.(refused.error)} />}
        <Fields faults={faults} of={children} />
      </form>
    </Dialog>
  );
}

/** Made only when the dialog is opened. */
function Fields({ faults, of }: { faults: Record<string, string | undefined>; of: FormDialogProps["children"] }) {
  return of(faults);
}

function readForm(element: HTMLFormElement): Entered {
  const form = new FormData(element);
  const all = (name: string) => form.getAll(name).filter((value) => typeof value === "string");
  return { all, one: (name) => all(name)[0] ?? "" };
}
