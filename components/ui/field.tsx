"use client";

import { Field as BaseField } from "@base-ui/react/field";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";

export type FieldProps = {
  label: ReactNode;
  /** The control: Input, Textarea, NumberInput, Select, MultiSelect. */
  children: ReactNode;
  help?: ReactNode;
  /** A sentence with the remedy; it takes the place of the help. */
  error?: ReactNode;
  /** Said after the label, such as "optional". */
  note?: ReactNode;
  name?: string;
  disabled?: boolean;
  /** Hide the label from the eye where the place already says it; it is still read aloud. */
  labelHidden?: boolean;
  className?: string;
};

/** Label above, control, help or error below; all tied together for assistive technology. */
export function Field({ label, children, help, error, note, name, disabled, labelHidden, className }: FieldProps) {
  return (
    <BaseField.Root name={name} disabled={disabled} invalid={Boolean(error)} className={cx("flex min-w-0 flex-col gap-1", className)}>
      <BaseField.Label className={cx(labelHidden ? "sr-only" : "flex items-baseline gap-1.5 text-13 font-medium", "data-disabled:text-faint")}>
        {label}
        {note && <span className="font-text text-12 text-faint">{note}</span>}
      </BaseField.Label>
      {children}
      {error ? <FieldMessage tone="error">{error}</FieldMessage> : help && <FieldMessage tone="help">{help}</FieldMessage>}
    </BaseField.Root>
  );
}

function FieldMessage({ tone, children }: { tone: "help" | "error"; children: ReactNode }) {
  if (tone === "help") {
    return <BaseField.Description className="text-12 text-muted">{children}</BaseField.Description>;
  }
  return (
    <BaseField.Error match role="alert" className="flex gap-1 text-12 font-medium text-failed-fg">
      <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
      <span>{children}</span>
    </BaseField.Error>
  );
}
