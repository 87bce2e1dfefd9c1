"use client";

import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cx } from "./cx";

export type CheckboxProps = {
  label: ReactNode;
  help?: ReactNode;
  /** Only the box is seen; the label is read aloud. For a column of a table. */
  labelHidden?: boolean;
  checked?: boolean;
  defaultChecked?: boolean;
  indeterminate?: boolean;
  onCheckedChange?: (checked: boolean) => void;
  name?: string;
  value?: string;
  disabled?: boolean;
  required?: boolean;
};

const BOX =
  "grid size-4 shrink-0 place-items-center rounded-s border border-control-line bg-surface transition-colors hover:border-muted data-checked:border-accent data-checked:bg-accent data-indeterminate:border-accent data-indeterminate:bg-accent data-disabled:border-line-strong data-disabled:bg-pressed";

/** A box and its sentence; the whole line can be pressed. */
export function Checkbox({ label, help, labelHidden, onCheckedChange, ...props }: CheckboxProps) {
  const labelId = useId();
  return (
    <label className={cx("flex w-fit gap-2 text-13", props.disabled ? "text-faint" : "cursor-pointer", "max-sm:min-h-10 max-sm:items-center")}>
      <BaseCheckbox.Root
        // Its label names it as well, but only once the page's script runs.
        aria-labelledby={labelId}
        className={cx(BOX, !labelHidden && "mt-0.5 max-sm:mt-0")}
        onCheckedChange={onCheckedChange && ((checked) => onCheckedChange(checked))}
        {...props}
      >
        <BaseCheckbox.Indicator className="text-on-accent">
          {props.indeterminate ? <Minus aria-hidden className="size-3" strokeWidth={3} /> : <Check aria-hidden className="size-3" strokeWidth={3} />}
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span id={labelId} className={labelHidden ? "sr-only" : "min-w-0"}>
        {label}
        {help && <span className="block text-12 text-muted">{help}</span>}
      </span>
    </label>
  );
}
